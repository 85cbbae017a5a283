import { and, eq, inArray, min, type SQL, sql } from 'drizzle-orm';
import type { Condition } from './condition.ts';
import type { Orm } from './database.ts';
import { packedRows } from './packedRows.ts';
import { articleRevisions, articles, feeds, firstTags } from './schema.ts';
import { compile } from './search/conditions.ts';
import { found, searchOf } from './search/pages.ts';
import { holding } from './search/rows.ts';

/** A finished article as the archive learned of it. */
export interface PastArticle {
  id: number;
  storyId: number | null;
  copyOf: number | null;
  publishedAt: Date;
  foundAt: Date;
  /** When the archive learned of it, see {@link learned}. */
  learnedAt: Date;
  /** Whether that was not when it was found. */
  assumed: boolean;
  publisher: string;
  family: string;
  sentiment: number | null;
  relevance: number | null;
  stance: string | null;
  /** Whether it was tagged anew since, and these are its first tags. */
  retagged: boolean;
}

/** From and before which the archive learned of articles. */
export interface Learned {
  from: Date;
  before: Date;
}

/** What is found later was brought in from elsewhere, or shown by a feed that is new: it is taken as found at once. */
const lateMs = 72 * 3_600_000;
const assumed = sql`articles.found_at - articles.published_at > ${`${lateMs} ms`}::interval`;
/** When the archive learned of an article, or would have, had it gathered then what it gathers now. */
export const learned = sql`case when ${assumed} then articles.published_at else articles.found_at end`;

/**
 * Articles that fulfil a condition, copies too, in the order in which the archive learned of them; with the tags and
 * words that each had first.
 */
export async function pastFound(orm: Orm, condition: Condition, span: Learned): Promise<PastArticle[]> {
  const today = await packedRows(orm, foundToday(condition, span));
  const first = await packedRows(orm, foundFirst(condition, span));
  return [...today, ...first].map(articleOf).sort(inOrderLearned);
}

/** Of those whose tags are the first ones: as any search finds them. */
function foundToday(condition: Condition, span: Learned): SQL {
  const { times, ...search } = searchOf(condition, { copies: true });
  const published = {
    from: later(times.from, new Date(span.from.getTime() - lateMs)),
    before: earlier(times.before, span.before),
  };
  const retagged = sql`exists (select 1 from ${firstTags} where article_id = articles.id)`;
  return sql`select ${columns}, false as retagged from articles join ${feeds} feeds on feeds.id = articles.feed_id
    where ${found({ ...search, times: published })} and (${learnedIn(span)} and not ${retagged}) is true`;
}

/**
 * Of those that were tagged anew since. The condition is put to a table of their first tags and words that has the name
 * of the one of today’s, so that both are judged by the same words.
 */
function foundFirst(condition: Condition, span: Learned): SQL {
  const first = sql`
    select articles.id, feed_id, publisher, published_at, found_at, story_id, copy_of, step, first.sentiment_score,
      first.relevance, first.stance, coalesce(first.words, ts_filter(coalesce(articles.search, ''), '{a,b,c,d}'))
        || array_to_tsvector(first.keys) as search
    from ${firstTags} first join ${articles} on articles.id = first.article_id
    where articles.step = 'clustered' and ${learnedIn(span)}
      and articles.published_at >= ${iso(new Date(span.from.getTime() - lateMs))} and articles.published_at < ${iso(span.before)}`;
  const towards = sql`select first.article_id, t.id as entity_id, t.score from ${firstTags} first,
    jsonb_to_recordset(first.towards) as t(id text, score real)`;
  return sql`with articles as (${first}), article_entities as (${towards})
    select ${columns}, true as retagged from articles join ${feeds} feeds on feeds.id = articles.feed_id
    where ${holding(compile(condition).rows)}`;
}

/**
 * What the archive learned of stories, oldest first.
 *
 * @param stories each from when on
 * @param known ids of articles that are left out
 */
export async function pastMembers(
  orm: Orm,
  stories: readonly { id: number; from: Date }[],
  before: Date,
  known: readonly number[],
): Promise<PastArticle[]> {
  if (stories.length === 0) return [];
  const asked = sql`json_to_recordset(${JSON.stringify(stories)}::json) as asked(id bigint, "from" timestamptz)`;
  const rows = await packedRows(
    orm,
    sql`select ${columns}, exists (select 1 from ${firstTags} where article_id = articles.id) as retagged
      from ${asked} join ${articles} on articles.story_id = asked.id join ${feeds} feeds on feeds.id = articles.feed_id
      where articles.step = 'clustered' and ${learned} >= asked."from" and ${learned} < ${iso(before)}
        and articles.id <> all(${`{${known.join()}}`}::bigint[])`,
  );
  return rows.map(articleOf).sort(inOrderLearned);
}

/** Milliseconds since 1970: times as text take longest to read. */
const ms = (time: string) => sql.raw(`(extract(epoch from ${time}) * 1000)::float8 as ${time}`);
const columns = sql`articles.id, articles.story_id, articles.copy_of, ${ms('published_at')}, ${ms('found_at')},
  ${assumed} as assumed, articles.publisher, feeds.family, articles.sentiment_score, articles.relevance, articles.stance`;

function articleOf(row: Record<string, unknown>): PastArticle {
  const [publishedAt, foundAt] = [new Date(Number(row.published_at)), new Date(Number(row.found_at))];
  return {
    ...{ id: Number(row.id), storyId: numberOf(row.story_id), copyOf: numberOf(row.copy_of) },
    ...{ publishedAt, foundAt, learnedAt: row.assumed ? publishedAt : foundAt },
    ...{ assumed: Boolean(row.assumed), publisher: String(row.publisher), family: String(row.family) },
    ...{ sentiment: numberOf(row.sentiment_score), relevance: numberOf(row.relevance) },
    ...{ stance: row.stance as string | null, retagged: Boolean(row.retagged) },
  };
}

const numberOf = (value: unknown) => (value === null ? null : Number(value));
const iso = (time: Date) => sql`${time.toISOString()}::timestamptz`;
const learnedIn = ({ from, before }: Learned) =>
  sql`(${learned} >= ${iso(from)} and ${learned} < ${iso(before)})`;
export const inOrderLearned = (a: PastArticle, b: PastArticle) =>
  a.learnedAt.getTime() - b.learnedAt.getTime() || a.id - b.id;
const later = (a: Date | null, b: Date) => (a && a > b ? a : b);
const earlier = (a: Date | null, b: Date) => (a && a < b ? a : b);

/** An article as it is shown, with the title that it had first. */
export interface PastTitle {
  id: number;
  title: string;
  url: string | null;
  publisher: string;
  language: string;
  publishedAt: Date;
}

export async function pastTitles(orm: Orm, ids: readonly number[]): Promise<Map<number, PastTitle>> {
  if (ids.length === 0) return new Map();
  const { id, title, url, publisher, language, publishedAt } = articles;
  const first = and(eq(articleRevisions.articleId, id), eq(articleRevisions.nth, 0));
  const rows = await orm
    .select({
      id,
      title: sql<string>`coalesce(${articleRevisions.title}, ${title})`,
      url,
      publisher,
      language,
      publishedAt,
    })
    .from(articles)
    .leftJoin(articleRevisions, first)
    .where(inArray(id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** When the oldest article was published; null in an empty archive. */
export async function firstPublished(orm: Orm): Promise<Date | null> {
  const [row] = await orm.select({ at: min(articles.publishedAt) }).from(articles);
  return row?.at ?? null;
}
