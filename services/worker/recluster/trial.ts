import type { Orm } from '../../../db/database.ts';
import { behind, nextInOrder, type Reached } from '../../../db/signatures.ts';
import { pairs } from '../../../db/storyPlacements.ts';
import { MemoryStore } from '../../cluster/memory.ts';
import { place } from '../../cluster/place.ts';
import { type SignedArticle, signArticle } from '../../stories/grouping.ts';
import type { Place } from './recluster.ts';

/** Longer than any article looks back, so that what is older can be forgotten. */
const keptMs = 30 * 86_400_000;
const readAtOnce = 200;

/**
 * Places articles in memory alone, beside those of the weeks before as they are now.
 *
 * @param since where the run begins; null at the first article
 */
export async function trial(orm: Orm, since: Date | null): Promise<Place> {
  const store = new MemoryStore();
  store.ruled.push(...(await pairs(orm)));
  if (since) await remember(orm, store, since);
  return async (articles) => {
    for (const { id, signature } of articles) store.add(id, signature);
    await place(articles, { ...bound(store), later: async () => [] });
    forget(store, articles);
    return articles.map(({ id, title, storyId, copyOf }) => {
      const { story, copyOf: original } = store.known.get(id)!.placement!;
      return { id, title, before: { storyId, copyOf }, after: { storyId: story, copyOf: original } };
    });
  };
}

async function remember(orm: Orm, store: MemoryStore, since: Date): Promise<void> {
  const start = new Date(since.getTime() - keptMs);
  for (let reached: Reached | null = null; ; ) {
    const next = await nextInOrder(orm, behind(reached, start), readAtOnce);
    const earlier = next.filter(({ publishedAt }) => publishedAt < since);
    for (const article of await Promise.all(earlier.map(({ id }) => signArticle(orm, id)))) {
      if (!article || article.storyId === null) continue;
      const { id, signature, storyId, copyOf } = article;
      store.add(id, signature);
      await store.save(id, { story: storyId, copyOf, copyShare: null, link: null });
    }
    if (earlier.length < readAtOnce) return;
    reached = next.at(-1)!;
  }
}

const bound = (store: MemoryStore) => ({
  read: store.read.bind(store),
  earlier: store.earlier.bind(store),
  rulings: store.rulings.bind(store),
  save: store.save.bind(store),
});

/** Articles stand in the store in the order in which they were added: that of grouping. */
function forget(store: MemoryStore, articles: readonly SignedArticle[]): void {
  const last = articles.at(-1)?.publishedAt.getTime() ?? 0;
  for (const { id, signature } of store.known.values()) {
    if (signature.at >= last - keptMs) return;
    store.remove(id);
  }
}
