import { isDeepStrictEqual } from 'node:util';
import { byKey } from './nearest.ts';
import { isBefore } from './order.ts';
import { counts } from './pair.ts';
import { placementOf } from './placement.ts';
import { keysOf, type Signature } from './signature.ts';
import type { ArticleId, Known, Look, Placement, Ruling, StoryStore } from './store.ts';

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
  const alone = changes.length === 1;
  const waiting = new Waiting();
  const views = new Views(store, reach);
  waiting.add(await store.read([...changed]));
  waiting.add(await ruledWith(changed, rulings, store));
  for (const { id, before } of changes) {
    if (!before) continue;
    const gone = { id, signature: before };
    const [earlier] = await store.earlier([lookFrom(gone, reach, -1)]);
    waiting.add(await affectedBy(gone, earlier!, store, reach, alone));
  }
  const moved: ArticleId[] = [];
  for (let next = waiting.take(); next; next = waiting.take()) {
    const { id, placement: old } = next;
    const earlier = await views.of(next, waiting);
    const placement = await placementOf(next, earlier, rulings, store);
    const stays = isDeepStrictEqual(placement, old);
    if (!stays) {
      await store.save(id, placement);
      views.placed.set(id, placement);
      moved.push(id);
    }
    // Of a changed original its copies tell those that see them and no longer it.
    const signed = changed.has(id) || (old?.copyOf != null && changed.has(old.copyOf));
    if (stays && !signed) continue;
    waiting.add(await affectedBy(next, signed ? earlier : [], store, reach, alone));
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
 * Later articles that may belong elsewhere since this one changed: those in whose place it has a say, and those that see
 * others of a common key than before, since of each key the nearest only count, and it is or was one of them.
 *
 * @param earlier articles before this one, where its signature is what has changed; none otherwise
 * @param alone nothing else has changed, so that it is known what comes into view or goes out of it
 */
async function affectedBy(
  article: Signed,
  earlier: readonly Known[],
  store: StoryStore,
  reach: Reach,
  alone: boolean,
): Promise<Known[]> {
  const [later = []] = await store.later([lookFrom(article, reach, 1)]);
  const hears = ({ signature }: Known, other: Signed) => counts(signature, other.signature);
  if (alone) {
    const swapped = swappedIn(article, earlier, later, reach);
    return later.filter((one) => hears(one, article) || swapped(one).some((other) => hears(one, other)));
  }
  const common = commonKeys(keysOf(article.signature), [...earlier, ...later], reach.mostPerKey);
  return later.filter(
    (one) => hears(one, article) || (common.size > 0 && keysOf(one.signature).some((key) => common.has(key))),
  );
}

/**
 * What later articles see since this one has gone, or no longer see since it has come: where a later one is the third of
 * a key behind it, and sixteen count, that is the fourteenth before it.
 */
function swappedIn(
  { signature }: Signed,
  earlier: readonly Known[],
  later: readonly Known[],
  { windowMs, mostPerKey }: Reach,
): (of: Known) => readonly Known[] {
  const [before, behind] = [byKey(earlier.toSorted(lastFirst)), byKey(later.toSorted(firstFirst))];
  const swapped = new Map<ArticleId, Known[]>();
  for (const key of keysOf(signature)) {
    const nearest = before.get(key);
    if (!nearest) continue;
    for (const [at, one] of (behind.get(key) ?? []).slice(0, mostPerKey).entries()) {
      const other = nearest[mostPerKey - 1 - at];
      if (!other || other.signature.at < one.signature.at - windowMs) continue;
      swapped.set(one.id, [...(swapped.get(one.id) ?? []), other]);
    }
  }
  return ({ id }) => swapped.get(id) ?? [];
}

const firstFirst = (a: Known, b: Known) => (isBefore(a, b) ? -1 : 1);
const lastFirst = (a: Known, b: Known) => (isBefore(a, b) ? 1 : -1);

function commonKeys(keys: readonly number[], around: readonly Known[], mostPerKey: number): Set<number> {
  const lists = byKey(around);
  return new Set(keys.filter((key) => (lists.get(key)?.length ?? 0) >= mostPerKey));
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

/**
 * What articles see before them. All that wait are looked from at the same time: each will have its turn, and most see
 * the same ones.
 */
class Views {
  /** placed since the looks */
  readonly placed = new Map<ArticleId, Placement>();
  readonly #seen = new Map<ArticleId, Known[]>();
  readonly #store: StoryStore;
  readonly #reach: Reach;

  constructor(store: StoryStore, reach: Reach) {
    this.#store = store;
    this.#reach = reach;
  }

  async of(article: Known, waiting: Waiting): Promise<Known[]> {
    if (!this.#seen.has(article.id)) {
      const unseen = waiting.all().filter(({ id }) => !this.#seen.has(id));
      const asked = [article, ...unseen].slice(0, mostLooks);
      const seen = await this.#store.earlier(asked.map((one) => lookFrom(one, this.#reach, -1)));
      for (const [nth, { id }] of asked.entries()) this.#seen.set(id, seen[nth]!);
    }
    const seen = this.#seen.get(article.id)!;
    this.#seen.delete(article.id);
    return seen.map((one) => ({ ...one, placement: this.placed.get(one.id) ?? one.placement }));
  }
}

/** So that what many see does not fill the memory. */
const mostLooks = 32;

/** Articles to be placed, the earliest first, each once. */
class Waiting {
  readonly #known = new Map<ArticleId, Known>();

  all(): Known[] {
    return [...this.#known.values()];
  }

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
