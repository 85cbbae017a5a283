import type { Found } from './english-names.ts';
import { wordList } from './word-lists.ts';

const OUTSIDE = wordList('zhOutside');
const GENERIC = wordList('zhGeneric');
const PLACES = wordList('zhPlaces');
const TITLES = wordList('zhTitles');
const LONGEST_OUTSIDE = Math.max(...[...OUTSIDE].map((word) => word.length));
const LONGEST_GENERIC = Math.max(...[...GENERIC].map((word) => word.length));

/** What a name of some kind ends on, how long it may be, and what must speak for it. */
interface Kind {
  last: RegExp;
  longest: number;
  /** whether a place in it, or its own kind, is proof enough; else a title or the like must follow */
  sure: boolean;
}

const KINDS: Kind[] = [
  { last: /(?:股份|集团|控股)?(?:有限(?:责任)?公司|股份公司)/g, longest: 24, sure: true },
  { last: /大学(?!生|堂|城|问|毕业|教|里|本科|英语)/g, longest: 10, sure: true },
  {
    last: /研究院|研究所|研究中心|实验室|委员会|协会|基金会|联合会|商会|智库|工作室/g,
    longest: 14,
    sure: false,
  },
  {
    last: /证券|银行|资本|基金|科技|半导体|微电子|集团|咨询|创投|电子|智能|律所|律师事务所/g,
    longest: 6,
    sure: false,
  },
];

/** Who or what comes behind a name of an organisation and would not come behind another noun. */
const BEHIND = new RegExp(
  `^(?:[（(](?:以下简称|下称|简称)|(?:联合)?(?:${[...TITLES].join('|')})|(?:完成|宣布|获得|获|拟)[^，。]{0,8}(?:融资|投资)|` +
    '(?:领投|跟投|参投|宣布|表示|称|指出|认为|预计|发布公告|公告|研报|发布研报|回应|上市|挂牌|成立于))',
);
/** 丨 looks like a bar and counts as a Chinese character. */
const STOP = /[^\u4e00-\u9fffA-Za-z]|丨/;

/**
 * Organisations in Chinese text, by their last word: companies in full, universities, and others where a title, a
 * verb of saying or quotation marks around the name speak for it. The time grows with the text's length alone.
 */
export function chineseOrganisations(text: string): Found[] {
  return KINDS.flatMap((kind) =>
    [...text.matchAll(kind.last)].flatMap((match) => {
      const found = organisation(text, match.index, match.index + match[0].length, kind);
      return found ? [found] : [];
    }),
  );
}

function organisation(text: string, last: number, end: number, kind: Kind): Found | undefined {
  const quoted = quotedStart(text, last, end);
  const start = quoted ?? startOf(text, last, kind.longest);
  if (start === undefined || ownCharacters(text.slice(start, last)) < 2) return undefined;
  const isSure = kind.sure || quoted !== undefined || BEHIND.test(text.slice(end, end + 24));
  return isSure ? { name: text.slice(start, end), type: 'organisation', start, end } : undefined;
}

/** Where a short name begins that stands in quotation marks by itself. */
function quotedStart(text: string, last: number, end: number): number | undefined {
  if (!/[」”"》]/.test(text[end] ?? '')) return undefined;
  const before = /[「“"《]([\u4e00-\u9fffA-Za-z]{2,8})$/.exec(text.slice(Math.max(0, last - 9), last));
  return before ? last - before[1]!.length : undefined;
}

/** Back to the nearest mark, then at a place, with which most full names begin, or behind the last word outside. */
function startOf(text: string, last: number, longest: number): number | undefined {
  const least = Math.max(0, last - longest);
  let mark = last;
  while (mark > least && !STOP.test(text[mark - 1]!)) mark--;
  for (let at = mark; at < last - 1; at++) {
    if (PLACES.has(text.slice(at, at + 2)) && outsideBefore(text, at) > 0 && isWhole(text, at, last))
      return at;
  }
  let start = last;
  while (start > mark && outsideBefore(text, start) === 0) start--;
  return outsideBefore(text, start) > 0 ? start : undefined;
}

/** How long the word is that ends at an offset and cannot belong to a name; 1 for a mark, 0 without either. */
function outsideBefore(text: string, at: number): number {
  if (at === 0 || STOP.test(text[at - 1]!)) return 1;
  for (let length = Math.min(LONGEST_OUTSIDE, at); length > 0; length--) {
    if (OUTSIDE.has(text.slice(at - length, at))) return length;
  }
  return 0;
}

/** A small word of one character may be part of a name that begins with a place: 北京他山科技. */
function isWhole(text: string, from: number, to: number): boolean {
  if (/[的与对被将在了是由]/.test(text.slice(from, to))) return false;
  for (let at = from + 3; at <= to; at++) if (outsideBefore(text, at) > 1) return false;
  return true;
}

/** How many characters of a name are its own, and not of words that any may have: 教育科技 has none. */
function ownCharacters(stem: string): number {
  let own = 0;
  for (let at = 0; at < stem.length; ) {
    let length = Math.min(LONGEST_GENERIC, stem.length - at);
    while (length > 0 && !GENERIC.has(stem.slice(at, at + length))) length--;
    if (length === 0) own++;
    at += Math.max(1, length);
  }
  return own;
}
