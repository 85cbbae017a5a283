import { and, eq, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { articles, stories } from './schema.ts';

/**
 * Puts an article into the story of its fingerprint, makes the story's earliest article the original and every
 * other one its copy, and moves the article from `tagged` to `clustered`. The outcome is the same in whatever order
 * the copies arrive.
 *
 * @returns the story, or null when the article was not at `tagged` (another worker was faster)
 */
export async function joinStory(orm: Orm, articleId: number, fingerprint: string, now: Date) {
  return orm.transaction(async (tx) => {
    // The update that changes nothing locks the row: two copies of one text take turns here.
    const [story] = await tx
      .insert(stories)
      .values({ fingerprint, createdAt: now })
      .onConflictDoUpdate({ target: stories.fingerprint, set: { fingerprint } })
      .returning({ id: stories.id });
    if (!story) throw new Error('A story was neither found nor made');
    const moved = await tx
      .update(articles)
      .set({ step: 'clustered', stepAt: now, storyId: story.id, failure: null })
      .where(and(eq(articles.id, articleId), eq(articles.step, 'tagged')))
      .returning({ id: articles.id });
    if (moved.length === 0) return null;
    const original = sql`(select id from articles where story_id = ${story.id} order by published_at, id limit 1)`;
    await tx
      .update(articles)
      .set({ copyOf: sql`nullif(${original}, ${articles.id})` })
      .where(eq(articles.storyId, story.id));
    return { storyId: story.id };
  });
}
