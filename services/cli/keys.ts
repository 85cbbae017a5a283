import { type Key, listKeys, revokeKey } from '../../db/keys.ts';
import type { KeyScope } from '../../db/schema.ts';
import { createKey, mostKeys, rotateKey, type ToldKey } from '../keys/keys.ts';
import { type CommandContext, exitCodes } from './context.ts';
import { plain } from './lines.ts';

const longestName = 100;

/** Makes a key, and prints it this once. */
export async function create(
  { orm, now, out, err }: CommandContext,
  { name, scope, json }: { name: string; scope: KeyScope; json?: boolean },
): Promise<number> {
  const called = plain(name);
  if (called === '' || called.length > longestName)
    return wrong(err, `A name has 1 to ${longestName} characters.`);
  const key = await createKey(orm, { name: called, scope }, now());
  if (key) return tell(key, { out, err }, json);
  err(`There are ${mostKeys} keys already: revoke one that is not used.`);
  return exitCodes.failed;
}

/** Prints the keys, those that hold first. */
export async function list({ orm, out }: CommandContext, { json }: { json?: boolean }): Promise<number> {
  const keys = await listKeys(orm, mostKeys);
  if (json) out(JSON.stringify({ keys }));
  else if (keys.length === 0)
    out('There are no keys yet: chipwire keys create NAME --scope admin makes the first.');
  else for (const line of table(keys)) out(line);
  return exitCodes.done;
}

/** Gives a key another secret, and prints it this once. */
export async function rotate(
  { orm, out, err }: CommandContext,
  { id, json }: { id: string; json?: boolean },
): Promise<number> {
  const key = await rotateKey(orm, id);
  return key ? tell(key, { out, err }, json) : unknown(err, id);
}

/** Makes a key open nothing more. */
export async function revoke({ orm, out, err }: CommandContext, { id }: { id: string }): Promise<number> {
  const key = await revokeKey(orm, id);
  if (!key) return unknown(err, id);
  out(`${key.id} (${plain(key.name)}) opens nothing more; its alerts are told to nobody.`);
  return exitCodes.done;
}

/** The key alone goes to `out`, so that it can be sent on without being seen. */
function tell(key: ToldKey, { out, err }: Pick<CommandContext, 'out' | 'err'>, json?: boolean): number {
  out(json ? JSON.stringify(key) : key.key);
  err(`${key.id} (${plain(key.name)}) may ${may[key.scope]}. The key is not shown again.`);
  return exitCodes.done;
}

const may: Record<KeyScope, string> = {
  read: 'read',
  write: 'read and write',
  admin: 'read, write and make keys',
};

function unknown(err: CommandContext['err'], id: string): number {
  err(`There is no key ${plain(id)} that holds; chipwire keys list shows them.`);
  return exitCodes.failed;
}

function wrong(err: CommandContext['err'], line: string): number {
  err(line);
  return exitCodes.wrongUse;
}

const minute = (at: Date | null) => (at ? at.toISOString().slice(0, 16).replace('T', ' ') : 'never');

function table(keys: Key[]): string[] {
  const head = ['id', 'scope', 'made', 'last used', 'name'];
  const rows = keys.map((key) => [
    key.id,
    key.revoked ? 'revoked' : key.scope,
    minute(key.madeAt),
    minute(key.lastUsedAt),
    plain(key.name),
  ]);
  const widths = head.map((_, n) => Math.max(...[head, ...rows].map((row) => row[n]!.length)));
  return [head, ...rows].map((row) =>
    row
      .map((cell, n) => cell.padEnd(widths[n]!))
      .join('  ')
      .trimEnd(),
  );
}
