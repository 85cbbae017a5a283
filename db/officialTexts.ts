import { and, eq, gte, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { articles, entities, eventRoles, events, feeds } from './schema.ts';
import { rowsOf } from './series.ts';

/** What an authority itself published: an original of a feed of the family `regulator`. */
export interface OfficialText {
  id: number;
  title: string;
  url: string | null;
  publisher: string;
  publishedAt: Date;
  storyId: number | null;
  events: { type: string; instrumentId: string | null; who: string[] }[];
}

/** Authorities publish a few texts a day. */
const most = 50_000;

/** Those published in a span of time, earliest first. */
export async function officialTexts(orm: Orm, span: { from: Date; before: Date }): Promise<OfficialText[]> {
  const { id, title, url, publisher, publishedAt, storyId } = articles;
  const rows = await orm
    .select({ id, title, url, publisher, publishedAt, storyId })
    .from(articles)
    .innerJoin(feeds, eq(feeds.id, articles.feedId))
    .where(
      and(
        eq(feeds.family, 'regulator'),
        eq(articles.step, 'clustered'),
        isNull(articles.copyOf),
        gte(publishedAt, span.from),
        lt(publishedAt, span.before),
      ),
    )
    .orderBy(publishedAt, id)
    .limit(most);
  const told = await toldBy(
    orm,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({ ...row, events: told.get(row.id) ?? [] }));
}

async function toldBy(orm: Orm, ids: number[]): Promise<Map<number, OfficialText['events']>> {
  const byArticle = new Map<number, OfficialText['events']>();
  if (ids.length === 0) return byArticle;
  const result = await orm.execute(sql`
    select e.article_id, e.type, e.instrument_id, array_remove(array_agg(r.entity_id), null) as who
    from ${events} e left join ${eventRoles} r on r.article_id = e.article_id and r.event_nth = e.nth
    where e.article_id = any(${`{${ids.join()}}`}::bigint[]) group by e.article_id, e.nth`);
  for (const row of rowsOf(result)) {
    const id = Number(row.article_id);
    const event = {
      type: row.type as string,
      instrumentId: row.instrument_id as string | null,
      who: row.who as string[],
    };
    byArticle.set(id, [...(byArticle.get(id) ?? []), event]);
  }
  return byArticle;
}

/** Those who have a part in nearly all that is told of a rule, so that it says little of which one. */
export async function authorities(orm: Orm): Promise<Set<string>> {
  const rows = await orm
    .select({ id: entities.id })
    .from(entities)
    .where(and(inArray(entities.type, ['agency', 'place']), eq(entities.listed, true)));
  return new Set(rows.map(({ id }) => id));
}
