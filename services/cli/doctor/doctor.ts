import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../../db/database.ts';
import { openEmbedded } from '../../../db/embedded.ts';
import { FolderInUseError } from '../../../db/lock.ts';
import { openServer } from '../../../db/server.ts';
import { told } from '../../faults.ts';
import { worst } from '../../health/check.ts';
import { examine, examineOuter } from '../../health/examine.ts';
import { partsOf } from '../../health/health.ts';
import { type Config, ConfigError, readConfig } from '../../runtime/config.ts';
import { freeBytes, leastRoomBytes } from '../../runtime/room.ts';
import { type CommandContext, exitCodes } from '../context.ts';
import { repliesOf } from '../onArchive.ts';
import { ageChecks, type DoctorFound, fileChecks, hostCheck, machineChecks } from './checks.ts';
import { type Diagnosis, ofCheck, ofDoctor, reportLines } from './report.ts';

export interface Asked {
  json?: boolean;
}
type Out = Pick<CommandContext, 'out' | 'err'>;
type Archive = Pick<Database, 'orm' | 'home'>;

/** More than a page has: whoever calls the doctor waits. */
const patienceMs = 10_000;

/**
 * Examines everything from this process, whatever of it works, and changes nothing: settings, lists, archive, servers, names.
 * Where a Chipwire has the archive open, that one examines itself.
 *
 * @param words of the command line
 * @returns the exit code: failed where something does not work
 */
export async function doctorAlone(words: string[], asked: Asked, out: Out): Promise<number> {
  let config: Config;
  try {
    config = readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const wrong = { name: 'settings', code: 'settings-wrong', reason: faultsIn(error) } as const;
    return report([wrong, ...machineChecks()].map(ofDoctor), asked, out);
  }
  const opened = await openAsItIs(config);
  if (opened instanceof FolderInUseError) return overThere(opened, config, words, asked, out);
  if ('code' in opened) return report(await diagnose(config, null, opened), asked, out);
  try {
    return await report(
      await diagnose(config, opened, { name: 'archive', code: 'archive-open' }),
      asked,
      out,
    );
  } finally {
    await opened.close();
  }
}

/** The lines that name each wrong setting. */
const faultsIn = ({ message }: ConfigError) =>
  message
    .split('\n')
    .filter((line) => line.startsWith(' '))
    .join('\n');

/** The same inside the Chipwire that has the archive open. */
export async function doctorHere(ctx: CommandContext, asked: Asked): Promise<number> {
  const running = { name: 'archive', code: 'archive-running', facts: { pid: String(process.pid) } } as const;
  return report(await diagnose(ctx.config, { orm: ctx.orm, home: 'embedded' }, running), asked, ctx);
}

/** Opens the archive without making one or changing its tables. @returns it, who has it open, or what is wrong with it */
async function openAsItIs(config: Config): Promise<Database | FolderInUseError | DoctorFound> {
  const { DATABASE_URL, CHIPWIRE_DATA: folder } = config;
  const name = 'archive';
  try {
    if (DATABASE_URL) return await openServer(DATABASE_URL, 0);
    if (!existsSync(join(folder, 'postgres', 'PG_VERSION')))
      return { name, code: 'archive-none', facts: { folder } };
    if ((await freeBytes(folder)) < leastRoomBytes) return { name, code: 'archive-unopened' };
    return await openEmbedded(folder);
  } catch (error) {
    if (error instanceof FolderInUseError) return error;
    return { name, code: 'archive-closed', reason: String(told(error)) };
  }
}

async function overThere(
  inUse: FolderInUseError,
  config: Config,
  words: string[],
  asked: Asked,
  out: Out,
): Promise<number> {
  try {
    for await (const reply of repliesOf(inUse, config, words)) {
      if ('out' in reply) out.out(reply.out);
      else if ('err' in reply) out.err(reply.err);
      else if ('exit' in reply) return reply.exit;
    }
  } catch (error) {
    if (error !== inUse) throw error;
  }
  const held: DoctorFound = { name: 'archive', code: 'archive-held', reason: inUse.message };
  return report(await diagnose(config, null, held), asked, out);
}

async function diagnose(config: Config, archive: Archive | null, opened: DoctorFound): Promise<Diagnosis[]> {
  const now = () => new Date();
  const { CHIPWIRE_DATA: folder, DATABASE_URL } = config;
  const free = DATABASE_URL || !existsSync(folder) ? undefined : () => freeBytes(folder);
  const outer = { ...partsOf(config, now), free };
  const checks = archive
    ? await examine({ ...outer, ...archive }, { patienceMs })
    : await examineOuter(outer, patienceMs);
  // Whatever asks more of the database than how it is wants its tables as they should be.
  const isUsable = checks.some(({ code }) => code === 'migrated' || code === 'ahead');
  const orm = archive && isUsable ? archive.orm : null;
  const [hosts, ages] = await Promise.all([hostCheck(orm, config), orm ? ageChecks(orm, config, now()) : []]);
  return [
    ofDoctor({ name: 'settings', code: 'settings-right' }),
    ...[...machineChecks(), ...fileChecks(config)].map(ofDoctor),
    // Of a server more is said below.
    ...(archive?.home === 'server' ? [] : [ofDoctor(opened)]),
    ...checks.map(ofCheck),
    ...[...hosts, ...ages].map(ofDoctor),
  ];
}

function report(all: Diagnosis[], { json = false }: Asked, { out }: Out): number {
  const state = worst(all);
  if (json) out(JSON.stringify({ state, checks: all }));
  else for (const line of reportLines(all)) out(line);
  return state === 'failing' ? exitCodes.failed : exitCodes.done;
}
