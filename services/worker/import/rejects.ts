import { createReadStream } from 'node:fs';
import { type FileHandle, open, truncate } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { type Found, shownChars } from '../../import/found.ts';

/** A row beyond this many characters is cut in the list of rejected rows. */
const mostRowChars = 200_000;

export interface Rejected {
  found: Found;
  reason: string;
}

export interface Rejects {
  /** Writes rows with their reasons, a line of JSON each. @returns what takes them out again */
  add(rows: Rejected[]): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/**
 * The file that rejected rows go to; it is made when the first one comes.
 *
 * @param kept lines of it that an import which goes on has written, and noted, before it was stopped
 */
export async function openRejects(path: string, kept: number): Promise<Rejects> {
  let size = await cutAfter(path, kept);
  let file: FileHandle | undefined;
  return {
    async add(rows) {
      const before = size;
      if (rows.length > 0) {
        file ??= await open(path, 'a');
        const lines = Buffer.from(rows.map((row) => `${lineOf(row)}\n`).join(''));
        await file.appendFile(lines);
        size += lines.length;
      }
      return async () => {
        if (size > before) await file!.truncate(before);
        size = before;
      };
    },
    close: async () => file?.close(),
  };
}

function lineOf({ found: { file, at, row, page, raw }, reason }: Rejected): string {
  const shown = row ?? raw ?? (page ? { url: page.url } : null);
  const text = JSON.stringify(shown);
  const cut = text.length > mostRowChars ? `${text.slice(0, shownChars)}…` : shown;
  return JSON.stringify({ file, at, reason, row: cut });
}

/** Keeps the first lines only: a stopped run may have written some of rows that it did not get to store. */
async function cutAfter(path: string, kept: number): Promise<number> {
  let bytes = 0;
  let lines = 0;
  try {
    if (kept > 0)
      for await (const line of createInterface({ input: createReadStream(path) })) {
        if (lines++ >= kept) break;
        bytes += Buffer.byteLength(line) + 1;
      }
    await truncate(path, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return bytes;
}
