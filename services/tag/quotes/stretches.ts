import type { Span } from '../text/spans.ts';

/** Words between quotation marks; offsets of the words themselves, without the marks. */
export interface Stretch extends Span {
  /** where the opening mark stands */
  open: number;
  /** right behind the closing mark */
  close: number;
  /** its paragraph ends without a closing mark and the next one begins with an opening mark */
  runsOn: boolean;
  /** the sign that ends the words, inside the marks or right behind them; empty without one */
  sign: string;
}

interface Marks {
  open: string;
  close: string;
  opens(text: string, at: number): boolean;
  closes(text: string, at: number): boolean;
  /** it may be the apostrophe of a plural: the chips’ price */
  isDoubtful(text: string, at: number): boolean;
}

const always = () => true;
const never = () => false;
const isSpace = (char: string | undefined) =>
  char === undefined || char <= ' ' || char === '\u00a0' || char === '\u3000';
const isWord = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}]/u.test(char);
const isLatin = (char: string | undefined) => char !== undefined && /[A-Za-z0-9À-ɏ]/.test(char);
const isDigit = (char: string | undefined) => char !== undefined && /\d/.test(char);
/** Not the inch sign behind a figure. */
const opensDouble = (text: string, at: number) => !isDigit(text[at - 1]) && !isSpace(text[at + 1]);
const closesDouble = (text: string, at: number) => !isSpace(text[at - 1]) || !isWord(text[at + 1]);
/** Not the apostrophe of a word or a decade. */
const opensSingle = (text: string, at: number) =>
  !isLatin(text[at - 1]) && !isSpace(text[at + 1]) && !isDigit(text[at + 1]);
const closesSingle = (text: string, at: number) => !isSpace(text[at - 1]) && !isWord(text[at + 1]);

const isPlural = (text: string, at: number) => text[at - 1] === 's' && isSpace(text[at + 1]);

/** Single marks come last, since they are apostrophes as well; what stands inside another pair is no quote of its own. */
const KINDS: readonly Marks[] = [
  { open: '“', close: '”', opens: always, closes: always, isDoubtful: never },
  { open: '「', close: '」', opens: always, closes: always, isDoubtful: never },
  { open: '『', close: '』', opens: always, closes: always, isDoubtful: never },
  { open: '"', close: '"', opens: opensDouble, closes: closesDouble, isDoubtful: never },
  { open: '‘', close: '’', opens: opensSingle, closes: closesSingle, isDoubtful: isPlural },
  { open: "'", close: "'", opens: opensSingle, closes: closesSingle, isDoubtful: isPlural },
];

/**
 * What stands inside quotation marks, English and Chinese, curly and straight, in reading order and without overlaps:
 * of nested quotes the outermost, of one over several paragraphs a stretch each.
 */
export function stretchesIn(text: string): Stretch[] {
  const all = KINDS.flatMap((marks) => (text.includes(marks.open) ? ofKind(text, marks) : []));
  all.sort((a, b) => a.open - b.open || b.close - a.close);
  const outermost: Stretch[] = [];
  for (const stretch of all) {
    const last = outermost.at(-1);
    if (!last || stretch.open >= last.close) outermost.push(stretch);
  }
  return outermost;
}

function ofKind(text: string, marks: Marks): Stretch[] {
  const found: Stretch[] = [];
  const signs = new RegExp(`[${marks.open}${marks.close}\\n]`, 'g');
  let from = -1;
  let doubtful = -1;
  const keep = (end: number, close: number, runsOn: boolean) => {
    const words = trimmed(text, from + 1, end);
    if (words) found.push({ ...words, open: from, close, runsOn, sign: signOf(text, words, end, close) });
    from = -1;
    doubtful = -1;
  };
  const settle = () => {
    if (doubtful >= 0) keep(doubtful, doubtful + 1, false);
  };
  for (let sign = signs.exec(text); sign; sign = signs.exec(text)) {
    const at = sign.index;
    if (sign[0] === '\n') {
      const next = afterSpace(text, at);
      signs.lastIndex = next;
      settle();
      if (from < 0) continue;
      if (text[next] === marks.open && marks.opens(text, next)) keep(at, at, true);
      else if (text.slice(at + 1, next).includes('\n')) from = -1;
    } else if (from >= 0 && sign[0] === marks.close && marks.closes(text, at)) {
      if (marks.isDoubtful(text, at)) doubtful = at;
      else keep(at, at + 1, false);
    } else if (sign[0] === marks.open && marks.opens(text, at)) {
      settle();
      from = at;
    }
  }
  settle();
  return found;
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text[at])) at++;
  return at;
}

/** Without the space around and the comma that the sentence outside put in. */
function trimmed(text: string, from: number, to: number): Span | undefined {
  let start = from;
  let end = to;
  while (start < end && isSpace(text[start])) start++;
  while (end > start && (isSpace(text[end - 1]) || ',，'.includes(text[end - 1]!))) end--;
  return end > start ? { start, end } : undefined;
}

function signOf(text: string, words: Span, end: number, close: number): string {
  const outside = text[close] ?? '';
  if (/[,，]/.test(outside)) return outside;
  const inside = /[,，]/.exec(text.slice(words.end, end))?.[0] ?? text[words.end - 1]!;
  if (/[,，.。!?！？…—–-]/.test(inside)) return inside;
  return /[.。；;]/.test(outside) ? outside : '';
}
