import type { Database } from '../../db/database.ts';
import { FolderInUseError } from '../../db/lock.ts';
import { createApi } from '../api/app.ts';
import { type Ask, type Asked, addressOf, askHere } from '../mcp/ask.ts';
import { Refused } from '../mcp/refused.ts';
import type { Config } from '../runtime/config.ts';
import { version } from '../runtime/version.ts';
import type { Head } from './askRoute.ts';
import type { Served } from './mcp.ts';
import { endedEarly, homeKnown, openHere, repliesOf } from './onArchive.ts';

/** Milliseconds that an embedded archive stays open when nothing is asked of it: meanwhile nobody else can open it. */
const idleMs = 5000;

interface Here {
  db: Database;
  ask: Ask;
}

/**
 * The archive that the settings name. Each question is asked where the archive is open at that moment: in a Chipwire that
 * runs, or here where none does, so that one may be started and stopped meanwhile.
 *
 * @throws ConfigError where there is none
 */
export async function nearBy(config: Config): Promise<Served> {
  let home = homeKnown(config);
  let here: Promise<Here | FolderInUseError> | null = null;
  let closed = Promise.resolve();
  let asking = 0;
  let idle: NodeJS.Timeout | undefined;
  const open = async () => {
    here ??= closed.then(() => openIt(config));
    const opened = await here.catch((error: unknown) => error as Error);
    if (!(opened instanceof Error)) return opened;
    here = null;
    if (opened instanceof FolderInUseError) return opened;
    throw opened;
  };
  const close = () => {
    clearTimeout(idle);
    const was = here;
    here = null;
    closed = closed.then(async () => {
      const opened = await was?.catch(() => null);
      if (opened && !(opened instanceof Error)) await opened.db.close();
    });
    return closed;
  };
  const rest = () => {
    if (asking === 0 && !config.DATABASE_URL) idle = setTimeout(close, idleMs);
  };
  const ask: Ask = async (asked) => {
    clearTimeout(idle);
    asking += 1;
    try {
      const opened = await open();
      if (opened instanceof FolderInUseError) {
        const { head, text } = await askRunning(opened, config, asked);
        home = head.home;
        return new Response(text, { status: head.status });
      }
      const answer = await opened.ask(asked);
      // Read before anything is closed.
      return new Response(await answer.text(), { status: answer.status });
    } finally {
      asking -= 1;
      rest();
    }
  };
  await open();
  rest();
  return { ask, home: () => home, close };
}

async function openIt(config: Config): Promise<Here | FolderInUseError> {
  const db = await openHere(config);
  if (db instanceof FolderInUseError) return db;
  const report = (error: Error, path: string) => console.error(`${path}: ${error.stack ?? error}`);
  const api = createApi({ orm: db.orm, now: () => new Date(), version, report });
  return { db, ask: askHere(api, { owner: 'local' }) };
}

/** Asks the Chipwire that has the folder open, by its command `ask`. */
async function askRunning(
  inUse: FolderInUseError,
  config: Config,
  asked: Asked,
): Promise<{ head: Head; text: string }> {
  const body = asked.body ? ['--body', JSON.stringify(asked.body)] : [];
  const lines: string[] = [];
  const words = ['ask', addressOf(asked), '--head', ...body];
  try {
    for await (const reply of repliesOf(inUse, config, words, asked.signal)) {
      if ('out' in reply) lines.push(reply.out);
      else if ('err' in reply) console.error(reply.err);
      else if ('exit' in reply) return { head: JSON.parse(lines.shift() ?? '{}'), text: lines.join('\n') };
    }
  } catch (error) {
    throw error === inUse ? new Refused(inUse.message) : error;
  }
  throw endedEarly();
}
