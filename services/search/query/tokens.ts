import { fieldToken } from './fieldTokens.ts';
import { limits, type Span } from './query.ts';
import { matchAt, quotedAt, type Reading } from './reading.ts';

const signs: Record<string, 'open' | 'close' | 'or'> = { '(': 'open', ')': 'close', '|': 'or' };
const operators: Record<string, 'and' | 'or' | 'not'> = { AND: 'and', OR: 'or', NOT: 'not', 或: 'or' };
/** Everything up to a space, a parenthesis, a quotation mark or a bar. */
const run = /[^\s()"|]+/y;
const atleastStart = /atleast(\d*)\s*\(/iy;
const nearWord = /[nN][eE][aA][rR]\/(\d*)(?![^\s()"|])|NEAR(?![^\s()"|])/y;

/** Cuts a folded query into tokens; what is none is passed over, or found fault with. */
export function tokenize(text: string, typed = text): Reading {
  const reading: Reading = { text, typed, tokens: [], findings: [], hints: [] };
  let at = 0;
  while (at < text.length) at = /\s/.test(text.charAt(at)) ? at + 1 : readToken(reading, at);
  return reading;
}

/** @returns where the next token may begin */
function readToken(reading: Reading, at: number): number {
  const char = reading.text.charAt(at);
  if (char === '"') return phrase(reading, at);
  if (char === '-') return minus(reading, at);
  const kind = signs[char];
  if (!kind) return near(reading, at) ?? atleast(reading, at) ?? fieldToken(reading, at) ?? word(reading, at);
  const end = reading.text.startsWith('||', at) ? at + 2 : at + 1;
  reading.tokens.push({ kind, start: at, end });
  return end;
}

function phrase(reading: Reading, at: number): number {
  const { text, start, end } = quotedAt(reading, at);
  if (wordsOf(text).length > 0) reading.tokens.push({ kind: 'phrase', text, start, end });
  else if (end > start + 1 && reading.text.charAt(end - 1) === '"')
    reading.findings.push({
      ...{ start, end, message: 'There is no word between these quotation marks.' },
      edit: { start, end, text: '' },
    });
  return end;
}

/** The words of a phrase, without what stands around them. */
export const wordsOf = (text: string): string[] => text.split(/\s+/).map(bareWord).filter(Boolean);

/** A word from its first letter or digit to its last; empty where it has none. */
const bareWord = (text: string) => text.replace(/^[^\p{L}\p{N}]+/u, '').replace(/[^\p{L}\p{N}\p{M}]+$/u, '');

/** One minus right before something leaves it out; others are dashes. */
function minus(reading: Reading, at: number): number {
  const { text } = reading;
  let end = at;
  while (text.charAt(end) === '-') end++;
  const behind = text.charAt(end);
  if (end - at > 1) return end;
  if (/[^\s)|]/.test(behind)) reading.tokens.push({ kind: 'not', start: at, end });
  else if (/\s/.test(behind) && text.slice(end).trim())
    reading.hints.push({
      ...{ start: at, end, message: 'A minus leaves out only what stands right behind it, without a space.' },
      edit: { start: at, end: text.length - text.slice(end).trimStart().length, text: '-' },
    });
  return end;
}

function near(reading: Reading, at: number): number | null {
  const match = matchAt(nearWord, reading.text, at);
  if (!match) return null;
  const [start, end] = [at, at + match[0].length];
  const within = Number(match[1] || 5);
  const right = Math.min(Math.max(within, 1), limits.near);
  if (!match[1] || within !== right)
    reading.findings.push({
      ...{ start, end, message: `near/ needs a number of words from 1 to ${limits.near}: near/5.` },
      edit: { start, end, text: `near/${right}` },
    });
  reading.tokens.push({ kind: 'near', within: right, start, end });
  return end;
}

function atleast(reading: Reading, at: number): number | null {
  const match = matchAt(atleastStart, reading.text, at);
  if (!match) return null;
  const [start, end] = [at, at + match[0].length];
  const times = Number(match[1] || 2);
  const right = Math.min(Math.max(times, 1), limits.times);
  if (!match[1] || times !== right)
    reading.findings.push({
      ...{ start, end, message: `atleast needs a number of times from 1 to ${limits.times}: atleast3( ).` },
      edit: { start, end, text: `atleast${right}(` },
    });
  reading.tokens.push({ kind: 'atleast', times: right, start, end });
  return end;
}

function word(reading: Reading, at: number): number {
  const [typed = ''] = matchAt(run, reading.text, at) ?? [];
  const span = { start: at, end: at + typed.length };
  const operator = operators[typed];
  if (operator) reading.tokens.push({ kind: operator, ...span });
  else if (bareWord(typed)) plainWord(reading, typed, span);
  else if (typed.includes('*'))
    reading.findings.push({
      ...{ ...span, message: 'A * goes right behind the beginning of a word: control*.' },
      edit: { ...span, text: '' },
    });
  if (typed === 'or' || typed === 'not')
    reading.hints.push({
      ...{
        ...span,
        message: `“${typed}” is looked for as a word; the operator is written ${typed.toUpperCase()}.`,
      },
      edit: { ...span, text: typed.toUpperCase() },
    });
  return span.end;
}

function plainWord(reading: Reading, typed: string, span: Span): void {
  const text = bareWord(typed);
  const star = typed.indexOf('*');
  if (star < 0) {
    reading.tokens.push({ kind: 'word', text, ...span });
    return;
  }
  const stem = bareWord(typed.slice(0, star));
  const message = bareWord(typed.slice(star))
    ? 'A * stands for the rest of a word: it can only end one.'
    : isStem(stem)
      ? null
      : 'A * needs two letters or digits before it, and nothing but letters and digits.';
  reading.tokens.push({ kind: 'prefix', text: stem || text, ...span });
  if (message === null) return;
  const mend = isStem(stem) ? `${stem}*` : typed.replaceAll('*', '');
  reading.findings.push({ ...span, message, edit: { ...span, text: mend } });
}

/** What may stand before a *: one letter in Chinese, two elsewhere, since it finds all words that begin so. */
const isStem = (text: string) => /^(?=\p{Script=Han}|..)[\p{L}\p{N}\p{M}'’.+-]+$/u.test(text);
