import { sql } from 'drizzle-orm';
import { unfinished } from './articles.ts';
import type { Orm } from './database.ts';
import { articles, unmatched } from './schema.ts';
import { rowsOf } from './series.ts';

/** What waits for one stage: how many, and since when the first of them does. */
export interface Waits {
  waiting: number;
  since: Date | null;
}

/** Of a longer line, this much is counted. */
const mostWaiting = 200_000;

/** Reads the index of what is not finished alone. */
export async function articlesWaiting(orm: Orm): Promise<Record<'read' | 'tag' | 'cluster', Waits>> {
  const rows = rowsOf(
    await orm.execute(sql`
      select step, count(*) as waiting, extract(epoch from min(step_at))::float8 as since
      from (select step, step_at from ${articles} where ${unfinished}
        order by step_at limit ${mostWaiting}) as on_their_way
      group by step`),
  );
  const at = (step: string) => waitsIn(rows.find((row) => row.step === step));
  return { read: at('found'), tag: at('read'), cluster: at('tagged') };
}

/** Finished articles that alerts have not seen yet, and how many of them alerts gave up on. */
export async function waitingForAlerts(orm: Orm): Promise<Waits & { failed: number }> {
  const [row] = rowsOf(
    await orm.execute(sql`
      select count(*) filter (where failure is null) as waiting, count(failure) as failed,
        extract(epoch from min(since) filter (where failure is null))::float8 as since from ${unmatched}`),
  );
  return { ...waitsIn(row), failed: Number(row?.failed ?? 0) };
}

export const momentOf = (seconds: unknown) => new Date(Math.round(Number(seconds) * 1000));

/** @param row with `waiting` and `since`, in seconds since 1970 */
export const waitsIn = (row: Record<string, unknown> | undefined): Waits => ({
  waiting: Number(row?.waiting ?? 0),
  since: row?.since == null ? null : momentOf(row.since),
});
