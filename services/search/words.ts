import { simplifiedText } from '../text/simplified.ts';
import type { Words } from './query/query.ts';

/** A word of the full-text index and where it stands in the text: UTF-16 code units, end exclusive. */
export interface IndexedWord {
  word: string;
  start: number;
  end: number;
}

/** Of a word; PostgreSQL indexes none of more than 2,046 bytes. */
const longestWord = 100;
/** Of the first paragraph. */
const longestLead = 600;

const cjk = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]';
const letter = `(?:(?!${cjk})[\\p{L}\\p{M}\\p{N}])`;
/**
 * In this order: an acronym with dots, a number with commas, a run of Chinese (spaces inside it mean nothing), a word.
 * The first two have an end: a text of nothing else would be read to its end from each of its letters.
 */
const pattern = new RegExp(
  `(?<acronym>(?<![A-Za-z])(?:[A-Za-z]\\.){2,20})(?![a-z])|(?<number>\\d{1,3}(?:,\\d{3}){1,20})(?![\\d,])|(?<run>${cjk}+(?:[ \\t]{1,3}${cjk}+)*)|(?<plain>${letter}+)(?:'s(?!${letter}))?`,
  'gu',
);

/**
 * The words of a text as the full-text index has them, in order: letters and digits only, so that PostgreSQL's parser
 * takes each for one word; width, accents and traditional Chinese folded. A run of Chinese becomes its overlapping
 * pairs (中芯国际 is 中芯 芯国 国际), so that every stretch of it is found as a phrase wherever it stands: a word
 * segmenter cut 华为 and 昇腾 apart in one text and not in the next, and single characters are far too common.
 */
export function* indexedWords(text: string): Generator<IndexedWord> {
  for (const { 0: found, index, groups } of folded(text).matchAll(pattern)) {
    const { acronym, number, run, plain } = groups!;
    if (run) yield* pairs(run, index);
    else {
      const word = plain
        ? bare(plain.slice(0, longestWord))
        : (acronym ?? number ?? '').replaceAll(/[.,]/g, '');
      // A mark that stands on no letter is no word.
      if (word)
        yield { word: word.slice(0, longestWord), start: index, end: index + (plain ?? found).length };
    }
  }
}

function* pairs(run: string, from: number): Generator<IndexedWord> {
  const signs = [...run.matchAll(/\S/gu)].map(({ 0: sign, index }) => ({
    sign,
    start: from + index,
    end: from + index + sign.length,
  }));
  if (signs.length === 1) yield { word: signs[0]!.sign, start: signs[0]!.start, end: signs[0]!.end };
  for (let at = 0; at + 1 < signs.length; at++) {
    const [first, second] = [signs[at]!, signs[at + 1]!];
    yield { word: first.sign + second.sign, start: first.start, end: second.end };
  }
}

/** Of the same length. */
const folded = (text: string) =>
  simplifiedText(text).replaceAll(/[\u2018\u2019\u02bc\u3000\uff01-\uff5e]/g, (sign) =>
    sign === '\u3000' ? ' ' : sign < '\u3000' ? "'" : String.fromCharCode(sign.charCodeAt(0) - 0xfee0),
  );

const bare = (word: string) =>
  /^[\x00-\x7f]*$/.test(word) ? american(word) : word.normalize('NFKD').replaceAll(/[^\p{L}\p{N}]/gu, '');

/** British spellings of the beat's words as the American ones: their stems differ, and nobody wants but one of them. */
const spellings: [RegExp, string][] = [
  [/^(licen|defen|offen)c/i, '$1s'],
  [/^(lab|harb|fav|behavi|col|neighb|hon|rum|arm|endeav)our/i, '$1or'],
  [/^(cent|fib|calib)re(s?)$/i, '$1er$2'],
  [/^(program)me(s?)$/i, '$1$2'],
  [/^(anal|paral|catal)ys(e|ed|es|ing)$/i, '$1yz$2'],
  [/([a-z]{3})isation(s?)$/i, '$1ization$2'],
  [
    /^(\w*(?:author|organ|recogn|real|critic|modern|penal|util|optim|normal|stabil|prior|summar|national|local|subsid|weapon|scrutin|special))is(e|ed|es|ing|er|ers)$/i,
    '$1iz$2',
  ],
];

/** Most words of a text are the same few. */
const remembered = new Map<string, string>();
const mostRemembered = 50_000;

function american(word: string): string {
  const known = remembered.get(word);
  if (known !== undefined) return known;
  if (remembered.size === mostRemembered) remembered.clear();
  const spelt = spellings.reduce((text, [british, other]) => text.replace(british, other), word);
  remembered.set(word, spelt);
  return spelt;
}

/** An article's words by the parts that can be asked for. */
export interface SearchWords {
  title: string;
  /** The first paragraph. */
  lead: string;
  rest: string;
}

/** An article's words as the index takes them. @param text paragraphs separated by a blank line */
export function searchWords({ title, text }: { title: string; text: string }): SearchWords {
  const paragraph = text.indexOf('\n\n');
  const lead = wordEnd(text, Math.min(paragraph < 0 ? text.length : paragraph, longestLead));
  return {
    title: searchableText(title),
    lead: searchableText(text.slice(0, lead)),
    rest: searchableText(text.slice(lead)),
  };
}

/** The first place from `at` on where no Latin word is cut. */
function wordEnd(text: string, at: number): number {
  while (at < text.length && /[\p{L}\p{N}]/u.test(text[at]!) && text[at]! < '\u2e80') at++;
  return at;
}

/** A text as the index takes it, its words separated by spaces. */
export function searchableText(text: string): string {
  const words = [...indexedWords(text)].map(({ word }) => word);
  return [...words, ...lastSigns(text)].join(' ');
}

/**
 * A single character is found as the beginning of a pair; one that only ever ends a run begins none. These stand at
 * the end, where they part no phrase.
 */
function lastSigns(text: string): Set<string> {
  const ends = folded(text).matchAll(new RegExp(`(?<=${cjk})${cjk}(?![ \\t]{0,3}${cjk})`, 'gu'));
  return new Set([...ends].map(([sign]) => sign));
}

/** Words of a query as the index has them: each its indexed words, separated by spaces. */
export function searchableWords(words: Words): Words {
  if (words.is === 'near')
    return { ...words, of: [searchableWords(words.of[0]), searchableWords(words.of[1])] };
  if (words.is === 'phrase') return { is: 'phrase', words: [plainWords(words.words.join(' '))] };
  return { ...words, word: plainWords(words.word) };
}

const plainWords = (text: string) => [...indexedWords(text)].map(({ word }) => word).join(' ');

/** A query as web search engines take it (quotes, `or`, `-`), in the index's words. */
export function searchableQuery(query: string): string {
  // Odd parts of the split lie between quotation marks. A minus only means something once, before a word.
  const parts = query.replaceAll(/[“”„]/g, '"').split('"');
  return parts
    .map((part, at) => (at % 2 === 1 ? plainWords(part) : part.split(/\s+/).map(webWord).join(' ')))
    .join('"');
}

function webWord(typed: string): string {
  const words = plainWords(typed);
  if (!words) return '';
  return `${/^-[^-]/.test(typed) ? '-' : ''}${words.includes(' ') ? `"${words}"` : words}`;
}
