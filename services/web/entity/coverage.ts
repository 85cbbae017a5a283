import type { Orm } from '../../../db/database.ts';
import { type Coverage, listCoverage } from '../../../db/entities.ts';
import { remember } from '../layout/remember.ts';
import { daysBefore } from '../parts/times.tsx';

/** Times that the list of entities counts; the whole archive takes long to count, and changes little. */
export const countedTimes = {
  '30d': { days: 30, keptMs: 20_000, staleMs: 60_000 },
  '1y': { days: 365, keptMs: 300_000, staleMs: 3_600_000 },
  all: { days: null, keptMs: 300_000, staleMs: 3_600_000 },
} as const;
export type CountedTime = keyof typeof countedTimes;

type ById = ReadonlyMap<string, Coverage>;
/** Coverage of a time, and of as long a time before it; without one for the whole archive. */
export interface CoverageOfTime {
  now: ById;
  earlier: ById | null;
}
export type ReadCoverage = (time: CountedTime) => Promise<CoverageOfTime>;

/** Counts what is written about the listed entities, not oftener than is worth while. */
export function rememberCoverage(orm: Orm, now: () => Date): ReadCoverage {
  const of = (time: CountedTime) => {
    const { days, keptMs, staleMs } = countedTimes[time];
    const count = async () => {
      if (days === null) return { now: await listCoverage(orm, {}), earlier: null };
      const [from, before] = [daysBefore(now(), days), daysBefore(now(), 2 * days)];
      return {
        now: await listCoverage(orm, { after: from }),
        earlier: await listCoverage(orm, { after: before, before: from }),
      };
    };
    return remember(keptMs, now, count, staleMs);
  };
  const kept = { '30d': of('30d'), '1y': of('1y'), all: of('all') };
  return (time) => kept[time]();
}
