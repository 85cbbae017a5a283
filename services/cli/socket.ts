import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';

// What the caller of a command and the Chipwire that runs it say to each other, a line of JSON each, and where they meet.

/** The caller's first line. */
export const callSchema = z.strictObject({
  /** Of the command line. */
  words: z.array(z.string().max(10_000)).max(1000),
  cwd: z.string().max(4096),
  isTTY: z.boolean(),
});
export type Call = z.output<typeof callSchema>;
/** Any later line of the caller's. */
export const stopLine = '"stop"';
/** Of a call, in UTF-16 code units. */
export const longestCall = 1_000_000;

export const replySchema = z.union([
  z.strictObject({ out: z.string() }),
  z.strictObject({ err: z.string() }),
  z.strictObject({ progress: z.tuple([z.number(), z.number(), z.string().optional()]) }),
  z.strictObject({ progressEnd: z.literal(true) }),
  /** The last line. */
  z.strictObject({ exit: z.int() }),
]);
export type Reply = z.output<typeof replySchema>;

const name = 'chipwire.sock';
/** Linux takes addresses of 107 bytes, macOS of 103. */
const longestPath = 100;
const noteFile = 'chipwire.sock.path';

/**
 * Where to listen for commands on the archive in a data folder: in the folder, or, where its path is too long for a
 * socket, in a new folder of this user's alone, which a file in the data folder names. Removes what a killed process
 * left there. Whoever calls this holds the folder's lock.
 */
export function placeSocket(folder: string): string {
  removeSocket(folder);
  const path = join(folder, name);
  if (Buffer.byteLength(path) <= longestPath) return path;
  const shorter = join(mkdtempSync(join(tmpdir(), 'chipwire-')), name);
  writeFileSync(join(folder, noteFile), shorter, { mode: 0o600 });
  return shorter;
}

/** Where the Chipwire that has a data folder open listens. */
export function findSocket(folder: string): string {
  return noted(folder) ?? join(folder, name);
}

export function removeSocket(folder: string): void {
  const path = noted(folder);
  // A folder of ours, and nothing that the note was made to name.
  if (path && /[/\\]chipwire-\w{6}[/\\]chipwire\.sock$/.test(path))
    rmSync(dirname(path), { recursive: true, force: true });
  rmSync(join(folder, noteFile), { force: true });
  rmSync(join(folder, name), { force: true });
}

function noted(folder: string): string | null {
  try {
    return readFileSync(join(folder, noteFile), 'utf8').trim() || null;
  } catch {
    return null;
  }
}
