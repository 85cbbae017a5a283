import type { Found } from './english-names.ts';
import { wordList } from './word-lists.ts';

const OUTSIDE = wordList('zhOutside');
const GENERIC = wordList('zhGeneric');
const PLACES = wordList('zhPlaces');
const TITLES = wordList('zhTitles');
const COUNTRIES = wordList('zhCountries');
const INSIDE = wordList('zhInside');
const ACTS = wordList('zhActs');
const LONGEST_OUTSIDE = Math.max(...[...OUTSIDE].map((word) => word.length));
const LONGEST_GENERIC = Math.max(...[...GENERIC].map((word) => word.length));

/** What a name of some kind ends on, how long it may be, and what must speak for it. */
interface Kind {
  last: RegExp;
  longest: number;
  /** whether a place in it, or its own kind, is proof enough; else a title or the like must follow */
  sure: boolean;
  /** whether a country before it belongs to it: 韩国某某协会, but 英国 | 剑桥大学 */
  ofCountries?: boolean;
}

const KINDS: Kind[] = [
  { last: /(?:股份|集团|控股)?(?:有限(?:责任)?公司|股份公司)/g, longest: 24, sure: true },
  { last: /大学(?!生|堂|城|问|毕业|教|里|本科|英语|学术|排名|联合)/g, longest: 10, sure: true },
  {
    last: /研究院|研究所|研究中心|实验室|委员会|协会|学会|基金会|联合会|商会|智库|工作室|办公室|联盟|银行/g,
    longest: 20,
    sure: false,
    ofCountries: true,
  },
  // 国台办: two characters for whom it serves; not 举办, 主办 …
  { last: /(?<![举主承开筹创停补申协代])办(?!公|法|理|事|学|案|好|完|成|到)/g, longest: 2, sure: false },
  { last: /日报|时报|商报|邮报|周刊|通讯社|电视台|新闻/g, longest: 8, sure: false, ofCountries: true },
  {
    last: /证券|资本|基金|科技|半导体|微电子|集团|咨询|创投|电子|智能|律所|律师事务所|汽车|机器人/g,
    longest: 6,
    sure: false,
  },
  // 某某股份（600000）
  { last: /(?=[（(]\d{6}(?:\.S[HZ])?[）)])/g, longest: 6, sure: true },
];

const BEFORE_FUNDING = '(?:完成|宣布|获得|获|拟)[^，。]{0,8}(?:融资|投资)';
/** Agencies act on a day: 某协会16日发文. */
const ON_A_DAY = '(?:\\s?\\d{1,2}\\s?日|[今昨]日|[今昨]天|周[一二三四五六日])';
/** Who or what comes behind a name of an organisation and would not come behind another noun. */
const BEHIND = new RegExp(
  `^(?:[（(](?:以下简称|下称|简称|(?!AI|AGI|ETF)[A-Z]{2,8}[）)]|\\d{6})|(?:联合)?(?:${[...TITLES].join('|')})|${BEFORE_FUNDING}|` +
    `${ON_A_DAY}[早晚]?间?(?:${[...ACTS].join('|')})|(?:也|还|则|随后|随即)?(?:${[...ACTS].join('|')})|` +
    '(?:领投|跟投|参投|研报|上市|挂牌|成立于)|[“「](?:买入|增持|减持|中性|推荐|跑赢))',
);
/** A newspaper in its marks. */
const PAPER =
  /《([\u4e00-\u9fffA-Za-z]{1,8}(?:日报|晚报|早报|时报|商报|邮报|周刊|周末|导报|快报|电讯报|先驱报|新闻|杂志))》/g;
const MEDIA = new RegExp(`(?:${[...wordList('zhMedia')].join('|')})(?![区交会保])`, 'g');
/** 中国某某协会 is a name, though each word of it may be in any. */
const NATIONAL = /^(?:中国|美国|国务院|欧洲|欧盟|日本|韩国|英国|德国|法国|荷兰|世界|国际|全国).{4}/;
/** 丨 looks like a bar and counts as a Chinese character. */
const STOP = /[^\u4e00-\u9fffA-Za-z]|丨/;

