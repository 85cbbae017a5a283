import { type Column, notInArray, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { articles, publisherRights } from './schema.ts';

export type PublisherRights = Omit<typeof publisherRights.$inferSelect, 'keepTextDays'> & {
  keepTextDays?: number | null | undefined;
};
export type TextRight = PublisherRights['fullText'];

/** Makes the table say what feeds.yaml says. */
export async function syncRights(orm: Orm, rights: PublisherRights[]): Promise<void> {
  await orm.transaction(async (tx) => {
    const named = rights.map(({ publisher }) => publisher);
    await tx
      .delete(publisherRights)
      .where(named.length > 0 ? notInArray(publisherRights.publisher, named) : undefined);
    for (const { publisher, fullText, keepTextDays = null } of rights)
      await tx
        .insert(publisherRights)
        .values({ publisher, fullText, keepTextDays })
        .onConflictDoUpdate({ target: publisherRights.publisher, set: { fullText, keepTextDays } });
  });
}

/** Publishers whose texts may not all be shown, or not for ever, by name. */
export const listRights = (orm: Orm): Promise<(typeof publisherRights.$inferSelect)[]> =>
  orm.select().from(publisherRights).orderBy(publisherRights.publisher);

/** How much of a publisher's texts may be shown. */
export async function textRights(orm: Orm): Promise<(publisher: string) => TextRight> {
  const { publisher, fullText } = publisherRights;
  const rows = await orm.select({ publisher, fullText }).from(publisherRights);
  const byName = new Map(rows.map((row) => [row.publisher, row.fullText]));
  return (name) => byName.get(name) ?? 'full';
}

/** Whether whole sentences of the articles that a query joins may be shown: not where no text of theirs may be. */
export const mayQuote = sql`not exists (select from ${publisherRights}
  where ${publisherRights.publisher} = ${articles.publisher} and ${publisherRights.fullText} = 'none')`;

/** A sentence, or nothing where it may not be shown. */
export const shownSentence = (column: Column) =>
  sql<string>`case when ${mayQuote} then ${column} else '' end`;

const atOnce = 1000;

/**
 * Gives up texts, and their earlier versions, that were kept for as long as their publishers' may be. Tags, their
 * sentences and the index stay: the article is still found and counted, and its page leads to the publisher's.
 *
 * @returns how many were given up
 */
export async function dropTexts(orm: Orm, now: Date): Promise<number> {
  const { rows } = (await orm.execute(sql`
    with due as (
      select a.id, r.keep_text_days as days from ${articles} a
      join ${publisherRights} r on r.publisher = a.publisher
      where r.keep_text_days is not null and a.text_dropped_at is null and a.step = 'clustered'
        and a.published_at < ${now.toISOString()}::timestamptz - make_interval(days => r.keep_text_days)
      limit ${atOnce}),
    versions as (
      update article_revisions v set text = '' from due where v.article_id = due.id returning 1)
    update ${articles} a set text = '', feed_html = null, summary = null, text_dropped_at = ${now.toISOString()},
      text_reason = 'the publisher’s texts are kept for ' || due.days || ' days'
    from due where a.id = due.id returning a.id`)) as unknown as { rows: unknown[] };
  return rows.length === atOnce ? rows.length + (await dropTexts(orm, now)) : rows.length;
}
