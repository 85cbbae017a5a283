import type { Days } from '../tags.ts';
import { monthDay, monthPart, months, nearestYear, partsOf, stretch, week, weekdayOf } from './days.ts';
import { type Context, compileRules, type DateRule } from './rule.ts';

const MONTH =
  'jan(?:uary|\\.)?|feb(?:ruary|\\.)?|mar(?:ch|\\.)?|apr(?:il|\\.)?|may|june?|july?|aug(?:ust|\\.)?|sept?(?:ember|\\.)?|oct(?:ober|\\.)?|nov(?:ember|\\.)?|dec(?:ember|\\.)?';
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const WEEKDAYS = 'mon tue wed thu fri sat sun'.split(' ');
const WEEKDAY =
  'mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thur?s?(?:day)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?';
const YEAR = '(?:19|20)\\d\\d';
const ORDINALS = ['first', 'second', 'third', 'fourth'];
const NUMBERS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** Words before a weekday that place it ahead of the day of publication, unless it is the day on which somebody spoke. */
const AHEAD =
  /\b(?:until|through|by|from|starting|effective|due) (?:on )?$|\b(?:will|would|due|set to|plans? to|scheduled|expected|deadline)\b(?![^.;]*\b(?:said|says|told|announced|reported|wrote|ruled|added|showed)\b)[^.;]{0,50}$/;

const monthOf = (word: string) => MONTHS.indexOf(word.slice(0, 3)) + 1;
const year = (
  word: string | undefined,
  context: Context,
  month: number,
  date?: number,
): number | undefined => {
  if (word !== undefined) return Number(word);
  return context.published === undefined ? undefined : nearestYear(context.published, month, date);
};

function dated(
  month: string,
  date: string,
  yearWord: string | undefined,
  context: Context,
): Days | undefined {
  const at = monthOf(month);
  const of = year(yearWord, context, at, Number(date));
  return of === undefined ? undefined : monthDay(of, at, Number(date));
}

function inMonth(part: string | undefined, month: string, yearWord: string | undefined, context: Context) {
  const at = monthOf(month);
  const of = year(yearWord, context, at);
  const which = part?.startsWith('early') ? 'early' : part?.startsWith('mid') ? 'mid' : part ? 'late' : 'all';
  return of === undefined ? undefined : monthPart(of, at, which);
}

/** “last June” is behind the day of publication, “next June” ahead of it, the nearest one left out. */
function turnedMonth(turn: string, month: string, { published }: Context): Days | undefined {
  if (published === undefined) return undefined;
  const at = monthOf(month);
  const now = partsOf(published);
  const ahead = at > now.month;
  if (turn === 'this') return monthPart(now.year, at, 'all');
  if (turn === 'last')
    return monthPart(ahead ? now.year - 1 : now.year - Number(at === now.month), at, 'all');
  return monthPart(ahead ? now.year : now.year + 1, at, 'all');
}

function weekday(turn: string | undefined, name: string, { published, before }: Context): Days | undefined {
  if (published === undefined) return undefined;
  const back = (weekdayOf(published) - (WEEKDAYS.indexOf(name.slice(0, 3)) + 1) + 7) % 7;
  if (turn === 'next' || turn === 'coming' || (turn === undefined && AHEAD.test(before)))
    return stretch(published + ((7 - back) % 7 || 7));
  if (turn === 'last') return stretch(published - (back || 7));
  return stretch(published - back);
}

function quarter(which: number, yearWord: string | undefined, { published }: Context): Days | undefined {
  if (yearWord !== undefined) return months(Number(yearWord), 3 * which - 2, 3 * which);
  if (published === undefined) return undefined;
  return months(nearestYear(published, 3 * which - 1), 3 * which - 2, 3 * which);
}

function half(which: number, yearWord: string | undefined, { published }: Context): Days | undefined {
  const of = yearWord === undefined ? published && partsOf(published).year : Number(yearWord);
  return of === undefined ? undefined : months(of, 6 * which - 5, 6 * which);
}

function partOfYear(part: string | undefined, of: number): Days | undefined {
  if (part?.startsWith('early')) return months(of, 1, 3);
  if (part?.startsWith('mid')) return months(of, 5, 8);
  if (part?.includes('end')) return months(of, 12, 12);
  return part ? months(of, 10, 12) : months(of, 1, 12);
}

const AWAY: Record<string, number> = { last: -1, this: 0, next: 1, 'the coming': 1, 'the past': -1 };

function turned(
  part: string | undefined,
  turn: string,
  unit: string,
  { published }: Context,
): Days | undefined {
  if (published === undefined) return undefined;
  const away = AWAY[turn]!;
  const now = partsOf(published);
  if (unit === 'week') return week(published, away);
  if (unit === 'month') {
    const { year: of, month } = partsOf(Math.floor(Date.UTC(now.year, now.month - 1 + away, 1) / 86_400_000));
    return monthPart(of, month, part?.startsWith('early') ? 'early' : part ? 'late' : 'all');
  }
  if (unit === 'quarter') {
    const first = 3 * (Math.ceil(now.month / 3) - 1 + away) + 1;
    return months(now.year, first, first + 2);
  }
  return partOfYear(part, now.year + away);
}

