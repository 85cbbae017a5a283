import { overlapsAny, type Span } from '../text/spans.ts';
import type { Found } from './english-names.ts';
import { wordList } from './word-lists.ts';

const SURNAMES = wordList('zhSurnames');
const TITLES = [...wordList('zhTitles')].sort((a, b) => b.length - a.length);
const FOLLOWERS = [...wordList('zhSpeech')];
const NOT_PEOPLE = wordList('zhNotPeople');

/** Each name costs a search of the text; no article names more people. */
const MOST_PEOPLE = 100;

const SAYS = ['表示', '称', '说', '指出', '认为', '透露', '强调', '坦言', '写道', '告诉', '直言', '回应'];
const TITLE = new RegExp(`(?:${TITLES.join('|')})[\\s：:]?(?=[\\u4e00-\\u9fff])`, 'g');
const CLAUSE_START = /(?:^|[，。；！？\n”」])\s*(?=[\u4e00-\u9fff])/g;
/** 杰夫·贝索斯: the dot makes it a name; both ends must be told by what stands around. */
const DOTTED = /[\u4e00-\u9fff]{1,5}[·・][\u4e00-\u9fff]{1,6}/g;
const ORGANISATION = /(?:大学|学院|研究院|研究所|研究中心|有限公司|股份公司|基金会|协会|实验室|证券|委员会)/g;
const NO_PART_OF_NAME = new Set([
  ...'的在与和是由对据了来自将为被从向以及并或等于到让把给称说该这那此其各某两三多一个家名位所前后中日'.split(
    '',
  ),
  ...[
    '来自',
    '以及',
    '根据',
    '联合',
    '通过',
    '一家',
    '这家',
    '该',
    '目前',
    '此外',
    '包括',
    '其中',
    '毕业于',
    '就读于',
    '毕业',
    '就读',
    '任职',
    '旗下',
    '宣布',
    '表示',
  ],
]);

/**
 * People and organisations in Chinese text which no listed mention covers: modest on purpose, what it finds is meant
 * to be right. People by a title before or a verb of saying behind a surname and given name; organisations by their
 * last word and the segments before it.
 */
export function chineseNames(text: string, taken: readonly Span[]): Found[] {
  const people = new Set([...titledPeople(text), ...speakingPeople(text), ...dottedPeople(text)]);
  const found = [...people].slice(0, MOST_PEOPLE).flatMap((name) => placesOf(text, name, 'person'));
  found.push(...organisationsIn(text));
  const free = found.filter((name) => !overlapsAny(taken, name));
  return free.sort((a, b) => a.start - b.start);
}

function placesOf(text: string, name: string, type: Found['type']): Found[] {
  const found: Found[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    found.push({ name, type, start: at, end: at + name.length });
  }
  return found;
}

function titledPeople(text: string): string[] {
  return [...text.matchAll(TITLE)].flatMap((match) => {
    const name = nameAt(text, match.index + match[0].length, FOLLOWERS);
    return name ? [name] : [];
  });
}

/** Without a title only three characters before a verb of saying are sure enough. */
function speakingPeople(text: string): string[] {
  return [...text.matchAll(CLAUSE_START)].flatMap((match) => {
    const name = nameAt(text, match.index + match[0].length, SAYS);
    return name && name.length >= 3 ? [name] : [];
  });
}

/** A surname and one or two more characters, if what follows cannot belong to a name. */
function nameAt(text: string, at: number, followers: readonly string[]): string | undefined {
  const surname = SURNAMES.has(text.slice(at, at + 2)) ? 2 : 1;
  if (!SURNAMES.has(text.slice(at, at + surname))) return undefined;
  for (const given of [2, 1]) {
    const name = text.slice(at, at + surname + given);
    if (name.length < surname + given || !/^[\u4e00-\u9fff]+$/.test(name)) continue;
    if (NOT_PEOPLE.has(name) || NOT_PEOPLE.has(name.slice(0, 2)) || NOT_PEOPLE.has(name.slice(-2))) continue;
    const after = text.slice(at + name.length, at + name.length + 2);
    if (
      followers.some((word) => after.startsWith(word)) &&
      !/[的在了是和还也则就曾都再又却仅只均已将并等]$/.test(name)
    )
      return name;
  }
  return undefined;
}

function dottedPeople(text: string): string[] {
  return [...text.matchAll(DOTTED)].flatMap((match) => {
    const [given, family] = match[0].split(/[·・]/) as [string, string];
    const title = TITLES.find((each) => given.includes(each));
    const first = (title ? given.slice(given.lastIndexOf(title) + title.length) : given).replace(
      /^[由与和据被对让]/,
      '',
    );
    const end = FOLLOWERS.map((word) => family.indexOf(word)).filter((at) => at > 0);
    const last = family.slice(0, Math.min(family.length, ...end));
    const before = text[match.index - 1] ?? '。';
    const isCut = title !== undefined || !/[\u4e00-\u9fff]/.test(before);
    return isCut && first.length > 0 && first.length <= 4 ? [`${first}${match[0][given.length]}${last}`] : [];
  });
}

let segmenter: Intl.Segmenter | undefined;

/** From the last word back over the segments that can belong to the name. */
function organisationsIn(text: string): Found[] {
  return [...text.matchAll(ORGANISATION)].flatMap((match) => {
    const end = match.index + match[0].length;
    const from = Math.max(0, match.index - 12);
    segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
    const segments = [...segmenter.segment(text.slice(from, end))];
    let start = end;
    for (const { segment, index } of segments.reverse()) {
      if (NO_PART_OF_NAME.has(segment) || !/^[\u4e00-\u9fffA-Za-z]+$/.test(segment)) break;
      start = from + index;
    }
    const name = text.slice(start, end);
    // Reached back as far as was looked: where the name begins is not known.
    const isWhole = start > from || from === 0;
    return isWhole && name.length >= match[0].length + 2
      ? [{ name, type: 'organisation' as const, start, end }]
      : [];
  });
}
