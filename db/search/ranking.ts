import { inArray, type SQL, sql } from 'drizzle-orm';
import type { Condition } from '../condition.ts';
import type { Orm } from '../database.ts';
import { articleEntities, articles } from '../schema.ts';
import { familyOf } from '../search.ts';
import { apart, compile } from './conditions.ts';
import { wordsQuery } from './lexemes.ts';
import { type ArticleCursor, newest, type Search } from './pages.ts';

/**
 * Of the articles found, the newest so many are ranked, and the newest of those that have the words in their title:
 * ranking all takes seconds for a common word, since the words of each must be read.
 */
export const ranked = 400;
export const rankedByTitle = 200;
/** An article twice as fitting counts as much as one so many days newer. */
export const halfLifeDays = 180;

/** Where the next page of a ranking starts: which articles were ranked, and how many of them were shown. */
export interface RankedCursor {
  /** The newest article found when the first page was made: later ones don't move the pages. */
  newest: ArticleCursor;
  shown: number;
}

export interface Ranked {
  /** Best first. @see ranking for what scores mean */
  articles: { id: number; score: number }[];
  /** null on the last page */
  next: RankedCursor | null;
  /** True where articles were found that are older than all that were ranked. */
  partly: boolean;
}

/**
 * The best of the newest {@link ranked} articles found and the newest {@link rankedByTitle} by their titles. The score, 0…1, is the share of the best one's: how often, how
 * close together and in which part the words stand (title 1, first paragraph 0.5, rest 0.15), by a text's length; for
 * an article twice {@link halfLifeDays} older, a quarter of it. Where only fields are asked for, an entity's salience
 * stands for words.
 */
export async function best(
  orm: Orm,
  search: Search,
  condition: Condition,
  limit: number,
  cursor?: RankedCursor,
): Promise<Ranked> {
  const behind = cursor && { ...cursor.newest, id: cursor.newest.id + 1 };
  const titled = titledOf(condition);
  const [candidates, byTitle] = await Promise.all([
    newest(orm, search, ranked + 1, behind),
    titled ? newest(orm, { ...search, compiled: compile(apart(titled).rest) }, rankedByTitle, behind) : [],
  ]);
  const [first] = candidates;
  if (!first) return { articles: [], next: null, partly: false };
  const ids = [...new Set([...candidates.slice(0, ranked), ...byTitle].map(({ id }) => id))];
  const order = await scores(orm, ids, condition);
  const from = cursor?.shown ?? 0;
  const page = order.slice(from, from + limit);
  const isLast = from + limit >= order.length;
  return {
    articles: page,
    next: isLast ? null : { newest: cursor?.newest ?? first, shown: from + limit },
    partly: candidates.length > ranked,
  };
}

/** The same condition with its words in the title; null where it has none for any part. */
function titledOf(condition: Condition): Condition | null {
  if (condition.is === 'text') return condition.part === 'anywhere' ? { ...condition, part: 'title' } : null;
  if (condition.is !== 'and' && condition.is !== 'or') return null;
  const sides = condition.of.map(titledOf);
  if (sides.every((side) => side === null)) return null;
  return { is: condition.is, of: condition.of.map((side, at) => sides[at] ?? side) };
}

async function scores(
  orm: Orm,
  ids: number[],
  condition: Condition,
): Promise<{ id: number; score: number }[]> {
  const fit = fitOf(condition);
  const age = sql`extract(epoch from (max(${articles.publishedAt}) over () - ${articles.publishedAt}))::float8 / 86400`;
  const rows = await orm
    .select({
      id: articles.id,
      score: sql<number>`${fit} * power(0.5, least(${age} / ${sql.raw(String(halfLifeDays))}, 60))`.as(
        'score',
      ),
    })
    .from(articles)
    .where(inArray(articles.id, ids))
    .orderBy(sql`score desc`, sql`${articles.publishedAt} desc`, sql`${articles.id} desc`);
  const most = Number(rows[0]?.score) || 1;
  return rows.map(({ id, score }) => ({ id, score: Math.round((Number(score) / most) * 1000) / 1000 }));
}

/** How well an article fits, more than 0. */
function fitOf(condition: Condition): SQL {
  const words = wordsIn(condition);
  // D, C, B, A; 1: a long text has more of everything.
  if (words.length > 0)
    return sql`(ts_rank_cd('{0.15, 0.15, 0.5, 1}', ${articles.search}, (select ${sql.join(words, sql` || `)}), 1)::float8 + 0.001)`;
  const named = entitiesIn(condition);
  if (named.length === 0) return sql`1::float8`;
  const families = sql.join(
    named.map((id) => sql`ae.entity_id in ${familyOf(id)}`),
    sql` or `,
  );
  return sql`(coalesce((select max(ae.salience) from ${articleEntities} ae
    where ae.article_id = ${articles.id} and (${families})), 0)::float8 + 0.05)`;
}

/** The words that a condition asks for, each as a tsquery; what must not be there is none of them. */
function wordsIn(condition: Condition): SQL[] {
  if (condition.is === 'and' || condition.is === 'or') {
    const parts = condition.of.map(wordsIn);
    const all = parts.flat();
    const join = condition.is === 'and' ? sql` && ` : sql` || `;
    return all.length > 1 ? [sql`(${sql.join(all, join)})`] : all;
  }
  if (condition.is !== 'text' && condition.is !== 'atleast') return [];
  return [wordsQuery(condition.words, condition.part)];
}

function entitiesIn(condition: Condition): string[] {
  if (condition.is === 'and' || condition.is === 'or') return condition.of.flatMap(entitiesIn);
  return condition.is === 'entity' ? [condition.id] : [];
}