/** “earlier this month” ends, “later this month” begins on the day of publication. */
function sofar(side: string, unit: string, context: Context): Days | undefined {
  const whole = turned(undefined, 'this', unit, context);
  const today = context.published === undefined ? undefined : stretch(context.published);
  if (!whole || !today) return undefined;
  return side === 'later' ? { from: today.from, to: whole.to } : { from: whole.from, to: today.to };
}

function ago(count: string, unit: string, side: string, { published }: Context): Days | undefined {
  if (published === undefined) return undefined;
  const number = /^\d/.test(count) ? Number(count) : count.startsWith('a') ? 1 : NUMBERS.indexOf(count) + 1;
  const sign = side === 'ago' || side === 'earlier' ? -1 : 1;
  if (unit === 'day') return stretch(published + sign * number);
  if (unit === 'week') return week(published, sign * number);
  const now = partsOf(published);
  if (unit === 'month') {
    const { year: of, month } = partsOf(
      Math.floor(Date.UTC(now.year, now.month - 1 + sign * number, 1) / 86_400_000),
    );
    return monthPart(of, month, 'all');
  }
  return months(now.year + sign * number, 1, 12);
}

function relativeDay(word: string, { published }: Context): Days | undefined {
  if (published === undefined) return undefined;
  const away = word === 'yesterday' ? -1 : word === 'tomorrow' ? 1 : 0;
  return stretch(published + away);
}

const PART = 'early(?: in)?|mid|the middle of|late|the end of|end';

/** Longest first where several begin alike. */
const rules: DateRule[] = [
  {
    source: `\\b(${YEAR})-(\\d\\d)-(\\d\\d)\\b`,
    resolve: ([y, m, d]) => monthDay(Number(y), Number(m), Number(d)),
  },
  {
    source: `\\b(${MONTH}) (\\d{1,2})(?:st|nd|rd|th)?(?:,? (${YEAR}))?\\b(?![,.]?\\d|[ -](?:per|billion|million|companies|firms|points))`,
    resolve: ([month, date, of], context) => dated(month!, date!, of, context),
  },
  {
    source: `\\b(?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${MONTH})(?:,? (${YEAR}))?\\b`,
    resolve: ([date, month, of], context) => dated(month!, date!, of, context),
  },
  {
    source: `\\b(?:(${PART})[ -](?:of )?)?(${MONTH}),? (${YEAR})\\b`,
    resolve: ([part, month, of], context) => inMonth(part, month!, of, context),
  },
  {
    source: `\\b(${PART})[ -](?:of )?(${MONTH})\\b`,
    resolve: ([part, month], context) => inMonth(part, month!, undefined, context),
  },
  {
    source: `\\b(last|this|next) (${MONTH})\\b`,
    resolve: ([turn, month], context) => turnedMonth(turn!, month!, context),
  },
  {
    source: `\\b(?:in|since|until|by|from|of|for|during) (${MONTH})(?: (${YEAR}))?\\b(?! \\d)`,
    resolve: ([month, of], context) => inMonth(undefined, month!, of, context),
  },
  {
    source: `\\b(?:(last|this|next|coming) )?(${WEEKDAY})\\b`,
    resolve: ([turn, name], context) => weekday(turn, name!, context),
  },
  {
    source: `\\bq([1-4])(?:(?: of)? (${YEAR}))?\\b`,
    resolve: ([which, of], context) => quarter(Number(which), of, context),
  },
  {
    source: `\\b(first|second|third|fourth)[ -]quarter(?:(?: of)? (${YEAR}))?\\b`,
    resolve: ([which, of], context) => quarter(ORDINALS.indexOf(which!) + 1, of, context),
  },
  {
    source: `\\b(first|second) half(?:(?: of)? (${YEAR}| the year))?\\b`,
    resolve: ([which, of], context) =>
      half(ORDINALS.indexOf(which!) + 1, of === ' the year' ? undefined : of, context),
  },
  {
    source: `\\b(earlier|later) (?:this|in the) (week|month|quarter|year)\\b`,
    resolve: ([side, unit], context) => sofar(side!, unit!, context),
  },
  {
    source: `\\b(?:(${PART}) )?(last|this|next|the coming|the past) (week|month|quarter|year)\\b`,
    resolve: ([part, turn, unit], context) => turned(part, turn!, unit!, context),
  },
  {
    source: `\\b(\\d{1,2}|an?|${NUMBERS.join('|')}) (day|week|month|year)s? (ago|earlier|from now)\\b`,
    resolve: ([count, unit, side], context) => ago(count!, unit!, side!, context),
  },
  {
    source: '\\b(today|yesterday|tomorrow|tonight)\\b',
    resolve: ([word], context) => relativeDay(word!, context),
  },
  {
    source: `\\b(?:(${PART})[ -](?:of )?|in |by |since |until |during |back in |of )(${YEAR})\\b`,
    resolve: ([part, of]) => partOfYear(part, Number(of)),
  },
];

/** How a phrase may begin: the rules are tried nowhere else. Small words count only before a month, year or unit. */
const BEGINNINGS =
  `\\b(?:\\d|q[1-4]|${MONTH}|${WEEKDAY}|to(?:day|morrow|night)|yesterday|last|this|next|earl|later?|mid|end|first|second|third|` +
  `fourth|coming|(?:in|since|until|by|from|of|for|during|back in) (?:${YEAR}|${MONTH})|` +
  `the (?:\\d|end|middle|coming|past)|(?:an?|${NUMBERS.join('|')}) (?:day|week|month|year))`;

export const englishDates = compileRules(rules, BEGINNINGS);
