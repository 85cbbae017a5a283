import type { Days } from '../tags.ts';
import {
  type Day,
  dayFrom,
  monthDay,
  monthPart,
  months,
  nearestYear,
  partsOf,
  stretch,
  week,
  weekdayOf,
} from './days.ts';
import { type Context, compileRules, type DateRule } from './rule.ts';

const NUMERALS = '一二三四五六七八九十';
const WEEKDAYS = '一二三四五六日';
const YEAR = '(?:19|20)\\d\\d年|今年|去年|前年|明年|当年';
const TURN = '上|本|这|下';
const AWAY: Record<string, number> = { 上: -1, 本: 0, 这: 0, 下: 1, 今: 0, 去: -1, 前: -2, 明: 1, 当: 0 };

function yearOf(word: string | undefined, published: Day | undefined, month: number, date?: number) {
  if (word !== undefined && /^\d/.test(word)) return Number.parseInt(word, 10);
  if (published === undefined) return undefined;
  return word === undefined
    ? nearestYear(published, month, date)
    : partsOf(published).year + (AWAY[word[0]!] ?? 0);
}

function numberOf(word: string): number {
  if (/^\d/.test(word)) return Number(word);
  return word === '两' ? 2 : NUMERALS.indexOf(word) + 1;
}

/** 初 and 上旬, 中 and 中旬, 底, 末 and 下旬 of a month. */
function partOf(word: string | undefined): 'all' | 'early' | 'mid' | 'late' {
  if (word === undefined || word === '份') return 'all';
  if (word === '初' || word === '上旬') return 'early';
  return word.startsWith('中') ? 'mid' : 'late';
}

function inYear(word: string, part: string | undefined, { published }: Context): Days | undefined {
  const of = yearOf(word, published, 1);
  if (of === undefined) return undefined;
  if (part === undefined) return months(of, 1, 12);
  if (part.includes('上半')) return months(of, 1, 6);
  if (part.includes('下半')) return months(of, 7, 12);
  if (part.includes('初')) return months(of, 1, 3);
  return part.includes('中') ? months(of, 5, 8) : months(of, 12, 12);
}

function quarter(word: string | undefined, which: string, { published }: Context): Days | undefined {
  const number = numberOf(which);
  const of = yearOf(word, published, 3 * number - 1);
  return of === undefined ? undefined : months(of, 3 * number - 2, 3 * number);
}

/** A bare 周三 lies at or before the day of publication, unless the words before it look ahead. */
function weekday(turn: string | undefined, name: string, { published, before }: Context): Days | undefined {
  if (published === undefined) return undefined;
  const at = name === '天' ? 7 : WEEKDAYS.indexOf(name) + 1;
  const monday = published - weekdayOf(published) + 1;
  if (turn !== undefined) return stretch(monday + at - 1 + 7 * AWAY[turn]!);
  const back = (weekdayOf(published) - at + 7) % 7;
  return stretch(/将[^，。]{0,6}$/.test(before) ? published + ((7 - back) % 7) : published - back);
}

function turnedMonth(
  turn: string,
  part: string | undefined,
  date: string | undefined,
  { published }: Context,
) {
  if (published === undefined) return undefined;
  const now = partsOf(published);
  const { year, month } = partsOf(dayFrom(now.year, now.month + AWAY[turn]!, 1));
  return date === undefined ? monthPart(year, month, partOf(part)) : monthDay(year, month, Number(date));
}

/** A bare 15日 is the last one up to the day of publication; with 自…起 or 将 the nearest one. */
function bareDate(date: string, { published, before, after }: Context): Days | undefined {
  if (published === undefined) return undefined;
  const now = partsOf(published);
  const own = dayFrom(now.year, now.month, Number(date));
  const ahead = /^起/.test(after) || /(?:自|将于|将在)$/.test(before);
  // A day's grace, since it is tomorrow already in China when UTC still writes today.
  if (own <= published + (ahead ? 27 : 1)) return monthDay(now.year, now.month, Number(date));
  const { year, month } = partsOf(dayFrom(now.year, now.month - 1, 1));
  return monthDay(year, month, Number(date));
}

const DAYS: Record<string, number> = { 今: 0, 当: 0, 昨: -1, 前: -2, 明: 1, 后: 2 };

function away(count: string, unit: string, side: string, { published }: Context): Days | undefined {
  if (published === undefined) return undefined;
  const number = numberOf(count) * (side === '前' ? -1 : 1);
  const now = partsOf(published);
  if (unit === '天') return stretch(published + number);
  if (unit === '周') return week(published, number);
  if (unit === '年') return months(now.year + number, 1, 12);
  const { year, month } = partsOf(dayFrom(now.year, now.month + number, 1));
  return monthPart(year, month, 'all');
}

/** Longest first where several begin alike. */
const rules: DateRule[] = [
  {
    source: '((?:19|20)\\d\\d)[-/](\\d\\d)[-/](\\d\\d)',
    resolve: ([y, m, d]) => monthDay(Number(y), Number(m), Number(d)),
  },
  {
    source: `(${YEAR})?(\\d{1,2})月(\\d{1,2})[日号]`,
    resolve: ([of, month, date], { published }) => {
      const year = yearOf(of, published, Number(month), Number(date));
      return year === undefined ? undefined : monthDay(year, Number(month), Number(date));
    },
  },
  {
    source: `(${YEAR})?(\\d{1,2})月(份|初|中旬|中|底|末|上旬|下旬)?`,
    resolve: ([of, month, part], { published }) => {
      const year = yearOf(of, published, Number(month));
      return year === undefined ? undefined : monthPart(year, Number(month), partOf(part));
    },
  },
  {
    source: `(${YEAR})?(?:第|q)?([一二三四1-4])季度?`,
    resolve: ([of, which], context) => quarter(of, which!, context),
  },
  {
    source: `(${YEAR})(年?初|年?底|年?末|年?中|上半年|下半年)?`,
    resolve: ([of, part], context) => inYear(of!, part, context),
  },
  { source: '([上下]半年)', resolve: ([part], context) => inYear('今年', part, context) },
  {
    source: `(?:(${TURN})个?)?(?:周|星期|礼拜)([${WEEKDAYS}天])`,
    resolve: ([turn, name], context) => weekday(turn, name!, context),
  },
  {
    source: `(${TURN})个?(?:周|星期|礼拜)`,
    resolve: ([turn], { published }) => (published === undefined ? undefined : week(published, AWAY[turn!]!)),
  },
  {
    source: `(${TURN})个?月(?:(初|中旬|底|末|上旬|下旬)|(\\d{1,2})日)?`,
    resolve: ([turn, part, date], context) => turnedMonth(turn!, part, date, context),
  },
  {
    source: '([今当昨前明后])[日天晚晨早夜]|(昨|今)(?=[公宣表发指证在])',
    resolve: ([word, short], { published }) =>
      published === undefined ? undefined : stretch(published + DAYS[(word ?? short)!]!),
  },
  {
    source: `(\\d{1,2}|[${NUMERALS}两])(天|周|个月|年)(前|后)`,
    resolve: ([count, unit, side], context) => away(count!, unit!, side!, context),
  },
  {
    source: '(?<!\\d)(\\d{1,2})日(?![元均线内间本])',
    resolve: ([date], context) => bareDate(date!, context),
  },
];

/** How a phrase may begin: the rules are tried nowhere else. */
const BEGINNINGS = `[\\d今去前明当上本这下第q周星礼昨后两${NUMERALS}]`;

export const chineseDates = compileRules(rules, BEGINNINGS);
