import type { ArticleCursor } from '../../db/search.ts';

/** A cursor as clients see it: opaque, safe in an address. */
export function writeCursor({ publishedAt, id }: ArticleCursor): string {
  return Buffer.from(`${publishedAt.toISOString()} ${id}`).toString('base64url');
}

/** @returns null when the text is no cursor of ours */
export function readCursor(text: string): ArticleCursor | null {
  const [, time = '', id] = /^(\S+) (\d{1,15})$/.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  const publishedAt = new Date(time);
  return id === undefined || Number.isNaN(publishedAt.getTime()) ? null : { publishedAt, id: Number(id) };
}
