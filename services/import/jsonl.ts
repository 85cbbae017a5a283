import { decodeText } from '../fetch/decode.ts';
import { type Found, shownChars } from './found.ts';
import { type Line, splitLines } from './lines.ts';

type Read = Omit<Found, 'file' | 'bytes'>;

/** One JSON object a line. */
export async function* readJsonLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<Read, void> {
  for await (const line of splitLines(bytes)) {
    const read = readLine(line);
    if (read) yield { at: `line ${line.number}`, ...read };
  }
}

export const tooLong = 'is longer than 10 MB';

function readLine({ bytes }: Line): Omit<Read, 'at'> | null {
  if (!bytes) return { fault: tooLong };
  const text = decodeText(bytes).text;
  if (text.trim() === '') return null;
  const fault = (words: string) => ({ fault: words, raw: text.slice(0, shownChars) });
  try {
    const row: unknown = JSON.parse(text);
    if (typeof row === 'object' && row !== null && !Array.isArray(row))
      return { row: row as Record<string, unknown> };
    return fault('is not a JSON object; each line has to be one, as {"title": …, "text": …}');
  } catch (error) {
    return fault(`is not JSON: ${(error as Error).message.slice(0, 200)}`);
  }
}
