import { createHash } from 'node:crypto';

/** NUL, which PostgreSQL's text knows not, and halves of surrogate pairs, which are no UTF-8. */
const unstorable = /\0|\p{Surrogate}/gu;

/** Text without the characters that PostgreSQL refuses, cut to `most` UTF-16 code units. */
export function storable(text: string, most = Number.POSITIVE_INFINITY): string {
  return (text.length > most ? text.slice(0, most) : text).replaceAll(unstorable, '');
}

/** Every text in a row made {@link storable}; other values stay as they are. */
export function storableRow<Row extends object>(row: Row): Row {
  const clean = (value: unknown): unknown =>
    typeof value === 'string' ? storable(value) : Array.isArray(value) ? value.map(clean) : value;
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, clean(value)])) as Row;
}

/** A value as JSON can hold it, with every text in it made {@link storable}. */
export const storableJson = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, part) => (typeof part === 'string' ? storable(part) : part));

/** A key short enough for an index, whose rows may hold at most 2,704 bytes. */
export function indexable(key: string): string {
  const text = storable(key);
  return Buffer.byteLength(text) <= 1000 ? text : `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
