import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Writes a file that appears under its name only when it is whole, and on the disk. */
export async function writeWhole(
  path: string,
  content: Readable | AsyncIterable<string | Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  const unfinished = `${path}.${process.pid}.part`;
  try {
    await pipeline(content, createWriteStream(unfinished, { flush: true }), { signal });
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
