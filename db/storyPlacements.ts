import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { batches } from './batches.ts';
import type { Orm } from './database.ts';
import { readSignatures, shareSignatures } from './readSignatures.ts';
import { articles, rulingPairs, stories, storyLinks, unmatched } from './schema.ts';
import { storableJson } from './storable.ts';

/** Where an article belongs. */
export interface Placement {
  articleId: number;
  storyId: number;
  /** Of the story that would begin with this article: links to it lead to wherever the article is. */
  ownStoryId: number;
  /** The earliest article of nearly the same text. */
  copyOf: number | null;
  /** 0…1; null where it is no copy. */
  copyShare: number | null;
  /** Null for the first of a story. */
  link: { toId: number; score: number; reasons: unknown } | null;
}

/** Any number, the same in every process: only one of them groups at a time. */
const groupingLock = 4_201_023;

/** Runs `act` in a transaction of its own, while no other process groups. */
export async function grouping<Result>(orm: Orm, act: (tx: Orm) => Promise<Result>): Promise<Result> {
  try {
    return await orm.transaction(async (tx) => {
      // The nearest under a key stand in its index in order. A bitmap would read all of a common key, and the planner,
      // who knows only how many articles a key has on average, prefers it.
      await tx.execute(
        sql`select pg_advisory_xact_lock(${groupingLock}), set_config('enable_bitmapscan', 'off', true)`,
      );
      shareSignatures(orm, tx);
      return act(tx);
    });
  } catch (error) {
    readSignatures(orm).forget();
    throw error;
  }
}

/** No alert asks for news that was older when it was found. */
const newsMs = 366 * 24 * 3_600_000;

/**
 * Moves articles from `tagged` to `clustered`, and leaves them to alerts.
 *
 * @returns those that were at `tagged`
 */
export async function markClustered(tx: Orm, ids: readonly number[], now: Date): Promise<Set<number>> {
  const moved = await tx
    .update(articles)
    .set({ step: 'clustered', stepAt: now, failure: null })
    .where(and(inArray(articles.id, [...ids]), eq(articles.step, 'tagged')))
    .returning({ id: articles.id, publishedAt: articles.publishedAt, foundAt: articles.foundAt });
  const news = moved.filter(({ publishedAt, foundAt }) => foundAt.getTime() - publishedAt.getTime() < newsMs);
  if (news.length > 0)
    await tx
      .insert(unmatched)
      .values(news.map(({ id }) => ({ articleId: id, since: now })))
      .onConflictDoNothing();
  return new Set(moved.map(({ id }) => id));
}

/** Columns of articles, left-joined with their links, that {@link placementIn} reads. */
export const placedColumns = {
  id: articles.id,
  storyId: articles.storyId,
  copyOf: articles.copyOf,
  copyShare: articles.copyShare,
  toId: storyLinks.toId,
  score: storyLinks.score,
  reasons: storyLinks.reasons,
};
type PlacedRow = Pick<typeof articles.$inferSelect, 'storyId' | 'copyOf' | 'copyShare'> & {
  toId: number | null;
  score: number | null;
  reasons: unknown;
};

/** Where an article is; null when it was never placed. */
export function placementIn({ storyId, copyOf, copyShare, toId, score, reasons }: PlacedRow) {
  if (storyId === null) return null;
  return { storyId, copyOf, copyShare, link: toId === null ? null : { toId, score: score ?? 0, reasons } };
}

/**
 * Puts articles where they belong and keeps their stories' rows right: those that lost their last article lead to
 * where its first one went. The caller holds the lock.
 */
export async function savePlacements(tx: Orm, placements: readonly Placement[]): Promise<void> {
  if (placements.length === 0) return;
  const before = await storiesBefore(tx, placements);
  await makeStories(tx, new Set(placements.map(({ storyId }) => storyId)));
  for (const batch of batches(placements)) await moveArticles(tx, batch);
  await saveLinks(tx, placements);
  const after = new Map(placements.map(({ articleId, storyId }) => [articleId, storyId]));
  await countStories(tx, [...new Set([...after.values(), ...before.map(({ storyId }) => storyId)])]);
  await leadOn(tx, before, after);
  await followFirsts(tx, placements);
}

interface Before {
  articleId: number;
  storyId: number;
}

/** In the order of the articles' time and address. */
async function storiesBefore(tx: Orm, placements: readonly Placement[]): Promise<Before[]> {
  const ids = placements.map(({ articleId }) => articleId);
  const rows = await tx
    .select({ articleId: articles.id, storyId: articles.storyId })
    .from(articles)
    .where(inArray(articles.id, ids))
    .orderBy(...inOrder);
  return rows.filter((row): row is Before => row.storyId !== null);
}

/** The order in which grouping takes articles, whatever order they arrived in. */
export const inOrder = [articles.publishedAt, sql`${articles.canonicalUrl} collate "C"`];

async function makeStories(tx: Orm, ids: ReadonlySet<number>): Promise<void> {
  const empty = { firstAt: new Date(0), lastAt: new Date(0), articles: 0, publishers: 0 };
  for (const batch of batches([...ids]))
    await tx
      .insert(stories)
      .values(batch.map((id) => ({ id, ...empty })))
      .onConflictDoUpdate({ target: stories.id, set: { movedTo: null } });
}

