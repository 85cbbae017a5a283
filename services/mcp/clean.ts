/**
 * What can’t be seen and yet be read by a machine: controls, marks of direction, tags, private and odd selectors. Joiners stay,
 * since words and signs are made with them.
 */
const unseen = /(?![\u200c\u200d])(?:[\p{Cc}\p{Cf}\p{Co}]|[\u{e0100}-\u{e01ef}])/gu;

/** A text from outside with nothing hidden in it; line breaks stay. */
export const clean = (text: string): string =>
  text
    .replaceAll(/\r\n?|[\u2028\u2029\x85\v\f]/g, '\n')
    .replaceAll(unseen, (sign) => (sign === '\n' ? sign : sign === '\t' ? ' ' : ''));

/** The same for all texts of an answer. */
export function cleaned<Value>(value: Value): Value {
  if (typeof value === 'string') return clean(value) as Value;
  if (Array.isArray(value)) return value.map(cleaned) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, cleaned(part)])) as Value;
}

/** Without halves of signs, which no address can hold. */
export const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, '\ufffd');

/** The place in a text, or the one before it where it would cut a sign in two. */
export function wholeAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff && at > 0 ? at - 1 : at;
}

/** In one line. */
export const line = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** Every line behind a mark that a text can’t put off: what stands behind it is quoted. */
export const quoted = (text: string): string =>
  text
    .split('\n')
    .map((each) => `> ${each}`.trimEnd())
    .join('\n');
