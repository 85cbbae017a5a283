import { fold } from './fold.ts';
import type { Span } from './query.ts';
import type { Token } from './reading.ts';
import { tokenize } from './tokens.ts';

/**
 * The conditions of a query that must all hold, as they are typed: of `huawei -nvidia after:7d` three, of `a OR b` one.
 * The others side by side are the query without one. Of a text that is no query, what comes near.
 */
export function termsOf(text: string): string[] {
  const { tokens } = tokenize(fold(text), text);
  const spans: Span[] = [];
  for (let at = 0; at < tokens.length; ) {
    if (tokens[at]!.kind === 'and') {
      at++;
      continue;
    }
    const next = termEnd(tokens, at);
    spans.push({ start: tokens[at]!.start, end: tokens[next - 1]!.end });
    at = next;
    // What stands on both sides of an OR is one condition, and so is all that is beside it.
    if (tokens[at]?.kind === 'or') return [text.trim()];
  }
  return spans.map(({ start, end }) => text.slice(start, end));
}

/** @returns the place behind the term that begins at a place */
function termEnd(tokens: readonly Token[], at: number): number {
  const token = tokens[at]!;
  switch (token.kind) {
    case 'not':
      return at + 1 < tokens.length ? termEnd(tokens, at + 1) : at + 1;
    case 'open':
    case 'atleast':
      return groupEnd(tokens, at + 1);
    case 'part':
      return at + 1 < tokens.length ? termEnd(tokens, at + 1) : at + 1;
    case 'field':
      return token.value === null && tokens[at + 1]?.kind === 'open' ? groupEnd(tokens, at + 2) : at + 1;
    default:
      return tokens[at + 1]?.kind === 'near' ? Math.min(at + 3, tokens.length) : at + 1;
  }
}

/** @returns the place behind the parenthesis that closes the one before a place */
function groupEnd(tokens: readonly Token[], from: number): number {
  let depth = 1;
  for (let at = from; at < tokens.length; at++) {
    const { kind } = tokens[at]!;
    if (kind === 'open' || kind === 'atleast') depth++;
    else if (kind === 'close') depth--;
    if (depth === 0) return at + 1;
  }
  return tokens.length;
}
