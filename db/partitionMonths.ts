import { sql } from 'drizzle-orm';
import { rows } from './backup.ts';
import type { Orm } from './database.ts';
import { briefly, firstOf, isPartitioned, long, nextArticleId, room } from './partitionSchema.ts';

/** A partition of `articles`. */
export interface Month {
  /** Such as 2026-12; null for what was there before there were partitions. */
  month: string | null;
  /** Ids, the first inclusive, the last exclusive. */
  from: number;
  until: number;
  /** No article is or will be in it that was found or published at this moment or later; null while that is open. */
  closedAt: Date | null;
  /** As the database’s statistics have it; −1 where it has none yet. */
  articles: number;
  /** With indexes and texts. */
  bytes: number;
}

/** The archive’s partitions, oldest first; empty where it has none. */
export async function listMonths(orm: Orm): Promise<Month[]> {
  const found = await rows<
    Record<'name' | 'bound' | 'articles' | 'bytes', string> & { closed: string | null }
  >(
    orm,
    sql`select relname as name, pg_get_expr(relpartbound, c.oid) as bound, reltuples as articles,
        pg_total_relation_size(c.oid) as bytes,
        (select extract(epoch from substring(pg_get_constraintdef(k.oid) from 'found_at < ''([^'']+)')::timestamptz)
          from pg_constraint k where conrelid = c.oid and convalidated and conname = relname || '_closed') as closed
      from pg_inherits join pg_class c on c.oid = inhrelid where inhparent = to_regclass('public.articles')`,
  );
  return found
    .map(({ name, bound, articles, bytes, closed }) => {
      const [from, until] = [/FROM \('?(-?\w+)/, /TO \('?(-?\w+)/].map((part) => part.exec(bound)![1]!);
      return {
        month: /_(\d{4})_(\d\d)$/.exec(name)?.slice(1).join('-') ?? null,
        from: from === 'MINVALUE' ? 0 : Number(from),
        until: Number(until),
        closedAt: closed === null ? null : new Date(Number(closed) * 1000),
        ...{ articles: Number(articles), bytes: Number(bytes) },
      };
    })
    .sort((one, other) => one.from - other.from);
}

const monthOf = (time: Date) => time.toISOString().slice(0, 7);
const startOf = (month: string) => new Date(`${month}-01T00:00:00Z`);
function monthAfter(month: string, months = 1): string {
  const start = startOf(month);
  return monthOf(new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months)));
}

const nameOf = (table: string, { month }: Pick<Month, 'month'>) =>
  month === null ? firstOf(table) : `${table}_${month.replace('-', '_')}`;

/** Months whose partitions are there before they begin. */
const ahead = 2;

/** A month that began so long ago has no statement under way any more that took an id of the month before. */
const surelyMs = 3_600_000;
const dayMs = 86_400_000;

/**
 * Makes the partitions of this month and the next ones, begins a month’s ids when it has begun, and closes what is over.
 * Does nothing in an archive without partitions; for any process, at any time.
 *
 * @param settleMs how long after its end a month is closed
 */
export async function keepMonths(orm: Orm, now: Date, settleMs = surelyMs): Promise<void> {
  if (!(await isPartitioned(orm, 'mentions'))) return;
  await briefly(orm, async (tx) => {
    await addMonths(tx, now);
    await begin(tx, monthOf(now));
  });
  const settled = monthOf(new Date(now.getTime() - settleMs));
  const next = await nextArticleId(orm);
  const over = (await listMonths(orm)).filter(
    ({ month, until, closedAt }) => !closedAt && until <= next && (month ?? '') < settled,
  );
  for (const month of over) await close(orm, month, now);
  // Nobody else counts what is in a table of partitions as a whole, which plans of joins are made by.
  if (over.length > 0) await long(orm, (tx) => tx.execute(sql`analyze articles, mentions`));
}

/** Makes partitions up to some months ahead, and never fewer than hold as many articles again as two months may have. */
export async function addMonths(tx: Orm, now: Date): Promise<void> {
  const months = await listMonths(tx);
  const next = await nextArticleId(tx);
  const last = monthAfter(monthOf(now), ahead);
  for (;;) {
    const { month: before, until: from } = months.at(-1)!;
    const month = before ? monthAfter(before) : monthOf(now);
    if (month > last && from - next >= 2 * room) break;
    months.push({ month, from, until: from + room, closedAt: null, articles: 0, bytes: 0 });
  }
  for (const month of months.filter(({ month }) => month !== null)) await addMonth(tx, month);
}

async function addMonth(tx: Orm, month: Month): Promise<void> {
  const bounds = sql.raw(`for values from (${month.from}) to (${month.until})`);
  if (!(await isThere(tx, nameOf('articles', month)))) {
    const name = sql.identifier(nameOf('articles', month));
    await tx.execute(
      sql`create table ${name} partition of articles ${bounds} with (toast_tuple_target = 1024)`,
    );
    // For who looks an address up; that it is there once in all partitions is kept elsewhere.
    await tx.execute(sql`create unique index on ${name} (canonical_url)`);
  }
  if ((await isPartitioned(tx, 'mentions')) && !(await isThere(tx, nameOf('mentions', month))))
    await tx.execute(
      sql`create table ${sql.identifier(nameOf('mentions', month))} partition of mentions ${bounds}`,
    );
}

async function isThere(tx: Orm, table: string): Promise<boolean> {
  const [row] = await rows<{ there: boolean }>(
    tx,
    sql`select to_regclass(${`public.${table}`}) is not null as there`,
  );
  return row!.there;
}

/** Lets the next article have the month’s first id, where the month is not begun yet. */
async function begin(tx: Orm, now: string): Promise<void> {
  const month = (await listMonths(tx)).find(({ month }) => month === now);
  // Never back: the same number would be given twice.
  if (month && (await nextArticleId(tx)) < month.from)
    await tx.execute(sql`select setval('articles_id_seq', ${month.from - 1})`);
}

/**
 * Notes on a partition that no more articles are found in it, so that a search for newer ones passes it over: articles
 * are published before they are found. A row that comes late all the same is refused, and tried again with a new id.
 */
async function close(orm: Orm, month: Month, now: Date): Promise<void> {
  const table = nameOf('articles', month);
  const [name, check] = [sql.identifier(table), sql.identifier(`${table}_closed`)];
  const end = sql.raw(`'${(await dayBehind(orm, table, now)).toISOString()}'`);
  await briefly(orm, async (tx) => {
    await tx.execute(sql`alter table ${name} drop constraint if exists ${check}`);
    await tx.execute(
      sql`alter table ${name} add constraint ${check} check (found_at < ${end} and published_at < ${end}) not valid`,
    );
  });
  await long(orm, (tx) => tx.execute(sql`alter table ${name} validate constraint ${check}`));
}

/** The first day, in UTC, that nothing in this partition is of. */
async function dayBehind(orm: Orm, table: string, now: Date): Promise<Date> {
  let last = now.getTime();
  await long(orm, async (tx) => {
    const [row] = await rows<{ last: string | number | null }>(
      tx,
      sql`select extract(epoch from max(found_at)) as last from ${sql.identifier(table)}`,
    );
    if (row!.last !== null) last = Number(row!.last) * 1000;
  });
  return new Date((Math.floor(last / dayMs) + 1) * dayMs);
}
