import { sql } from 'drizzle-orm';
import { countArticles, countFailed } from './articles.ts';
import type { Orm } from './database.ts';
import { deliveryNumbers } from './deliveries.ts';
import { aliveProcesses } from './processes.ts';
import type { ProcessKind } from './schema/words.ts';
import { alerts, articles, feeds, polls } from './schema.ts';
import { rowsOf } from './series.ts';
import { articlesWaiting, momentOf, type Waits, waitingForAlerts, waitsIn } from './waits.ts';

/** How the archive stands, in numbers that cost little however large it is. */
export interface Standing {
  /** What waits for each stage of the pipeline, as rows say. */
  stages: Record<'fetch' | 'read' | 'tag' | 'cluster' | 'match' | 'revise' | 'watch' | 'deliver', Waits>;
  articles: number;
  /** Articles that were given up. */
  articlesFailed: number;
  /** Articles that alerts gave up on. */
  matchingFailed: number;
  /** Feeds by state; those that are paused are only that. */
  feeds: Record<string, number>;
  /** Feeds that fail, those first that have given nothing for longest: when they last did, or were added. */
  failingFeeds: { id: string; since: Date }[];
  /** Channels that fail and that are off. */
  channels: { failing: number; off: number };
  /** Processes of Chipwire that were seen in the last minute, by kind. */
  processes: Record<ProcessKind, number>;
}

/** @param mostFeeds that fail and are named */
export async function standingOf(orm: Orm, now: Date, mostFeeds: number): Promise<Standing> {
  const { due, dueSince, failing, off } = await deliveryNumbers(orm, now);
  const { failed: matchingFailed, ...match } = await waitingForAlerts(orm);
  return {
    stages: {
      ...(await articlesWaiting(orm)),
      ...(await rowsDue(orm, now)),
      match,
      deliver: { waiting: due, since: dueSince },
    },
    articles: await countArticles(orm),
    articlesFailed: await countFailed(orm),
    matchingFailed,
    feeds: await feedsByState(orm),
    failingFeeds: await failingFeeds(orm, mostFeeds),
    channels: { failing, off },
    processes: await processesByKind(orm),
  };
}

async function rowsDue(orm: Orm, now: Date): Promise<Pick<Standing['stages'], 'fetch' | 'revise' | 'watch'>> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const rows = rowsOf(
    await orm.execute(sql`
      select 'fetch' as stage, count(*) as waiting, extract(epoch from min(next_poll_at))::float8 as since
      from ${feeds} where next_poll_at <= ${at} and state not in ('gone', 'removed') and paused_at is null
      union all
      select 'revise', count(*), extract(epoch from min(changed_at))::float8
      from ${articles} where changed_at is not null
      union all
      select 'watch', count(*), extract(epoch from min(look_at))::float8
      from ${alerts} where look_at <= ${at} and not paused`),
  );
  const of = (stage: string) => waitsIn(rows.find((row) => row.stage === stage));
  return { fetch: of('fetch'), revise: of('revise'), watch: of('watch') };
}

/** Who runs says so every few seconds. */
const seenWithinSeconds = 60;

async function processesByKind(orm: Orm): Promise<Standing['processes']> {
  const alive = await aliveProcesses(orm, seenWithinSeconds);
  const of = (kind: ProcessKind) => alive.filter((each) => each.kind === kind).length;
  return { worker: of('worker'), web: of('web'), both: of('both') };
}

async function feedsByState(orm: Orm): Promise<Record<string, number>> {
  const rows = rowsOf(
    await orm.execute(sql`
      select case when paused_at is not null and state <> 'removed' then 'paused' else state end as state, count(*) as n
      from ${feeds} group by 1`),
  );
  return Object.fromEntries(rows.map((row) => [String(row.state), Number(row.n)]));
}

async function failingFeeds(orm: Orm, most: number): Promise<Standing['failingFeeds']> {
  const rows = rowsOf(
    await orm.execute(sql`
      select f.id, extract(epoch from coalesce(well.at, f.added_at))::float8 as since
      from ${feeds} f left join lateral (select p.at from ${polls} p
        where p.feed_id = f.id and p.outcome in ('entries', 'unchanged') order by p.at desc limit 1) as well on true
      where f.state = 'failing' and f.paused_at is null order by since, f.id limit ${most}`),
  );
  return rows.map((row) => ({ id: String(row.id), since: momentOf(row.since) }));
}
