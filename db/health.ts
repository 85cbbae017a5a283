import { and, count, eq, gte, isNull, like, lt, ne, type SQL, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { feeds } from './schema.ts';
import { rowsOf } from './series.ts';

/** What a database says of itself. */
export interface DatabaseState {
  /** Its clock, in milliseconds since 1970. */
  at: number;
  /** Nothing can be written to it because of how it is set. */
  readOnly: boolean;
  /** It repeats what another one writes. */
  recovering: boolean;
  /** Of server processes for clients: those that there are, and those that there may be for ours. */
  connections: { open: number; most: number };
}

/** Asks a database how it is; one statement. */
export async function databaseState(orm: Orm): Promise<DatabaseState> {
  const [row] = rowsOf(
    await orm.execute(sql`
      select extract(epoch from clock_timestamp())::float8 * 1000 as at,
        current_setting('transaction_read_only') = 'on' as read_only, pg_is_in_recovery() as recovering,
        (select coalesce(sum(numbackends), 0)::int from pg_stat_database) as open,
        current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as most`),
  );
  return {
    ...{ at: Number(row!.at), readOnly: row!.read_only === true, recovering: row!.recovering === true },
    connections: { open: Number(row!.open), most: Number(row!.most) },
  };
}

/** How feeds fare. */
export interface FeedStates {
  /** Those that are asked, or would be, had their publisher not ended them. */
  listed: number;
  failing: number;
  gone: number;
  /** Should have been polled before the moment asked about. */
  overdue: number;
  /** Polled since that moment, and of these those whose host’s name had no address. */
  polled: number;
  unresolved: number;
}

export async function feedStates(orm: Orm, since: Date): Promise<FeedStates> {
  const counted = (what: SQL) => sql<number>`count(*) filter (where ${what})`.mapWith(Number);
  const late = gte(feeds.lastPollAt, since);
  const [row] = await orm
    .select({
      listed: count(),
      failing: counted(eq(feeds.state, 'failing')),
      gone: counted(eq(feeds.state, 'gone')),
      overdue: counted(and(ne(feeds.state, 'gone'), lt(feeds.nextPollAt, since))!),
      polled: counted(late),
      unresolved: counted(and(late, eq(feeds.state, 'failing'), like(feeds.reason, '%(DNS)%'))!),
    })
    .from(feeds)
    .where(isListed);
  return row!;
}

const isListed = and(ne(feeds.state, 'removed'), isNull(feeds.pausedAt));

/** Addresses that feeds are polled at, those that are due next first. */
export async function feedAddresses(orm: Orm, most: number): Promise<string[]> {
  const rows = await orm
    .select({ url: sql<string>`coalesce(${feeds.pollUrl}, ${feeds.url})` })
    .from(feeds)
    .where(and(isListed, ne(feeds.state, 'gone')))
    .orderBy(feeds.nextPollAt)
    .limit(most);
  return rows.map(({ url }) => url);
}
