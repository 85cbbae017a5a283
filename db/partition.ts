import { sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { addMonths, keepMonths, listMonths } from './partitionMonths.ts';
import {
  addKey,
  becomeFirst,
  briefly,
  firstOf,
  isPartitioned,
  keysFrom,
  keysTo,
  long,
  nextArticleId,
  room,
  validateKeys,
} from './partitionSchema.ts';

/** What turning the archive into partitions is at. */
export type PartitionStep = 'addresses' | 'bounds' | 'articles' | 'keys' | 'mentions' | 'months';

/**
 * Turns `articles` and `mentions` into tables of monthly partitions, beside everything that goes on. What is there
 * already becomes the first partition as it is: no row is copied. Only two moments lock the tables, for tenths of a
 * second however many rows there are; what takes long goes before and between them, and holds up nobody.
 *
 * Safe to break off at any moment, and to run again: it goes on where it was. {@link keepMonths} keeps up what it makes.
 *
 * @param onStep told of each step before it begins
 */
export async function partition(orm: Orm, now: Date, onStep: (step: PartitionStep) => void): Promise<void> {
  if (!(await isPartitioned(orm, 'articles'))) {
    onStep('addresses');
    await keepAddresses(orm);
    onStep('bounds');
    const end = await bound(orm);
    onStep('articles');
    await splitOnce(orm, 'articles', (tx) => splitArticles(tx, end, now));
  }
  if (!(await isPartitioned(orm, 'mentions'))) {
    onStep('keys');
    await validateKeys(orm);
    onStep('mentions');
    await splitOnce(orm, 'mentions', (tx) => splitMentions(tx, now));
  }
  onStep('months');
  await keepMonths(orm, now, 0);
}

const splitOnce = (orm: Orm, table: 'articles' | 'mentions', split: (tx: Orm) => Promise<void>) =>
  briefly(orm, async (tx) => {
    await tx.execute(sql`lock table articles, mentions`);
    if (!(await isPartitioned(tx, table))) await split(tx);
  });

/**
 * An address belongs to one article of all partitions, which no index over all of them can say: its key would have to
 * hold the id as well. So each article’s address stands in a table of its own, as 32 bytes. The row of a known one is
 * passed over silently, which is what `ON CONFLICT DO NOTHING` does with a unique index.
 */
async function keepAddresses(orm: Orm): Promise<void> {
  await briefly(orm, async (tx) => {
    // What an earlier try or a restored archive has left knows nothing of what came since.
    await tx.execute(sql`drop table if exists article_addresses`);
    await tx.execute(sql`create table article_addresses (address bytea primary key)`);
    await tx.execute(sql`create or replace function keep_article_address() returns trigger language plpgsql as $$
      declare gone bytea; come bytea;
      begin
        if tg_op <> 'INSERT' then gone := sha256(convert_to(old.canonical_url, 'UTF8')); end if;
        if tg_op <> 'DELETE' then come := sha256(convert_to(new.canonical_url, 'UTF8')); end if;
        if tg_op = 'DELETE' then
          delete from public.article_addresses where address = gone;
          return old;
        elsif tg_op = 'UPDATE' then
          update public.article_addresses set address = come where address = gone and come <> gone;
          return new;
        end if;
        insert into public.article_addresses values (come) on conflict do nothing;
        return case when found then new end;
      end $$`);
    await addTriggers(tx);
  });
  await long(orm, (tx) =>
    tx.execute(sql`insert into article_addresses
      select sha256(convert_to(canonical_url, 'UTF8')) from articles on conflict do nothing`),
  );
}

const triggers = {
  new_article_address: 'before insert or update of canonical_url',
  old_article_address: 'after delete',
};

async function addTriggers(tx: Orm): Promise<void> {
  for (const [name, when] of Object.entries(triggers))
    await tx.execute(sql`create or replace trigger ${sql.identifier(name)} ${sql.raw(when)} on articles
      for each row execute function keep_article_address()`);
}

/** Makes sure, beside all else, that every id is below where the months begin. @returns that id */
async function bound(orm: Orm): Promise<number> {
  const end = Math.ceil((await nextArticleId(orm)) / room + 1) * room;
  for (const [table, id] of Object.entries({ articles: 'id', mentions: 'article_id' })) {
    const [name, check] = [sql.identifier(table), sql.identifier(`${table}_bound`)];
    const isBelow = sql`${sql.identifier(id)} < ${sql.raw(`${end}`)}`;
    await briefly(orm, async (tx) => {
      await tx.execute(sql`alter table ${name} drop constraint if exists ${check}`);
      await tx.execute(sql`alter table ${name} add constraint ${check} check (${isBelow}) not valid`);
    });
    await long(orm, (tx) => tx.execute(sql`alter table ${name} validate constraint ${check}`));
  }
  return end;
}

async function splitArticles(tx: Orm, end: number, now: Date): Promise<void> {
  const keys = await keysTo(tx, 'articles');
  for (const { table, name } of keys)
    await tx.execute(sql`alter table ${sql.identifier(table)} drop constraint ${sql.identifier(name)}`);
  for (const name of Object.keys(triggers))
    await tx.execute(sql`drop trigger ${sql.identifier(name)} on articles`);
  await becomeFirst(tx, 'articles', 'id', end);
  await tx.execute(sql`alter sequence articles_id_seq owned by articles.id`);
  await addTriggers(tx);
  // Not checked yet, for that reads all rows. The first partition gets its key before its table does, see below.
  for (const { table, name, definition } of keys)
    await addKey(tx, table === 'articles' ? firstOf(table) : table, name, `${definition} not valid`);
  await addMonths(tx, now);
}

async function splitMentions(tx: Orm, now: Date): Promise<void> {
  // Every row is checked by now: a table takes over its first partition’s key as it is, and reads nothing.
  for (const { name, definition } of await keysFrom(tx, firstOf('articles')))
    await addKey(tx, 'articles', name, definition);
  const [first] = await listMonths(tx);
  await becomeFirst(tx, 'mentions', 'article_id', first!.until);
  await addMonths(tx, now);
}
