import type { Place } from '../../db/found.ts';
import type { ArticleCursor } from '../../db/search.ts';

/** A cursor as clients see it: opaque, safe in an address. */
export function writeCursor({ publishedAt, id }: ArticleCursor): string {
  return Buffer.from(`${publishedAt.toISOString()} ${id}`).toString('base64url');
}

/** @returns null when the text is no cursor of ours */
export function readCursor(text: string): ArticleCursor | null {
  const [, time = '', id] = /^(\S+) (\d{1,16})$/.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  const publishedAt = new Date(time);
  const year = publishedAt.getUTCFullYear(); // NaN for what is no time
  return id !== undefined && year >= 1900 && year <= 9999 ? { publishedAt, id: Number(id) } : null;
}

/** The same for what was found inside an article. */
export const writePlace = ({ nth, ...article }: Place): string => `${writeCursor(article)}.${nth}`;

/** @returns null when the text is no cursor of ours */
export function readPlace(text: string): Place | null {
  const [, cursor = '', nth] = /^([^.]+)\.(\d{1,9})$/.exec(text) ?? [];
  const article = readCursor(cursor);
  return article && nth !== undefined ? { ...article, nth: Number(nth) } : null;
}
