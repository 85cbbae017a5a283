/** Characters that end a line, steer a terminal or turn the direction of writing; and halves of surrogate pairs. */
const unwanted = /[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** One line of at most `most` UTF-16 code units, with … where something was cut; no surrogate pair is halved. */
export function oneLine(text: string, most: number): string {
  // What is cut away anyway is not read: a title of a megabyte costs no more than a short one.
  const read = text.slice(0, most * 2);
  return cut(read.replaceAll(unwanted, ' ').replaceAll(/ {2,}/g, ' ').trim(), most);
}

/** At most `most` UTF-16 code units of a text, with … where something was cut; no surrogate pair is halved. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most - 1);
  return `${/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}

const longestLink = 1000;

/** The address, where a reader can follow it: http or https, without credentials, not absurdly long; else null. */
export function safeLink(address: string | null): string | null {
  if (address === null || address.length > longestLink || !URL.canParse(address)) return null;
  const { protocol, username, password, href } = new URL(address);
  if ((protocol !== 'https:' && protocol !== 'http:') || username || password) return null;
  return href.length <= longestLink ? href : null;
}

/** Bytes of a value as JSON. */
export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
