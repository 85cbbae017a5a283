import { and, asc, count, desc, eq, isNotNull, isNull, lt, max, ne, type SQL } from 'drizzle-orm';
import type { Orm } from './database.ts';
import type { Entity } from './entities.ts';
import type { FoundArticle } from './found.ts';
import { shownSentence } from './rights.ts';
import { articles, entities, events } from './schema.ts';

type PressStatus = NonNullable<typeof events.$inferSelect.pressStatus>;

/** What articles say of a rule's standing. */
export interface PressReport {
  status: PressStatus;
  /** Events that say so, denied ones and those of copies left out. */
  events: number;
  latestAt: Date;
}

/** The newest article that tells a rule's standing. */
export interface LatestReport {
  status: PressStatus;
  certainty: typeof events.$inferSelect.certainty;
  sentence: string;
  article: FoundArticle;
}

/** A rule of the entity list: by law (its `status`) and by the press, which may differ. */
export type Instrument = Pick<Entity, 'id' | 'name' | 'nameZh' | 'parentId' | 'status'> & {
  /** By falling number of events. */
  press: PressReport[];
  latest: LatestReport | null;
};

/**
 * All rules, or one, those that the press told of last first.
 *
 * @param before what the press says is read in articles published before this moment; in all when absent
 */
export async function listInstruments(orm: Orm, id?: string, before?: Date): Promise<Instrument[]> {
  const { name, nameZh, parentId, status } = entities;
  const rules = await orm
    .select({ id: entities.id, name, nameZh, parentId, status })
    .from(entities)
    .where(and(eq(entities.type, 'rule'), eq(entities.listed, true), id ? eq(entities.id, id) : undefined))
    .orderBy(asc(entities.id));
  const [reports, latest] = await Promise.all([
    pressReports(orm, told(id, before)),
    latestReports(orm, told(id, before)),
  ]);
  return rules
    .map((rule) => ({
      ...rule,
      press: reports.filter((report) => report.id === rule.id).map(({ id: _, ...report }) => report),
      latest: latest.get(rule.id) ?? null,
    }))
    .sort((a, b) => timeOf(b) - timeOf(a));
}

const timeOf = ({ latest }: Instrument) => latest?.article.publishedAt.getTime() ?? Number.NEGATIVE_INFINITY;

const told = (id: string | undefined, before: Date | undefined) =>
  and(
    isNotNull(events.pressStatus),
    id ? eq(events.instrumentId, id) : isNotNull(events.instrumentId),
    ne(events.certainty, 'denied'),
    eq(articles.step, 'clustered'),
    isNull(articles.copyOf),
    before ? lt(articles.publishedAt, before) : undefined,
  );

async function pressReports(orm: Orm, told: SQL | undefined): Promise<(PressReport & { id: string })[]> {
  const rows = await orm
    .select({
      id: events.instrumentId,
      status: events.pressStatus,
      events: count(),
      latestAt: max(articles.publishedAt),
    })
    .from(events)
    .innerJoin(articles, eq(articles.id, events.articleId))
    .where(told)
    .groupBy(events.instrumentId, events.pressStatus)
    .orderBy(desc(count()), asc(events.pressStatus));
  return rows.map((row) => ({ ...row, id: row.id!, status: row.status!, latestAt: row.latestAt! }));
}

async function latestReports(orm: Orm, told: SQL | undefined): Promise<Map<string, LatestReport>> {
  const { title, url, publisher, language, publishedAt } = articles;
  const rows = await orm
    .selectDistinctOn([events.instrumentId], {
      id: events.instrumentId,
      status: events.pressStatus,
      certainty: events.certainty,
      sentence: shownSentence(events.sentence),
      article: { id: articles.id, title, url, publisher, language, publishedAt },
    })
    .from(events)
    .innerJoin(articles, eq(articles.id, events.articleId))
    .where(told)
    .orderBy(events.instrumentId, desc(articles.publishedAt), desc(articles.id), asc(events.nth));
  return new Map(rows.map(({ id: rule, status, ...report }) => [rule!, { ...report, status: status! }]));
}
