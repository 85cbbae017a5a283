import { simplifiedText } from '../../text/simplified.ts';
import { overlapping, type Span } from '../text/spans.ts';
import { chineseOrganisations } from './chinese-organisations.ts';
import type { Found } from './english-names.ts';
import { wordList } from './word-lists.ts';

const SURNAMES = wordList('zhSurnames');
const NOT_PEOPLE = wordList('zhNotPeople');
const PLACES = wordList('zhPlaces');
const FOREIGN_PLACES = wordList('zhForeignPlaces');
const CROWDS = wordList('zhCrowds');
const DOUBTFUL = wordList('zhDoubtfulSurnames');
const COUNTRIES = wordList('zhCountries');
const TITLES = [...byLength('zhTitles'), ...CROWDS].sort((a, b) => b.length - a.length);
const FOLLOWERS = byFirst('zhSpeech');
const SAYS = byFirst('zhSays');

/** Each name costs a search of the text; no article names more people. */
const MOST_PEOPLE = 100;

const TITLE = new RegExp(`(${TITLES.join('|')})[\\s：:]?(?=[\\u4e00-\\u9fff])`, 'g');
const HONORIFIC = new RegExp(byLength('zhHonorifics').join('|'), 'g');
const CLAUSE_START = /(?:^|[，。；！？\n”」])\s*(?=[\u4e00-\u9fff])/g;
const SPELLING = `[${[...wordList('zhTransliteration')].join('')}]`;
/** A Chinese family name may stand behind a foreign given one: 艾米·许. */
const FAMILY = `(?:${SPELLING}{1,8}|[${[...SURNAMES].filter(({ length }) => length === 1).join('')}])`;
const DOTTED = new RegExp(`${SPELLING}{1,7}(?:\\s?[·・•]\\s?${FAMILY}){1,3}`, 'g');
/** A foreign name without a dot, behind a title. */
const UNDOTTED = new RegExp(`${SPELLING}{2,7}`, 'y');
/** UTF-16 units from the beginning, in which traditional text has one of these at the least. */
const LEAD = 500;
const TRADITIONAL = /[國這說對為後來會個們時發與將應該學業長員師經務無開關機產報據談進電億萬點種傳聞辦號]/;
const DOT = /[·・•]/;
const BEFORE_DOT = /^\s?[·・•]/;
const HAN = /^[\u4e00-\u9fff]+$/;
/** What a name does not end on, however common it is as a verb's or adverb's second half. */
const LOOSE_END = /[的在了是和还也则就曾都再又却仅只均已将并等与于对向上为给把让丨]$/;
/** Characters before a name that no longer belong to it. */
const BEFORE_NAME = /[^\u4e00-\u9fff·]|[和与由据被对让给向及是的有]/;

/**
 * People and organisations in Chinese text which no listed mention covers: modest on purpose, what it finds is meant
 * to be right. People by a title before or behind, or a verb of saying behind a surname and given name. The names are
 * as written, the word lists simplified.
 */
export function chineseNames(text: string, taken: readonly Span[]): Found[] {
  const plain = TRADITIONAL.test(text.slice(0, LEAD)) ? simplifiedText(text) : text;
  const found = [...people(plain), ...chineseOrganisations(plain)];
  const kept = apart(found.filter((name) => isFree(plain, name, taken)));
  return plain === text ? kept : asWritten(text, kept);
}

/** In the characters of the text; a bare family name stands behind the full one and takes that. */
function asWritten(text: string, found: readonly Found[]): Found[] {
  const written = new Map<string, string>();
  return found.map((each) => {
    const { name, start, end } = each;
    if (name.length === end - start && !written.has(name)) written.set(name, text.slice(start, end));
    return { ...each, name: written.get(name) ?? name };
  });
}

function people(text: string): Found[] {
  const dotted = [...new Set(dottedPeople(text))].slice(0, MOST_PEOPLE);
  const others = [...titledPeople(text), ...honouredPeople(text), ...speakingPeople(text)];
  // Behind 杰森 · 柴尔德 a bare 柴尔德 is no other person.
  const names = new Set([...dotted, ...others.filter((name) => !dotted.some((each) => each.endsWith(name)))]);
  return [...names].slice(0, MOST_PEOPLE).flatMap((name) => {
    const whole = placesOf(text, name, 'person');
    return [...whole, ...bareFamilyNames(text, name, whole[0]!.end)];
  });
}

/** 柴尔德 behind 杰森 · 柴尔德, for whom it stands. */
function bareFamilyNames(text: string, name: string, from: number): Found[] {
  const family = /[·・•]\s?([^·・•]{2,})$/.exec(name)?.[1];
  if (!family) return [];
  return placesOf(text, family, 'person')
    .filter(({ start, end }) => start >= from && beginsAt(text, start) && endsAt(text, end, FOLLOWERS))
    .map((place) => ({ ...place, name }));
}

