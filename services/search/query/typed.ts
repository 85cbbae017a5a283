import { type FieldName, fields, isPart } from './fields.ts';
import { fold } from './fold.ts';
import type { Span } from './query.ts';

/** What somebody is about to type at a place in a query. */
export interface Typed extends Span {
  /** Whose value it is; null for a word, or the beginning of a field. */
  field: FieldName | null;
  /** What is there of it before the place, without quotation marks; `start` and `end` are where it stands with them. */
  text: string;
}

/**
 * What of a query is being typed at a place: `entity:hua|` is `hua`, a value of entity. Null inside of quotation marks
 * that hold a phrase, and where words are all that can stand.
 */
export function typedAt(query: string, at: number): Typed | null {
  const before = fold(query.slice(0, at));
  const { start, quoteAt, inside } = placeIn(before);
  const from = before.charAt(start) === '-' ? start + 1 : start;
  const run = before.slice(from);
  const [, name = '', value] = /^([a-z][a-z-]*):(.*)$/is.exec(run) ?? [];
  const named = name.toLowerCase();
  // `sentiment(huawei):` and what it is compared with.
  const towards = run.startsWith(':') && /sentiment\([^()]*\)$/i.test(before.slice(0, from));
  const end = quoteAt < 0 ? at + /^[^\s()"|]*/.exec(fold(query.slice(at)))![0].length : at;
  if (towards) return { field: 'sentiment', text: run.slice(1), start: from + 1, end };
  if (value !== undefined) {
    if (!isField(named)) return null;
    return { field: named, text: value.replace(/^"/, ''), start: from + name.length + 1, end };
  }
  if (inside === 'words' || (inside === null && quoteAt >= 0)) return null;
  return { field: inside, text: run.replace(/^"/, ''), start: from, end };
}

const isField = (name: string): name is FieldName => name in fields && name !== 'in';

/** Where the last word of a text begins, where a quotation mark in it is still open, and in which field's parentheses it is. */
function placeIn(text: string): { start: number; quoteAt: number; inside: FieldName | 'words' | null } {
  let [start, quoteAt] = [0, -1];
  const opened: (FieldName | 'words' | null)[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') [start, quoteAt] = quoteAt < 0 ? [start, at] : [at + 1, -1];
    if (quoteAt >= 0 || !/[\s()|]/.test(char)) continue;
    if (char === '(') opened.push(openedBy(text.slice(start, at)) ?? opened.at(-1) ?? null);
    if (char === ')') opened.pop();
    start = at + 1;
  }
  return { start, quoteAt, inside: opened.at(-1) ?? null };
}

/** What stands in parentheses behind some text: names of a field, or words alone. */
function openedBy(text: string): FieldName | 'words' | null {
  const before = text.replace(/^-/, '').toLowerCase();
  if (before === 'sentiment') return 'entity';
  const name = before.replace(/:$/, '');
  if (/^atleast\d*$/.test(before) || (before.endsWith(':') && isPart(name))) return 'words';
  return before.endsWith(':') && isField(name) ? name : null;
}
