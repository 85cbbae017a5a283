import { classOf, HAN, isLetter } from './fold.ts';
import { firstEndingAfter, type Span } from './spans.ts';

/** Text that has lost its full stops is cut near this many UTF-16 units: no sentence of prose is longer. */
const LONGEST_SENTENCE = 1000;

/** No abbreviation that matters is longer. */
const LONGEST_ABBREVIATION = 12;

/** Never end a sentence, whatever follows: titles and the like stand before a name or a number. */
const NEVER_LAST = new Set(
  'mr mrs ms dr prof gen sen rep gov lt col sgt st no nos vs fig sec art pp vol eq cf e.g i.e adm capt hon rev'.split(
    ' ',
  ),
);

/** End a sentence only before a word that likes to begin one. */
const MAYBE_LAST = new Set(
  (
    'inc corp co ltd llc plc bros jr sr u.s u.k u.n e.u d.c p.r.c a.m p.m etc al dept est approx ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec'
  ).split(' '),
);

const BEGINNERS = new Set(
  (
    'the a an this that these those it its he she they we i you but and in on at for if when while as after before ' +
    'however meanwhile still yet so such what why how there their his her our many some most no last since both'
  ).split(' '),
);

const LINE_BREAK = 0x0a;
const MARKS: ReadonlySet<number> = new Set(Array.from('。！？!?.…', (mark) => mark.charCodeAt(0)));
/** Most letters and spaces lie outside both ranges of marks, which saves looking them up. */
const isMark = (unit: number) => (unit <= 0x3f || unit >= 0x2026) && MARKS.has(unit);

const CLOSERS = /["'”’»）)\]】》」』]/;
const SAID_AFTER_QUOTE =
  /^\s*(?:(?:he|she|they|it)\s|(?:\p{Lu}[\p{L}.’'-]*\s+){1,3})(?:said|says|added|told|asked|wrote|noted|argued|warned)\b/u;
const SAID_AFTER_QUOTE_ZH = /^[^。！？\n“「，,]{0,12}(?:说|表示|称|指出|问|写道|补充|强调|认为|說|稱|問)/;

/**
 * Splits a text into sentences, English and Chinese rules side by side since articles mix both. Spans are trimmed of
 * white space, in order, without overlaps; every visible character is in one.
 */
export function sentencesOf(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  const close = (end: number) => {
    const span = trimmed(text, start, end);
    if (span) spans.push(span);
    start = end;
  };
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === LINE_BREAK) {
      if (breaksLine(text, i)) close(i);
    } else if (isMark(unit)) {
      const end = afterClosers(text, i + 1);
      if (endsHere(text, start, i, end)) close(end);
      if (end > i + 1) i = end - 1;
    } else if (i - start >= LONGEST_SENTENCE && (isSpace(text[i]!) || i - start >= 2 * LONGEST_SENTENCE)) {
      close(i);
    }
  }
  close(text.length);
  return spans;
}

/** The sentence that holds an offset; the rest of the text where none does. */
export function sentenceAt(sentences: readonly Span[], offset: number, length: number): Span {
  const found = sentences[firstEndingAfter(sentences, offset)];
  return found && found.start <= offset ? found : { start: offset, end: length };
}

function trimmed(text: string, start: number, end: number): Span | undefined {
  let from = start;
  let to = end;
  while (from < to && isSpace(text[from]!)) from++;
  while (to > from && isSpace(text[to - 1]!)) to--;
  return to > from ? { start: from, end: to } : undefined;
}

function isSpace(char: string): boolean {
  return (
    char === ' ' || char === '\n' || char === '\t' || char === '\r' || char === '\u00a0' || char === '\u3000'
  );
}

/** A blank line always ends a sentence; a single break does unless the next line goes on in small letters. */
function breaksLine(text: string, index: number): boolean {
  for (let i = index + 1; i < text.length; i++) {
    const char = text[i]!;
    if (char === '\n') return true;
    if (!isSpace(char)) return char.toLowerCase() === char.toUpperCase() || char !== char.toLowerCase();
  }
  return true;
}

/** Over further end marks and closing quotes, to where the sentence would end. */
function afterClosers(text: string, index: number): number {
  let i = index;
  while (i < text.length && (isMark(text.charCodeAt(i)) || isCloser(text, i))) i++;
  return i;
}

/** A straight quote closes only when no letter follows it at once. */
function isCloser(text: string, index: number): boolean {
  const char = text[index]!;
  if (!CLOSERS.test(char)) return false;
  return char !== '"' && char !== "'" ? true : !/[\p{L}\p{N}]/u.test(text[index + 1] ?? '');
}

function endsHere(text: string, start: number, mark: number, end: number): boolean {
  const char = text[mark]!;
  const rest = text.slice(end, end + 80);
  const quoted = end > mark + 1 && CLOSERS.test(text[end - 1]!);
  if ('。！？'.includes(char)) return !(quoted && SAID_AFTER_QUOTE_ZH.test(rest));
  const next = rest.trimStart();
  if (next === '') return true;
  const spaced = next.length < rest.length;
  if (!spaced && classOf(rest.charCodeAt(0)) !== HAN) return false;
  if (/^[\p{Ll}]/u.test(next)) return false;
  if (quoted && SAID_AFTER_QUOTE.test(rest)) return false;
  return char !== '.' || end > mark + 1 || !isAbbreviation(text, start, mark, next);
}

function isAbbreviation(text: string, start: number, mark: number, next: string): boolean {
  let from = mark;
  const earliest = Math.max(start, mark - LONGEST_ABBREVIATION);
  while (from > earliest && (text[from - 1] === '.' || isLetter(text.charCodeAt(from - 1)))) from--;
  const word = text.slice(from, mark).toLowerCase();
  // The s of “Moutai’s.” is no initial.
  if (/['’]/.test(text[from - 1] ?? '')) return false;
  if (NEVER_LAST.has(word)) return word !== 'no' && word !== 'nos' ? true : /^\d/.test(next);
  // A single capital is an initial, but “Vitamin C.” may end a sentence before one of the usual beginners.
  if (!MAYBE_LAST.has(word) && !/^\p{L}(\.\p{L})*$/u.test(word)) return false;
  return !BEGINNERS.has(/^["“‘'(]*(\p{L}+)/u.exec(next)?.[1]?.toLowerCase() ?? '');
}
