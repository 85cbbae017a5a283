import type { EntityDay } from '../../../db/entityDays.ts';
import { estimate, pooled, welchGap } from '../../search/series/intervals.ts';
import { dateOf, daysBefore } from '../parts/times.tsx';

/** Days of the week that is looked at, and of the four before that it is held against. */
export const weekDays = 7;
export const monthDays = 28;

/** An entity's last seven days against the 28 before. */
export interface Mover {
  id: string;
  name: string;
  nameZh: string | null;
  /** Articles a day, from the first day of the month to today. */
  days: number[];
  /** Articles of the week, and of a usual week of the month. */
  articles: number;
  usual: number;
  volume: 'more' | 'less' | 'usual';
  /** Mean sentiment of the week and of the month; null where nothing has one. */
  mean: number | null;
  before: number | null;
  sentiment: 'better' | 'worse' | 'same';
}

/** Fewer articles in five weeks say nothing. */
const fewest = 6;
/** 99 of 100 quiet weeks lie within: with 200 entities a few would stand out by chance at less. */
const unusual = 2.58;
/** Fewer articles of a week have no mean worth a word, and a smaller turn is none. */
const fewestScored = 5;
const smallestTurn = 0.1;

/**
 * The entities whose volume or sentiment moved against their month, those that moved most first; then, as far as `most`
 * reaches, those that were written of most.
 */
export function moversOf(rows: readonly EntityDay[], now: Date, most: number): Mover[] {
  const byEntity = new Map<string, EntityDay[]>();
  for (const row of rows) byEntity.set(row.entityId, [...(byEntity.get(row.entityId) ?? []), row]);
  return [...byEntity.values()]
    .map((days) => moverOf(days, now))
    .sort((a, b) => b.strength - a.strength || b.mover.articles - a.mover.articles || b.all - a.all)
    .slice(0, most)
    .map(({ mover }) => mover);
}

function moverOf(rows: EntityDay[], now: Date) {
  const periods = Array.from({ length: weekDays + monthDays }, (_, nth) =>
    dateOf(daysBefore(now, weekDays + monthDays - 1 - nth)),
  );
  const byPeriod = new Map(rows.map((row) => [row.period, row]));
  const start = periods[monthDays]!;
  const inMonth = rows.filter(({ period }) => period < start && period >= periods[0]!);
  const inWeek = rows.filter(({ period }) => period >= start);
  const [week, month] = [pooled(inWeek), pooled(inMonth)];
  const [articles, earlier] = [volumeOf(inWeek), volumeOf(inMonth)];
  const rise = articles + earlier < fewest ? 0 : riseOf(articles, earlier);
  const turn = week.n < fewestScored ? null : welchGap(week, month);
  const turned =
    turn !== null && Math.abs(turn.gap) >= smallestTurn && (turn.interval.low > 0 || turn.interval.high < 0);
  const { entityId: id, name, nameZh } = rows[0]!;
  const mover: Mover = {
    ...{ id, name, nameZh, articles, usual: (earlier * weekDays) / monthDays },
    days: periods.map((period) => byPeriod.get(period)?.volume ?? 0),
    volume: Math.abs(rise) < unusual ? 'usual' : rise > 0 ? 'more' : 'less',
    ...{ mean: estimate(week).mean, before: estimate(month).mean },
    sentiment: !turned ? 'same' : turn.gap > 0 ? 'better' : 'worse',
  };
  const moved = mover.volume === 'usual' ? 0 : Math.abs(rise);
  return { mover, all: articles + earlier, strength: moved + (turned ? unusual : 0) };
}

const volumeOf = (rows: readonly EntityDay[]) => rows.reduce((sum, { volume }) => sum + volume, 0);

/** By how many standard deviations a week's count is above a quarter of the month's; square roots even the spread out. */
function riseOf(week: number, month: number): number {
  const part = weekDays / monthDays;
  return (Math.sqrt(week) - Math.sqrt(month * part)) / Math.sqrt((1 + part) / 4);
}
