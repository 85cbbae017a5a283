import { isLatinOrDigit } from '../text/fold.ts';
import { firstEndingAfter, overlapsAny, type Span } from '../text/spans.ts';
import { familyName } from './surnames.ts';
import { wordList } from './word-lists.ts';

/** A person named in full somewhere in a text; `key` is handed back with each bare surname. */
export interface NamedInFull<Key> extends Span {
  key: Key;
  fullName: string;
}

const HONORIFIC =
  /(?:^|\s)(?:Mr|Mrs|Ms|Dr|Prof|Professor|President|Premier|Chairman|Minister|Secretary|Sen|Rep|Gov|Senator|Judge|Justice|CEO)\.?\s$/;
const STOP = wordList('stopWords');

/**
 * Bare surnames after a full name: “Ye Kejiang … Ye said”. Each goes to the nearest person of that surname named before,
 * whose full name as written is handed back.
 *
 * @param people in reading order; @param taken spans where something else stands already, in reading order
 */
export function surnameMentions<Key>(
  text: string,
  people: readonly NamedInFull<Key>[],
  taken: readonly Span[],
): (Span & { key: Key; fullName: string })[] {
  const bySurname = new Map<string, NamedInFull<Key>[]>();
  for (const person of people) {
    const surname = familyName(person.fullName);
    if (!surname || surname.length < 2) continue;
    const known = bySurname.get(surname);
    if (known) known.push(person);
    else bySurname.set(surname, [person]);
  }
  const found: (Span & { key: Key; fullName: string })[] = [];
  for (const [surname, holders] of bySurname) {
    for (const span of occurrences(text, surname, holders[0]!.end)) {
      if (overlapsAny(taken, span)) continue;
      const holder = holders[firstEndingAfter(holders, span.start) - 1];
      if (holder && standsForPerson(text, span, surname))
        found.push({ ...span, key: holder.key, fullName: holder.fullName });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function occurrences(text: string, word: string, from: number): Span[] {
  const found: Span[] = [];
  for (let at = text.indexOf(word, from); at >= 0; at = text.indexOf(word, at + word.length)) {
    const end = at + word.length;
    const alone = !isLatinOrDigit(text.charCodeAt(at - 1)) && !isLatinOrDigit(text.charCodeAt(end));
    if (alone) found.push({ start: at, end });
  }
  return found;
}

/** Not a part of another name (Jack Ma’s brother), nor the small word that begins a sentence (He, You, An). */
function standsForPerson(text: string, span: Span, surname: string): boolean {
  const before = text.slice(Math.max(0, span.start - 24), span.start);
  const after = text.slice(span.end, span.end + 24);
  if (HONORIFIC.test(before)) return true;
  if (/^[ -]\p{Lu}/u.test(after) || /-$/.test(before)) return false;
  const previous = /(\p{L}[\p{L}’'-]*)\s$/u.exec(before)?.[1];
  if (previous !== undefined && /^\p{Lu}/u.test(previous) && !STOP.has(previous.toLowerCase())) return false;
  const begins = previous === undefined;
  return !(begins && STOP.has(surname.toLowerCase()));
}
