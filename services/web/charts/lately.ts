import type { Orm } from '../../../db/database.ts';
import { readTrends, type Trends, type TrendsQuery } from '../../api/askedTrends.ts';

const keptMs = 20_000;
const mostKept = 30;

interface Kept {
  at: number;
  trends: Promise<Trends>;
}
const kept = new WeakMap<Orm, Map<string, Kept>>();

/**
 * The series that a request asks for, at most 20 s old: a chart that stands on somebody’s page is asked for by each of its
 * readers.
 *
 * @throws ProblemError naming what is wrong with it
 */
export function trendsLately(orm: Orm, asked: TrendsQuery, now: Date): Promise<Trends> {
  const known = kept.get(orm) ?? new Map<string, Kept>();
  kept.set(orm, known);
  const [key, at] = [JSON.stringify(asked), now.getTime()];
  for (const [each, { at: then }] of known) if (Math.abs(at - then) >= keptMs) known.delete(each);
  const lately = known.get(key);
  if (lately) return lately.trends;
  const trends = readTrends(orm, asked, now);
  trends.catch(() => known.delete(key));
  known.set(key, { at, trends });
  for (const oldest of [...known.keys()].slice(0, -mostKept)) known.delete(oldest);
  return trends;
}
