import { createHash } from 'node:crypto';
import { eq, or } from 'drizzle-orm';
import type { Orm } from '../database.ts';
import { articles } from '../schema.ts';
import { grouping, inOrder, markClustered, savePlacements } from '../storyPlacements.ts';

/** Takes the place of grouping in tests that are not about it: all that are given one name are copies of the earliest. */
export function placeAsCopy(orm: Orm, articleId: number, name: string, now: Date): Promise<boolean> {
  const storyId = Number.parseInt(createHash('sha256').update(name).digest('hex').slice(0, 13), 16);
  return grouping(orm, async (tx) => {
    if (!(await markClustered(tx, [articleId], now)).has(articleId)) return false;
    const same = await tx
      .select({ id: articles.id })
      .from(articles)
      .where(or(eq(articles.storyId, storyId), eq(articles.id, articleId)))
      .orderBy(...inOrder);
    const original = same[0]!.id;
    const placements = same.map(({ id }) => ({
      ...{ articleId: id, storyId, ownStoryId: storyId, link: null },
      ...(id === original ? { copyOf: null, copyShare: null } : { copyOf: original, copyShare: 1 }),
    }));
    await savePlacements(tx, placements);
    return true;
  });
}

/** The same for an article about what another tells of in other words. */
export function placeBeside(orm: Orm, articleId: number, other: number, now: Date): Promise<boolean> {
  return grouping(orm, async (tx) => {
    if (!(await markClustered(tx, [articleId], now)).has(articleId)) return false;
    const [row] = await tx.select({ storyId: articles.storyId }).from(articles).where(eq(articles.id, other));
    const storyId = row!.storyId!;
    const reasons = {
      entities: ['huawei'],
      names: [],
      words: [],
      numbers: ['36'],
      events: [],
      daysApart: 0.5,
    };
    await savePlacements(tx, [
      {
        ...{ articleId, storyId, ownStoryId: storyId, copyOf: null, copyShare: null },
        link: { toId: other, score: 0.75, reasons },
      },
    ]);
    return true;
  });
}
