import { createHash } from 'node:crypto';
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
    const id = Number.parseInt(createHash('sha256').update(fingerprint).digest('hex').slice(0, 12), 16);
    const [story] = await tx
      .insert(stories)
      .values({ id, firstAt: now, lastAt: now, articles: 1, publishers: 1 })
      .onConflictDoUpdate({ target: stories.id, set: { id } })
      .returning({ id: stories.id });
    if (!story) throw new Error('A story was neither found nor made');
    const moved = await tx
      .update(articles)
      .set({ step: 'clustered', stepAt: now, storyId: story.id, failure: null })
      .where(and(eq(articles.id, articleId), eq(articles.step, 'tagged')))
      .returning({ id: articles.id });
    if (moved.length === 0) return null;
    // One publisher's articles of different titles and the same text show a wall or an error page, not copies.
    const original = sql`(
      select case when o.publisher = ${articles.publisher} and o.title <> ${articles.title} then null
        else nullif(o.id, ${articles.id}) end
      from articles o where o.story_id = ${story.id} order by o.published_at, o.id limit 1)`;
    await tx
      .update(articles)
      .set({ copyOf: original })
      // Without this, every new copy would rewrite all that are there.
      .where(and(eq(articles.storyId, story.id), sql`${articles.copyOf} is distinct from ${original}`));
    return { storyId: story.id };
  });
}
