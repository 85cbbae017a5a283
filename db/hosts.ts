import { and, eq, lt, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { hosts } from './schema.ts';

export type Host = typeof hosts.$inferSelect;

/** Who waits longer than this starts over at the head of the line: the line may be of jobs that are no more. */
const longestLine = sql`interval '5 minutes'`;

/** One visit that hung is no measure for the line. */
const mostTookMs = 10_000;

export type Visit =
  | { taken: true }
  | {
      taken: false;
      /** a good time to try again: the waiting ones get one each, a request and its spacing apart */
      until: Date;
      /** the host itself asked to be left alone until about then */
      held: boolean;
    };

/**
 * Takes a host for one visit, for all processes together, or a place in its line: one statement, so that of any number
 * that ask at once exactly one gets it.
 *
 * @param visitor unique to this visit
 * @param leaseMs after which the host is free again though nobody left it
 */
export async function takeHost(
  orm: Orm,
  host: string,
  visitor: string,
  now: Date,
  leaseMs: number,
): Promise<Visit> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const leased = sql`${at} + ${leaseMs} * interval '1 millisecond'`;
  const held = sql`coalesce(${hosts.heldUntil}, ${at})`;
  const free = sql`${hosts.freeAt} <= ${at} and ${held} <= ${at}`;
  // a visit's lease says nothing about when it will end
  const opens = sql`greatest(${at}, ${held}, case when ${hosts.visitor} is null then ${hosts.freeAt} end)`;
  const step = sql`(${hosts.spacingMs} + ${hosts.tookMs}) * interval '1 millisecond'`;
  const line = sql`case when ${hosts.lineAt} between ${opens} and ${opens} + ${longestLine}
    then ${hosts.lineAt} else ${opens} end + ${step}`;
  const [row] = await orm
    .insert(hosts)
    .values({ host, visitor, freeAt: leased, lineAt: now })
    .onConflictDoUpdate({
      target: hosts.host,
      set: {
        visitor: sql`case when ${free} then excluded.visitor else ${hosts.visitor} end`,
        freeAt: sql`case when ${free} then excluded.free_at else ${hosts.freeAt} end`,
        lineAt: sql`case when ${free} then ${hosts.lineAt} else ${line} end`,
      },
    })
    .returning({ visitor: hosts.visitor, lineAt: hosts.lineAt, heldUntil: hosts.heldUntil });
  if (!row || row.visitor === visitor) return { taken: true };
  return { taken: false, until: row.lineAt, held: row.heldUntil !== null && row.heldUntil > now };
}

/** Ends a visit; the host is free after its spacing. A visit whose lease has run out changes nothing. */
export async function leaveHost(
  orm: Orm,
  host: string,
  visitor: string,
  now: Date,
  tookMs: number,
): Promise<void> {
  const freeAt = sql`${now.toISOString()}::timestamptz + ${hosts.spacingMs} * interval '1 millisecond'`;
  await orm
    .update(hosts)
    .set({ visitor: null, freeAt, tookMs: Math.round(Math.min(tookMs, mostTookMs)) })
    .where(and(eq(hosts.host, host), eq(hosts.visitor, visitor)));
}

/** Lets nobody ask the host before `until`, nor before an earlier hold ends. */
export async function holdHost(orm: Orm, host: string, until: Date): Promise<void> {
  const heldUntil = sql`greatest(${hosts.heldUntil}, excluded.held_until)`;
  await orm
    .insert(hosts)
    .values({ host, freeAt: until, lineAt: until, heldUntil: until })
    .onConflictDoUpdate({ target: hosts.host, set: { heldUntil } });
}

/** What is known of a host, or null. */
export async function getHost(orm: Orm, host: string): Promise<Host | null> {
  const [row] = await orm.select().from(hosts).where(eq(hosts.host, host));
  return row ?? null;
}

export type RobotsChange = Pick<Host, 'robots' | 'robotsFault' | 'robotsUntil'> &
  Partial<Pick<Host, 'spacingMs'>>;

/** Keeps what a host answered for its robots.txt. */
export async function saveRobots(orm: Orm, host: string, change: RobotsChange, now: Date): Promise<void> {
  await orm
    .insert(hosts)
    .values({ host, freeAt: now, lineAt: now, ...change })
    .onConflictDoUpdate({ target: hosts.host, set: change });
}

/** Sets the time between requests to a host that is known, in milliseconds. */
export async function setSpacing(orm: Orm, host: string, spacingMs: number): Promise<void> {
  await orm.update(hosts).set({ spacingMs }).where(eq(hosts.host, host));
}

/** Deletes hosts that nobody has asked since `before`; links lead to any number of hosts once. */
export async function forgetHosts(orm: Orm, before: Date): Promise<void> {
  await orm.delete(hosts).where(lt(hosts.freeAt, before));
}
