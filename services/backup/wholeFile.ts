import { createWriteStream } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Writes a file that appears under its name only when it is whole, and on the disk. */
export async function writeWhole(
  path: string,
  content: Readable | AsyncIterable<string | Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  await checkReplaceable(path);
  await removeLeftovers(path);
  const unfinished = `${path}.${process.pid}.part`;
  try {
    await pipeline(content, createWriteStream(unfinished, { flush: true }), { signal });
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** A process that was killed while it wrote left its part of a file behind. */
async function removeLeftovers(path: string): Promise<void> {
  const start = `${basename(path)}.`;
  for (const name of await readdir(dirname(path)).catch(() => [])) {
    const pid = name.startsWith(start) && /^(\d+)\.part$/.exec(name.slice(start.length))?.[1];
    if (pid && !isRunning(Number(pid))) await rm(join(dirname(path), name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // somebody else’s
  }
}

/** A device or a pipe would be gone, and a file in its place. */
async function checkReplaceable(path: string): Promise<void> {
  const there = await stat(path).catch(() => null);
  if (there && !there.isFile())
    throw new WholeFileError(`${path} is there already and is no file: name another one.`);
}

/** What would be replaced is no file. */
class WholeFileError extends Error {
  override name = 'WholeFileError';
}
