import type { Orm } from '../../../db/database.ts';
import {
  type Coverage,
  type Entity,
  type EntityCoverage,
  findEntities,
  listCoverage,
  listEntities,
} from '../../../db/entities.ts';
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
/** What a time brought for the entities: what the list shows of it. */
interface CoverageOfTime {
  /** All that are on the list. */
  listed: readonly Entity[];
  /** Their coverage in it, and in as long a time before it; without one for the whole archive. */
  now: ById;
  earlier: ById | null;
  /** The names most covered that are not on the list. */
  unlisted: readonly EntityCoverage[];
}
export type ReadCoverage = (time: CountedTime) => Promise<CoverageOfTime>;

/** Names proposed for the list at the foot of it. */
const proposed = 20;

/** Since when a time counts; undefined: ever. */
export function sinceOf(time: CountedTime, now: Date): Date | undefined {
  const { days } = countedTimes[time];
  return days === null ? undefined : daysBefore(now, days);
}

/** Counts what is written about the listed entities, not oftener than is worth while. */
export function rememberCoverage(orm: Orm, now: () => Date): ReadCoverage {
  const of = (time: CountedTime) => {
    const { days, keptMs, staleMs } = countedTimes[time];
    const count = async (): Promise<CoverageOfTime> => {
      const since = sinceOf(time, now());
      const before = since && days !== null ? { after: daysBefore(since, days), before: since } : null;
      return {
        listed: await findEntities(orm, { listed: true }),
        now: await listCoverage(orm, { after: since }),
        earlier: before && (await listCoverage(orm, before)),
        unlisted: await listEntities(orm, { listed: false, since }, proposed, 0),
      };
    };
    return remember(keptMs, now, count, staleMs);
  };
  const kept = { '30d': of('30d'), '1y': of('1y'), all: of('all') };
  return (time) => kept[time]();
}
