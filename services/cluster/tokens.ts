/** A word, number or run of Chinese characters as it stands in a text. */
export interface Token {
  kind: 'word' | 'number' | 'han';
  /** lower case and in the singular; of a number its plain digits */
  word: string;
  /** a word with a capital letter that no sentence asked for, or with a digit: a name, as a rule */
  name: boolean;
  /** starts with a capital letter */
  capital: boolean;
}

/** Letters of words: all but Han, which has no spaces. */
const letter = '[^\\P{L}\\p{Script=Han}]';
/** A number with its decimals and scale (70B), a run of Han, an abbreviation (U.S.), or a word, which may hold digits and, before digits, dots and hyphens. */
const pattern = new RegExp(
  [
    `\\d+(?:[.,]\\d+)*(?:[bmt]n|[BMT]N|[bmBM])?(?!${letter}|\\d)`,
    '\\p{Script=Han}+',
    '(?:\\p{Lu}\\.){2,}',
    `(?:${letter}|\\p{N})(?:${letter}|[\\p{M}\\p{N}]|[.-](?=\\d)|['’](?=${letter}))*`,
  ].join('|'),
  'gu',
);
const number = /^(\d[\d.,]*)([bmt]n|[bm])?$/i;
const hanOnly = /^\p{Script=Han}/u;
const scales: Record<string, number> = {
  ...{
    thousand: 1e3,
    million: 1e6,
    mn: 1e6,
    m: 1e6,
    billion: 1e9,
    bn: 1e9,
    b: 1e9,
    trillion: 1e12,
    tn: 1e12,
  },
  ...{ 千: 1e3, 万: 1e4, 百万: 1e6, 千万: 1e7, 亿: 1e8, 万亿: 1e12, 萬: 1e4, 億: 1e8, 萬億: 1e12 },
};
const scaleAfter =
  /^[\s-]?(thousand|million|mn|billion|bn|trillion|tn|[mb](?![a-z\d])|万亿|萬億|百万|千万|[千万亿萬億])/iu;
const percentAfter = /^\s?(?:%|％|percent|per cent)/i;

/** What is longer is no word. */
const mostLetters = 40;
/** Addresses tell where something stands, not what it says. */
const address = /https?:\/\/[^\s\p{Script=Han}]*/giu;

/** Tokens of a text, in order, full-width forms like others. Linear in its length. */
export function* tokensOf(written: string): Generator<Token> {
  const text = written.normalize('NFKC').replaceAll(address, ' ');
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const [raw] = match;
    const gap = text.slice(end, Math.min(match.index, end + 40));
    const opens = end === 0 || /[.!?:;•|"“”—–-]\s|[\n…"“(]/.test(gap);
    end = match.index + raw.length;
    if (hanOnly.test(raw)) yield { kind: 'han', word: raw, name: false, capital: false };
    else if (number.test(raw)) yield numberToken(raw, text.slice(end, end + 12));
    else yield wordToken(raw.slice(0, mostLetters), opens);
  }
}

function numberToken(raw: string, after: string): Token {
  const [, digits = '', attached] = number.exec(raw)!;
  const plain = Number.parseFloat(digits.replaceAll(/,(?=\d{3})/g, '').replaceAll(',', '.'));
  const scale = (attached ?? scaleAfter.exec(after)?.[1])?.toLowerCase();
  const value = Number((plain * (scale ? (scales[scale] ?? 1) : 1)).toPrecision(6));
  return {
    kind: 'number',
    word: percentAfter.test(after) ? `${value}%` : String(value),
    name: false,
    capital: false,
  };
}

function wordToken(raw: string, opens: boolean): Token {
  const capital = /^\p{Lu}/u.test(raw);
  const coded = /\d/.test(raw) || /^\P{Lu}*\p{Lu}{2}/u.test(raw);
  return { kind: 'word', word: rootOf(raw), name: coded || (capital && !opens), capital };
}

/** Without possessive, contraction and plural; readable, for it is shown to people. */
export function rootOf(raw: string): string {
  const word = raw
    .toLowerCase()
    .replaceAll('.', (dot, at: number) => (/\d/.test(raw[at + 1] ?? '') ? dot : ''))
    .replace(/['’].*$/, '');
  if (word.length < 4 || !word.endsWith('s') || /(?:ss|us|is|\d.*)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|x|ss)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}
