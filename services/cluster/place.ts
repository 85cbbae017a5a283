import { isDeepStrictEqual } from 'node:util';
import { isBefore } from './order.ts';
import { counts } from './pair.ts';
import { placementOf } from './placement.ts';
import { keysOf, type Signature } from './signature.ts';
import type { ArticleId, Known, Look, Ruling, StoryStore } from './store.ts';

/** An article that is new, was signed anew or was taken away, or about which a ruling was made or withdrawn. */
export interface Change {
  id: ArticleId;
  /** what it was before, where its signature is another now or it is no longer there */
  before?: Signature | undefined;
}

/** How far an article sees. */
export interface Reach {
  /** milliseconds after its last article for which a story is open */
  windowMs: number;
  /** A key that more articles have is common: only the nearest count, so that the cost does not grow with the archive. */
  mostPerKey: number;
}

const usual: Reach = { windowMs: 14 * 86_400_000, mostPerKey: 16 };

/**
 * Places changed articles, and then, in canonical order (time, address), those later articles whose placement depends
 * on what has changed. Whatever the order of arrival, the outcome is that of placing all articles once in canonical order.
 * Signatures and keys must be in the store before, and of what was taken away nothing.
 *
 * @returns ids whose placement is another now, in canonical order
 */
export async function place(
  changes: readonly Change[],
  store: StoryStore,
  reach: Reach = usual,
): Promise<ArticleId[]> {
  const rulings = await store.rulings();
  const changed = new Set(changes.map(({ id }) => id));
  const waiting = new Waiting();
  waiting.add(await store.read([...changed]));
  waiting.add(await ruledWith(changed, rulings, store));
  for (const { id, before } of changes) {
    if (!before) continue;
    const gone = { id, signature: before };
    waiting.add(await affectedBy(gone, await store.earlier(lookFrom(gone, reach, -1)), store, reach));
  }
  const moved: ArticleId[] = [];
  for (let next = waiting.take(); next; next = waiting.take()) {
    const { id, placement: old } = next;
    const earlier = await store.earlier(lookFrom(next, reach, -1));
    const placement = await placementOf(next, earlier, rulings, store);
    const stays = isDeepStrictEqual(placement, old);
    if (!stays) {
      await store.save(id, placement);
      moved.push(id);
    }
    // Of a changed original its copies tell those that see them and no longer it.
    const signed = changed.has(id) || (old?.copyOf != null && changed.has(old.copyOf));
    if (stays && !signed) continue;
    waiting.add(await affectedBy(next, signed ? earlier : [], store, reach));
    const ruled = await ruledWith(new Set([id]), rulings, store);
    waiting.add(ruled.filter((other) => isBefore(next!, other)));
  }
  return moved;
}

type Signed = Pick<Known, 'id' | 'signature'>;

function lookFrom({ id, signature }: Signed, { windowMs, mostPerKey }: Reach, direction: -1 | 1): Look {
  const { at, url } = signature;
  return { id, at, url, keys: keysOf(signature), until: at + direction * windowMs, mostPerKey };
}

/**
 * Later articles that may belong elsewhere since this one changed. With the articles before it, also those that see
 * others of a common key than before: the nearest only count, and it is or was one of them.
 */
async function affectedBy(
  article: Signed,
  earlier: readonly Known[],
  store: StoryStore,
  reach: Reach,
): Promise<Known[]> {
  const later = await store.later(lookFrom(article, reach, 1));
  const common =
    earlier.length > 0 || later.length >= reach.mostPerKey
      ? commonKeys(keysOf(article.signature), [...earlier, ...later], reach.mostPerKey)
      : new Set<number>();
  return later.filter(
    ({ signature }) =>
      counts(signature, article.signature) ||
      (common.size > 0 && keysOf(signature).some((key) => common.has(key))),
  );
}

function commonKeys(keys: readonly number[], around: readonly Known[], mostPerKey: number): Set<number> {
  const times = new Map(keys.map((key) => [key, 0]));
  for (const { signature } of around)
    for (const key of keysOf(signature)) if (times.has(key)) times.set(key, times.get(key)! + 1);
  return new Set(keys.filter((key) => times.get(key)! >= mostPerKey));
}

async function ruledWith(
  ids: ReadonlySet<ArticleId>,
  rulings: readonly Ruling[],
  store: StoryStore,
): Promise<Known[]> {
  const others = rulings.flatMap(({ articleId, otherId }) => [
    ...(ids.has(articleId) ? [otherId] : []),
    ...(ids.has(otherId) ? [articleId] : []),
  ]);
  return others.length > 0 ? store.read(others) : [];
}

/** Articles to be placed, the earliest first, each once. */
class Waiting {
  readonly #known = new Map<ArticleId, Known>();

  add(articles: readonly Known[]): void {
    for (const article of articles) this.#known.set(article.id, article);
  }

  take(): Known | undefined {
    let first: Known | undefined;
    for (const article of this.#known.values()) if (!first || isBefore(article, first)) first = article;
    if (first) this.#known.delete(first.id);
    return first;
  }
}
