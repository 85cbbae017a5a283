import { overlapping, type Span } from '../text/spans.ts';
import { chineseOrganisations } from './chinese-organisations.ts';
import type { Found } from './english-names.ts';
import { wordList } from './word-lists.ts';

const SURNAMES = wordList('zhSurnames');
const NOT_PEOPLE = wordList('zhNotPeople');
const PLACES = wordList('zhPlaces');
const TITLES = byLength('zhTitles');
const FOLLOWERS = byFirst('zhSpeech');

/** Each name costs a search of the text; no article names more people. */
const MOST_PEOPLE = 100;

const SAYS = byFirstOf([
  ...[
    '表示',
    '称',
    '说',
    '指出',
    '认为',
    '透露',
    '强调',
    '坦言',
    '写道',
    '告诉',
    '直言',
    '回应',
    '介绍',
    '补充',
  ],
  ...[
    '解释',
    '坦承',
    '预测',
    '警告',
    '呼吁',
    '提到',
    '谈到',
    '感叹',
    '重申',
    '反驳',
    '批评',
    '今日宣布',
    '近日',
  ],
]);
const TITLE = new RegExp(`(?:${TITLES.join('|')})[\\s：:]?(?=[\\u4e00-\\u9fff])`, 'g');
const HONORIFIC = new RegExp(byLength('zhHonorifics').join('|'), 'g');
const CLAUSE_START = /(?:^|[，。；！？\n”」])\s*(?=[\u4e00-\u9fff])/g;
const SPELLING = `[${[...wordList('zhTransliteration')].join('')}]`;
const DOTTED = new RegExp(`${SPELLING}{1,7}(?:\\s?[·・•]\\s?${SPELLING}{1,8}){1,3}`, 'g');
const BEFORE_DOT = /^\s?[·・•]/;
const HAN = /^[\u4e00-\u9fff]+$/;
/** What a name does not end on, however common it is as a verb's or adverb's second half. */
const LOOSE_END = /[的在了是和还也则就曾都再又却仅只均已将并等与于对向上为给把让丨]$/;
/** Characters before a name that no longer belong to it. */
const BEFORE_NAME = /[^\u4e00-\u9fff·]|[和与由据被对让给向及是的有]/;

/**
 * People and organisations in Chinese text which no listed mention covers: modest on purpose, what it finds is meant
 * to be right. People by a title before or behind, or a verb of saying behind a surname and given name.
 */
export function chineseNames(text: string, taken: readonly Span[]): Found[] {
  const dotted = dottedPeople(text);
  const others = [...titledPeople(text), ...honouredPeople(text), ...speakingPeople(text)];
  // Behind 杰森 · 柴尔德 a bare 柴尔德 is no other person.
  const people = new Set([
    ...dotted,
    ...others.filter((name) => !dotted.some((each) => each.endsWith(name))),
  ]);
  const found = [...people].slice(0, MOST_PEOPLE).flatMap((name) => placesOf(text, name, 'person'));
  found.push(...chineseOrganisations(text));
  return apart(found.filter((name) => isFree(text, name, taken)));
}

/** Not covered by a listed mention, save by places inside a longer name: 深圳大学. */
function isFree(text: string, name: Found, taken: readonly Span[]): boolean {
  const within = overlapping(taken, name);
  return within.every(
    ({ start, end }) =>
      name.type === 'organisation' &&
      end - start < name.end - name.start &&
      PLACES.has(text.slice(start, end)),
  );
}

/** In reading order, the longer of two that overlap. */
function apart(found: readonly Found[]): Found[] {
  const sorted = [...found].sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Found[] = [];
  for (const name of sorted) if (name.start >= (kept.at(-1)?.end ?? 0)) kept.push(name);
  return kept;
}

function byLength(list: string): string[] {
  return [...wordList(list)].sort((a, b) => b.length - a.length);
}

function byFirst(list: string): Map<string, string[]> {
  return byFirstOf([...wordList(list)]);
}

function byFirstOf(words: readonly string[]): Map<string, string[]> {
  const map = new Map<string, string[]>();
  for (const word of words) map.set(word[0]!, [...(map.get(word[0]!) ?? []), word]);
  return map;
}

/** Whether a name may end at an offset: where no Chinese character goes on, or a word that is no part of one. */
function endsAt(text: string, at: number, words: ReadonlyMap<string, readonly string[]>): boolean {
  const next = text[at];
  if (next === undefined || !HAN.test(next) || next === '丨') return !BEFORE_DOT.test(text.slice(at, at + 2));
  return words.get(next)?.some((word) => text.startsWith(word, at)) ?? false;
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
    const at = match.index + match[0].length;
    const name = nameAt(text, at, SAYS);
    return name && name.length >= 3 && HAN.test(text[at + name.length] ?? '') ? [name] : [];
  });
}

/** 赵明哲教授: the name ends at the title, and begins where what stands before it cannot belong to it. */
function honouredPeople(text: string): string[] {
  return [...text.matchAll(HONORIFIC)].flatMap(({ index }) => {
    for (const length of [3, 2]) {
      const at = index - length;
      if (at >= 0 && isName(text.slice(at, index)) && (at === 0 || BEFORE_NAME.test(text[at - 1]!)))
        return [text.slice(at, index)];
    }
    return [];
  });
}

/** A surname and one or two more characters, if what follows cannot belong to a name. */
function nameAt(
  text: string,
  at: number,
  followers: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  const surname = SURNAMES.has(text.slice(at, at + 2)) ? 2 : 1;
  for (const given of [2, 1]) {
    const name = text.slice(at, at + surname + given);
    if (name.length === surname + given && isName(name) && endsAt(text, at + name.length, followers))
      return name;
  }
  return undefined;
}

function isName(name: string): boolean {
  if (!HAN.test(name) || LOOSE_END.test(name)) return false;
  if (!SURNAMES.has(name.slice(0, 2)) && !SURNAMES.has(name[0]!)) return false;
  return !NOT_PEOPLE.has(name) && !NOT_PEOPLE.has(name.slice(0, 2)) && !NOT_PEOPLE.has(name.slice(-2));
}

/** 杰森 · 柴尔德: dots between characters such as foreign names are spelt with. */
function dottedPeople(text: string): string[] {
  return [...text.matchAll(DOTTED)].flatMap(({ 0: words, index }) => {
    const end = endOfDotted(words);
    // Cut short by a character that no foreign name has, as far as we know.
    const isWhole = end < words.length || endsAt(text, index + end, FOLLOWERS);
    return isWhole && end > 3 && beginsAt(text, index) ? [words.slice(0, end)] : [];
  });
}

/** Whether what stands before an offset is no part of a foreign name: a mark, a small word or a title. */
function beginsAt(text: string, at: number): boolean {
  if (at === 0 || BEFORE_NAME.test(text[at - 1]!)) return true;
  return /(?:[主国司社报席家员手人长官师裁理授士者监]|代表|主播)$/.test(text.slice(Math.max(0, at - 2), at));
}

/** 卢里亚坦言: a verb may begin with a character of the kind. */
function endOfDotted(words: string): number {
  const last = /[\u4e00-\u9fff]+$/.exec(words)!.index;
  for (let end = last + 1; end < words.length; end++) {
    if (FOLLOWERS.get(words[end]!)?.some((word) => word.length > 1 && words.startsWith(word, end)))
      return end;
  }
  return words.length;
}
