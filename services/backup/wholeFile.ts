import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Writes a file that appears under its name only when it is whole, and on the disk. */
export async function writeWhole(
  path: string,
  content: Readable | AsyncIterable<string | Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  await checkReplaceable(path);
  const unfinished = `${path}.${process.pid}.part`;
  try {
    await pipeline(content, createWriteStream(unfinished, { flush: true }), { signal });
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
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
