import { and, desc, eq, gte, isNull, lt, lte, max, or, type SQL, sql } from 'drizzle-orm';
import type { Condition } from '../condition.ts';
import type { Orm } from '../database.ts';
import { articles, sentimentLabels } from '../schema.ts';
import { apart, type Compiled, compile, earliest } from './conditions.ts';
import { onTopicFrom } from './keys.ts';
import { anyKey } from './lexemes.ts';
import { holding } from './rows.ts';
import { firstDays, keysOf, type Times, widened, windowBack } from './windows.ts';

/** What articles a search takes beside its condition. */
export interface Scope {
  /** True takes copies beside their originals; otherwise originals only. */
  copies?: boolean | undefined;
  /** False leaves out articles that are on no topic of the beat. */
  offTopic?: boolean | undefined;
}

/** Where a list goes on: behind this article. */
export interface ArticleCursor {
  publishedAt: Date;
  id: number;
}

/** A condition with its scope, ready for the database. */
export interface Search {
  compiled: Compiled;
  /** Times are not in `compiled`. */
  times: Times;
  scope: SQL | undefined;
}

/** @throws SearchTooLarge */
export function searchOf(condition: Condition, scope: Scope): Search {
  const { rest, times } = apart(condition);
  return { compiled: compile(rest), times, scope: inScope(scope) };
}

export const inScope = ({ copies, offTopic }: Scope): SQL | undefined =>
  and(
    eq(articles.step, 'clustered'),
    copies ? undefined : isNull(articles.copyOf),
    offTopic === false ? gte(articles.relevance, onTopicFrom) : undefined,
  );

/**
 * The newest articles found, newest first: at most `limit`, behind `cursor`. Where the index can tell what is found,
 * it is asked for one stretch of time after the other, which ranks and sorts no more than a page needs; where it can't,
 * articles are looked at one by one from the newest.
 */
export async function newest(
  orm: Orm,
  search: Search,
  limit: number,
  cursor?: ArticleCursor,
): Promise<ArticleCursor[]> {
  const behind = cursor ? beyond(cursor) : undefined;
  if (!search.compiled.query) return walk(orm, search, limit, behind);
  const end = await endOf(orm, search, cursor);
  const page: ArticleCursor[] = [];
  if (!end) return page;
  for (let [days, before] = [firstDays, end]; ; ) {
    const window = windowBack(before, search.times.from, days);
    const missing = limit - page.length;
    const next = await within(orm, search, window, missing, behind);
    page.push(...next);
    if (next.length === missing || !window.from || window.from === search.times.from) return page;
    [days, before] = [widened(days, next.length, missing - next.length), window.from];
  }
}

/** A moment after all that may be found. */
async function endOf(orm: Orm, { times }: Search, cursor: ArticleCursor | undefined): Promise<Date | null> {
  const [row] = await orm.select({ last: max(articles.publishedAt) }).from(articles);
  const after = (time: Date) => new Date(time.getTime() + 1);
  return row?.last ? earliest([after(row.last), times.before, cursor && after(cursor.publishedAt)]) : null;
}

/** The newest articles found where the index can’t tell which: for plan tests as well. */
export function walk(orm: Orm, search: Search, limit: number, behind?: SQL) {
  const { id, publishedAt } = articles;
  return orm
    .select({ id, publishedAt })
    .from(articles)
    .where(and(found(search), behind))
    .orderBy(desc(publishedAt), desc(id))
    .limit(limit);
}

/** The newest articles found of one stretch of time: for plan tests as well. */
export function within(orm: Orm, search: Search, times: Times, limit: number, behind?: SQL) {
  const { id, publishedAt } = articles;
  return (
    orm
      .select({ id, publishedAt })
      .from(articles)
      .where(and(found({ ...search, times }), hidden(behind)))
      // As a row, so that no index has this order: what is found is sorted, not looked for along the index of time.
      .orderBy(sql`row(${publishedAt}, ${id}) desc`)
      .limit(limit)
  );
}

/**
 * Which articles a search finds; with `keys`, only those that have one of them. Where the index is asked, nothing else
 * that PostgreSQL knows an index for is in its sight: with the words or the time before it, it reads at times the whole
 * table for a common word (9 s at a million articles), or every article of a month for a rare one.
 */
export function found({ compiled, times, scope }: Search, keys: SQL | null = null): SQL | undefined {
  const { query } = compiled;
  const recheck = compiled.recheck ? holding(compiled.recheck) : undefined;
  if (!query && !keys) return and(inTimes(times), recheck, scope);
  const queries = [query, keys, keysOf(times) ?? (keys ? null : everyArticle)].flatMap((each) => each ?? []);
  return and(
    sql`${articles.search} @@ (select ${sql.join(queries, sql` && `)})`,
    hidden(inTimes(times)),
    foundIn(times),
    recheck,
    scope,
  );
}

/**
 * What was published after a moment was found after it as well. No index knows that time, but a month's partition says
 * until when its articles were found, and is passed over.
 */
const foundIn = ({ from }: Times) => (from ? gte(articles.foundAt, from) : undefined);

/** Every article has one of these. For what must not be there alone, PostgreSQL would read the whole index. */
const everyArticle = anyKey('label', sentimentLabels);

/** A condition for which PostgreSQL looks for no index. */
const hidden = (condition: SQL | undefined) => condition && sql`(${condition}) is true`;

const inTimes = ({ from, before }: Times): SQL | undefined =>
  and(
    from ? gte(articles.publishedAt, from) : undefined,
    before ? lt(articles.publishedAt, before) : undefined,
  );

const beyond = ({ publishedAt, id }: ArticleCursor) =>
  and(
    lte(articles.publishedAt, publishedAt), // says the same as the rest, and where in the index to begin
    or(
      lt(articles.publishedAt, publishedAt),
      and(eq(articles.publishedAt, publishedAt), lt(articles.id, id)),
    ),
  );