/** Not covered by a listed mention, save by places inside a longer name: 深圳大学, 韩国某某协会. */
function isFree(text: string, name: Found, taken: readonly Span[]): boolean {
  const within = overlapping(taken, name);
  return within.every(
    ({ start, end }) =>
      name.type === 'organisation' &&
      end - start < name.end - name.start &&
      (PLACES.has(text.slice(start, end)) || (start === name.start && COUNTRIES.has(text.slice(start, end)))),
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
  const map = new Map<string, string[]>();
  for (const word of wordList(list)) map.set(word[0]!, [...(map.get(word[0]!) ?? []), word]);
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
    const at = match.index + match[0].length;
    // 观众和…: behind a word for many people a surname that is also a small word is that word.
    const name =
      politeNameAt(text, at) ??
      (CROWDS.has(match[1]!) && DOUBTFUL.has(text[at]!)
        ? undefined
        : (nameAt(text, at, FOLLOWERS) ?? undottedAt(text, at)));
    return name ? [name] : [];
  });
}

/** 外长拉夫罗夫: a foreign family name by itself. */
function undottedAt(text: string, at: number): string | undefined {
  UNDOTTED.lastIndex = at;
  const run = UNDOTTED.exec(text)?.[0];
  if (!run || BEFORE_DOT.test(text.slice(at + run.length, at + run.length + 2))) return undefined;
  const name = run.slice(0, endOfSpelling(run, 1)).replace(LOOSE_END, '');
  const ends = name.length === 2 ? endsSurely : endsAt;
  if (name.length < 2 || name.length > 5 || !ends(text, at + name.length, FOLLOWERS)) return undefined;
  return isForeignName(name) ? name : undefined;
}

const isForeignName = (name: string): boolean =>
  !FOREIGN_PLACES.has(name) &&
  !PLACES.has(name.slice(0, 2)) &&
  ![name, name.slice(0, 2), name.slice(-2)].some((part) => NOT_PEOPLE.has(part) || TITLES.includes(part));

/** 观众王女士 has no given name. */
function politeNameAt(text: string, at: number): string | undefined {
  const name = text.slice(at, at + 3);
  return /(?:先生|女士)$/.test(name) && SURNAMES.has(name[0]!) ? name : undefined;
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
  // 赵琳认为: the verb begins before a third character of the name would end.
  const lengths = startsLong(text, at + surname + 1, followers) ? [1, 2] : [2, 1];
  for (const given of lengths) {
    const name = text.slice(at, at + surname + given);
    if (name.length === surname + given && isName(name) && endsAt(text, at + name.length, followers))
      return name;
  }
  return undefined;
}

/** 导演思维的: two characters are a name where a word of two, a verb of saying or a mark follows. */
const endsSurely = (text: string, at: number, followers: ReadonlyMap<string, readonly string[]>): boolean =>
  startsLong(text, at, followers) || /^(?:[：:，,\d（(]|说|称|在|于|对)/.test(text.slice(at, at + 1));

/** Whether a follower of two characters or more begins there. */
const startsLong = (text: string, at: number, followers: ReadonlyMap<string, readonly string[]>): boolean =>
  followers.get(text[at] ?? '')?.some((word) => word.length > 1 && text.startsWith(word, at)) ?? false;

function isName(name: string): boolean {
  if (!HAN.test(name) || LOOSE_END.test(name)) return false;
  if (!SURNAMES.has(name.slice(0, 2)) && !SURNAMES.has(name[0]!)) return false;
  return !NOT_PEOPLE.has(name) && !NOT_PEOPLE.has(name.slice(0, 2)) && !NOT_PEOPLE.has(name.slice(-2));
}

/** 杰森 · 柴尔德: dots between characters such as foreign names are spelt with. */
function dottedPeople(text: string): string[] {
  if (!DOT.test(text)) return [];
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
  return /(?:[主国司社报席家员手人长官师裁理授士者监臣剧演问辑编使相]|代表|主播)$/.test(
    text.slice(Math.max(0, at - 2), at),
  );
}

function endOfDotted(words: string): number {
  return endOfSpelling(words, /[\u4e00-\u9fff]+$/.exec(words)!.index + 1);
}

/** 卢里亚坦言: a verb may begin with a character of the kind. */
function endOfSpelling(words: string, from: number): number {
  for (let end = from; end < words.length; end++) if (startsLong(words, end, FOLLOWERS)) return end;
  return words.length;
}