const moveArticles = (tx: Orm, placements: readonly Placement[]) => {
  const rows = placements.map(({ articleId, storyId, copyOf, copyShare }) => ({
    ...{ id: articleId, story_id: storyId, copy_of: copyOf, copy_share: copyShare },
  }));
  return tx.execute(sql`
    update ${articles} set story_id = p.story_id, copy_of = p.copy_of, copy_share = p.copy_share
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as p(id bigint, story_id bigint, copy_of bigint, copy_share real)
    where ${articles.id} = p.id and (${articles.storyId}, ${articles.copyOf}, ${articles.copyShare})
      is distinct from (p.story_id, p.copy_of, p.copy_share)`);
};

async function saveLinks(tx: Orm, placements: readonly Placement[]): Promise<void> {
  const ids = placements.map(({ articleId }) => articleId);
  await tx.delete(storyLinks).where(inArray(storyLinks.articleId, ids));
  const rows = placements.flatMap(({ articleId, link }) =>
    link ? [{ articleId, ...link, reasons: storableJson(link.reasons) }] : [],
  );
  for (const batch of batches(rows)) await tx.insert(storyLinks).values(batch);
}

async function countStories(tx: Orm, ids: readonly number[]): Promise<void> {
  await tx.execute(sql`
    update ${stories} set first_at = c.first_at, last_at = c.last_at, articles = c.articles, publishers = c.publishers
    from (
      select story_id, min(published_at) as first_at, max(published_at) as last_at, count(*) as articles,
        count(distinct publisher) filter (where copy_of is null) as publishers
      from ${articles} where ${inArray(articles.storyId, [...ids])} group by story_id
    ) c where ${stories.id} = c.story_id`);
}

/** Stories that lost their last article lead to where the earliest of those that left it went. */
async function leadOn(tx: Orm, before: Before[], after: ReadonlyMap<number, number>): Promise<void> {
  const left = new Map<number, number>();
  for (const { articleId, storyId } of before)
    if (after.get(articleId) !== storyId && !left.has(storyId)) left.set(storyId, after.get(articleId)!);
  if (left.size === 0) return;
  const rows = [...left].map(([id, target]) => ({ id, target }));
  await tx.execute(sql`
    with emptied as (
      select e.id, e.target from json_to_recordset(${JSON.stringify(rows)}::json) as e(id bigint, target bigint)
      where not exists (select 1 from ${articles} where ${articles.storyId} = e.id)
    )
    update ${stories} set moved_to = e.target,
      articles = case when ${stories.id} = e.id then 0 else ${stories.articles} end,
      publishers = case when ${stories.id} = e.id then 0 else ${stories.publishers} end
    from emptied e where ${stories.id} = e.id or ${stories.movedTo} = e.id`);
}

/** A story that is no more leads to where its first article is, wherever that moves later. */
async function followFirsts(tx: Orm, placements: readonly Placement[]): Promise<void> {
  const rows = placements
    .filter(({ ownStoryId, storyId }) => ownStoryId !== storyId)
    .map(({ ownStoryId, storyId }) => ({ id: ownStoryId, target: storyId }));
  if (rows.length === 0) return;
  await tx.execute(sql`
    update ${stories} set moved_to = p.target
    from json_to_recordset(${JSON.stringify(rows)}::json) as p(id bigint, target bigint)
    where ${stories.id} = p.id and ${stories.movedTo} is not null and ${stories.movedTo} <> p.target`);
}

/** What people ruled of two articles, oldest first. Async, since a query that is kept is asked anew each time it is awaited. */
export const pairs = async (tx: Orm) =>
  tx
    .select({ articleId: rulingPairs.articleId, otherId: rulingPairs.otherId, kind: rulingPairs.kind })
    .from(rulingPairs)
    .orderBy(rulingPairs.rulingId);

/** Whether an article is in a story, or in the one that it became part of. */
export const inStory = (id: number): SQL =>
  sql`${articles.storyId} = coalesce((select moved_to from stories where id = ${id}), ${id})`;

/** @returns the story that an id leads to: itself, the one that it became part of, or null when there is none */
export async function liveStory(orm: Orm, id: number): Promise<number | null> {
  const [row] = await orm.select({ movedTo: stories.movedTo }).from(stories).where(eq(stories.id, id));
  return row ? (row.movedTo ?? id) : null;
}

/** The story and the original of each article that is in one. */
export async function placesOf(orm: Orm, ids: readonly number[]) {
  const { id, storyId, copyOf } = articles;
  const rows = await orm
    .select({ id, storyId, copyOf })
    .from(articles)
    .where(inArray(id, [...ids]));
  return new Map(
    rows.flatMap((row) => (row.storyId === null ? [] : [[row.id, { ...row, storyId: row.storyId }]])),
  );
}

/** The stories that articles are in, by rising id. */
export async function storiesOf(orm: Orm, articleIds: readonly number[]): Promise<number[]> {
  const rows = await orm
    .selectDistinct({ id: articles.storyId })
    .from(articles)
    .where(inArray(articles.id, [...articleIds]))
    .orderBy(articles.storyId);
  return rows.flatMap(({ id }) => (id === null ? [] : [id]));
}
