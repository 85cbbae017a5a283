import type { Orm } from '../../../db/database.ts';
import { readTrends, type Trends, type TrendsQuery } from '../../api/askedTrends.ts';
import { rememberEach } from '../layout/remember.ts';

const keptMs = 20_000;
const mostKept = 30;

const kept = new WeakMap<Orm, ReturnType<typeof rememberEach<Trends>>>();

/**
 * The series that a request asks for, at most 20 s old: a chart that stands on somebody’s page is asked for by each of its
 * readers.
 *
 * @throws ProblemError naming what is wrong with it
 */
export function trendsLately(orm: Orm, asked: TrendsQuery, now: Date): Promise<Trends> {
  const lately = kept.get(orm) ?? rememberEach<Trends>(keptMs, mostKept);
  kept.set(orm, lately);
  return lately(JSON.stringify(asked), now, () => readTrends(orm, asked, now));
}
