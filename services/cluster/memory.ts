import { isBefore } from './order.ts';
import { keysOf, type Signature } from './signature.ts';
import type { ArticleId, Known, Look, Placement, Ruling, StoryStore } from './store.ts';

/** Keeps articles in memory: for tests, measuring and files. */
export class MemoryStore implements StoryStore {
  readonly known = new Map<ArticleId, Known>();
  readonly ruled: Ruling[] = [];
  /** articles of a key in canonical order */
  readonly #byKey = new Map<number, Known[]>();

  /** Adds an article, or signs it anew: it keeps its placement until it is placed again. */
  add(id: ArticleId, signature: Signature): void {
    const placement = this.known.get(id)?.placement ?? null;
    this.remove(id);
    const known = { id, signature, placement };
    this.known.set(id, known);
    for (const key of keysOf(signature)) {
      const list = this.#byKey.get(key) ?? [];
      list.splice(this.#from(list, known), 0, known);
      this.#byKey.set(key, list);
    }
  }

  remove(id: ArticleId): void {
    const known = this.known.get(id);
    if (!known) return;
    this.known.delete(id);
    for (const key of keysOf(known.signature)) {
      const list = this.#byKey.get(key)!;
      list.splice(list.indexOf(known), 1);
    }
  }

  async read(ids: readonly ArticleId[]): Promise<Known[]> {
    return [...new Set(ids)].flatMap((id) => this.known.get(id) ?? []).map((known) => ({ ...known }));
  }

  async earlier(looks: readonly Look[]): Promise<Known[][]> {
    return looks.map((look) =>
      this.#around(look, (list, from) =>
        list
          .slice(Math.max(0, from - look.mostPerKey - 1), from)
          .filter(({ id }) => id !== look.id)
          .slice(-look.mostPerKey),
      ).filter(({ signature }) => signature.at >= look.until),
    );
  }

  async later(looks: readonly Look[]): Promise<Known[][]> {
    return looks.map((look) =>
      this.#around(look, (list, from) =>
        list
          .slice(from, from + look.mostPerKey + 1)
          .filter(({ id }) => id !== look.id)
          .slice(0, look.mostPerKey),
      ).filter(({ signature }) => signature.at <= look.until),
    );
  }

  async rulings(): Promise<Ruling[]> {
    return this.ruled;
  }

  async save(id: ArticleId, placement: Placement): Promise<void> {
    this.known.get(id)!.placement = placement;
  }

  #around({ at, url, keys }: Look, part: (list: Known[], from: number) => Known[]): Known[] {
    const found = new Set<Known>();
    for (const key of keys) {
      const list = this.#byKey.get(key) ?? [];
      for (const known of part(list, this.#from(list, { signature: { at, url } }))) found.add(known);
    }
    return [...found].map((known) => ({ ...known }));
  }

  /** Where an article stands or would stand in a list, by halving. */
  #from(list: readonly Known[], article: { signature: Pick<Signature, 'at' | 'url'> }): number {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(list[middle]!, article)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