/**
 * Organisations in Chinese text, by their last word: companies in full, universities, and others where a title, a
 * verb of saying or quotation marks around the name speak for it. The time grows with the text's length alone.
 */
export function chineseOrganisations(text: string): Found[] {
  const byLastWord = KINDS.flatMap((kind) =>
    [...text.matchAll(kind.last)].flatMap((match) => {
      const found = organisation(text, match.index, match.index + match[0].length, kind);
      return found ? [found] : [];
    }),
  );
  return [...byLastWord, ...media(text)];
}

/** Well-known media by name, and what stands in 《》 with a newspaper's last word. */
function media(text: string): Found[] {
  const known = [...text.matchAll(MEDIA)].map(({ 0: name, index }) => named(name, index));
  return [...known, ...[...text.matchAll(PAPER)].map((match) => named(match[1]!, match.index + 1))];
}

const named = (name: string, start: number): Found => ({
  name,
  type: 'organisation',
  start,
  end: start + name.length,
});

function organisation(text: string, last: number, end: number, kind: Kind): Found | undefined {
  const quoted = quotedStart(text, last, end);
  const start = quoted ?? startOf(text, last, kind);
  if (start === undefined || !isOwnName(text.slice(start, last))) return undefined;
  const isSure = kind.sure || quoted !== undefined || BEHIND.test(text.slice(end, end + 24));
  return isSure ? named(text.slice(start, end), start) : undefined;
}

/** Where a short name begins that stands in quotation marks by itself. */
function quotedStart(text: string, last: number, end: number): number | undefined {
  if (!/[」”"》]/.test(text[end] ?? '')) return undefined;
  const before = /[「“"《]([\u4e00-\u9fffA-Za-z]{2,8})$/.exec(text.slice(Math.max(0, last - 9), last));
  return before ? last - before[1]!.length : undefined;
}

/** Back to the nearest mark, then at a place, with which most full names begin, or behind the last word outside. */
function startOf(text: string, last: number, { longest, ofCountries }: Kind): number | undefined {
  const least = Math.max(0, last - longest);
  let mark = last;
  while (mark > least && !STOP.test(text[mark - 1]!)) mark--;
  for (let at = mark; at < last - 1; at++) {
    if (PLACES.has(text.slice(at, at + 2)) && outsideBefore(text, at) > 0 && isWhole(text, at, last))
      return at;
  }
  let start = last;
  while (start > mark && outsideBefore(text, start) === 0) start--;
  if (outsideBefore(text, start) === 0) return undefined;
  const isForeign = !ofCountries && COUNTRIES.has(text.slice(start, start + 2));
  return isForeign && !text.startsWith('中国', start) ? start + 2 : start;
}

/** How long the word is that ends at an offset and cannot belong to a name; 1 for a mark, 0 without either. */
function outsideBefore(text: string, at: number): number {
  if (at === 0 || STOP.test(text[at - 1]!)) return 1;
  if (INSIDE.has(text.slice(at - 2, at))) return 0;
  for (let length = Math.min(LONGEST_OUTSIDE, at); length > 0; length--) {
    if (OUTSIDE.has(text.slice(at - length, at))) return length;
  }
  return 0;
}

/** A small word of one character may be part of a name that begins with a place: 北京他山科技. */
function isWhole(text: string, from: number, to: number): boolean {
  if (/[的与对被将在了是由及暨]/.test(text.slice(from, to))) return false;
  for (let at = from + 3; at <= to; at++) if (outsideBefore(text, at) > 1) return false;
  return true;
}

const isOwnName = (stem: string): boolean => ownCharacters(stem) >= 2 || NATIONAL.test(stem);

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
