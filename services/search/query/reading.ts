import type { Finding } from './faults.ts';
import type { FieldName, PartName, Value } from './fields.ts';
import type { Span } from './query.ts';

/** What the parser reads a query as. */
export type Token = Span &
  (
    | { kind: 'open' | 'close' | 'and' | 'or' | 'not' }
    | { kind: 'word' | 'prefix' | 'phrase'; text: string }
    | { kind: 'near'; within: number }
    /** `atleast3(`, its parenthesis included. */
    | { kind: 'atleast'; times: number }
    /** `title:` or `lead:`; what must stand there comes right behind it. */
    | { kind: 'part'; part: PartName }
    /** `value` is null where a parenthesis comes right behind the colon. */
    | { kind: 'field'; field: FieldName; towards: Value | null; value: Value | null }
  );

/** A folded query on its way to tokens. */
export interface Reading {
  text: string;
  /** The same before it was folded. */
  typed: string;
  tokens: Token[];
  findings: Finding[];
  /** What is right and was perhaps not meant. */
  hints: Finding[];
}

/** What `pattern`, which is sticky, matches at a place. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** The text between the quotation mark at `at` and the next, or the end where there is none. */
export function quotedAt(reading: Reading, at: number): Value {
  const { text } = reading;
  const close = text.indexOf('"', at + 1);
  if (close >= 0) return { text: text.slice(at + 1, close), start: at, end: close + 1 };
  const rest = text.slice(at + 1);
  const span = { start: at, end: text.length };
  const edit = rest.trim() ? { start: text.length, end: text.length, text: '"' } : { ...span, text: '' };
  reading.findings.push({ ...span, message: 'These quotation marks are not closed.', edit });
  return { text: rest, ...span };
}
