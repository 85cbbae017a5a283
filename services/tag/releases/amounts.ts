import type { Span } from '../text/spans.ts';
import { anyOf, words } from './words.ts';

/** A figure in a text. */
export interface Amount extends Span {
  /** in units of one; cents as parts of a dollar */
  value: number;
  /** `USD`, `CNY` …; undefined where it is no money */
  currency: string | undefined;
  /** written with a word or letter for thousands and more */
  isScaled: boolean;
}

interface Patterns {
  amount: RegExp;
  scales: ReadonlyMap<string, number>;
  currencies: ReadonlyMap<string, string>;
  numbers: ReadonlyMap<string, number>;
}

const CHINESE_NUMBERS = '零一二三四五六七八九十';
/** 七千多亿, 两三万亿, 数百万: no figure. */
const ABOUT = /[多几余零一二三四五六七八九十两]$|(?<!参)数$/;
const CENTS = /^(?:cents?|美分|分)$/;

let patterns: Patterns | undefined;

/** The figures between two offsets, English and Chinese: 671B, $5.576 million, 6710亿, 557.6万美元, ten billion, 百万. */
export function amountsIn(text: string, from: number, to: number): Amount[] {
  patterns ??= compile();
  return [...text.slice(from, to).matchAll(patterns.amount)].flatMap((match): Amount[] => {
    const start = from + match.index;
    if (ABOUT.test(text.slice(Math.max(0, start - 2), start))) return [];
    return [readAmount(match, start)];
  });
}

function readAmount(match: RegExpExecArray, start: number): Amount {
  const { scales, currencies, numbers } = patterns!;
  const { sign, digits, by, word, han, scale, money } = match.groups!;
  const scaled = by ?? scale;
  const factor = scaled ? scales.get(scaled.toLowerCase())! : 1;
  const count = digits
    ? Number(digits.replaceAll(',', ''))
    : (numbers.get(word?.toLowerCase() ?? '') ?? hanNumber(han));
  const cents = money !== undefined && CENTS.test(money.toLowerCase()) ? 0.01 : 1;
  const currency = currencies.get((money ?? sign ?? '').trim().toLowerCase());
  const end = start + match[0].length;
  return { start, end, value: count * factor * cents, currency, isScaled: scaled !== undefined };
}

/** 两, 十; one where nothing is written (百万). */
function hanNumber(han: string | undefined): number {
  if (!han) return 1;
  return han === '两' ? 2 : CHINESE_NUMBERS.indexOf(han);
}

function compile(): Patterns {
  const { scales, currencies, numbers } = words();
  const keyed = (lists: Record<string, readonly string[]>) =>
    Object.entries(lists).flatMap(([key, list]) => list.map((word) => [word.toLowerCase(), key] as const));
  const isSign = (word: string) => /[$¥￥€]|RMB/.test(word);
  const money = Object.values(currencies).flat();
  const scaleWords = Object.values(scales).flat();
  const long = anyOf(scaleWords.filter((word) => !/^[A-Za-z]{1,2}$/.test(word)));
  const short = scaleWords.filter((word) => /^[A-Za-z]{1,2}$/.test(word)).join('|');
  const digits = '(?<![\\d.A-Za-z]|[A-Za-z]-)\\d[\\d,]*(?:\\.\\d+)?';
  const figure = `(?<digits>${digits})(?:[\\s-]?(?<by>${long}|(?:${short})(?![A-Za-z])))?`;
  const spelt = `(?:(?:(?<word>${anyOf([...numbers, 'a'])})[\\s-]|(?<han>[${CHINESE_NUMBERS}两]))?(?<scale>${long}))`;
  return {
    amount: new RegExp(
      `(?:(?<sign>${money
        .filter(isSign)
        .sort((a, b) => b.length - a.length)
        .map((sign) => sign.replace('$', '\\$'))
        .join('|')})\\s?)?` +
        `(?:${figure}|${spelt})(?:\\s?(?<money>${anyOf(money.filter((word) => !isSign(word)))}))?`,
      'gi',
    ),
    scales: new Map(keyed(scales).map(([word, factor]) => [word, Number(factor)])),
    currencies: new Map(keyed(currencies)),
    numbers: new Map(numbers.map((word, index) => [word, index + 1])),
  };
}
