import { isBefore } from './order.ts';
import { keysOf } from './signature.ts';
import type { Known, Look } from './store.ts';

/** Articles of each key, in the order in which they are given. */
export function byKey(articles: readonly Known[]): Map<number, Known[]> {
  const lists = new Map<number, Known[]>();
  for (const article of articles)
    for (const key of keysOf(article.signature)) {
      const list = lists.get(key);
      if (list) list.push(article);
      else lists.set(key, [article]);
    }
  return lists;
}

/**
 * What each look sees among articles: of each of its keys the nearest on one side, within its time.
 *
 * @param found for each look at least those
 */
export function nearest(
  side: 'earlier' | 'later',
  looks: readonly Look[],
  found: readonly Known[],
): Known[][] {
  const lists = byKey(found.toSorted((a, b) => (isBefore(a, b) === (side === 'later') ? -1 : 1)));
  return looks.map(({ id, at, url, keys, until, mostPerKey }) => {
    const from = { signature: { at, url } };
    const seen = new Set<Known>();
    for (const key of keys) {
      let left = mostPerKey;
      for (const one of lists.get(key) ?? []) {
        if (one.id === id || !(side === 'later' ? isBefore(from, one) : isBefore(one, from))) continue;
        if (left-- === 0 || (side === 'later' ? one.signature.at > until : one.signature.at < until)) break;
        seen.add(one);
      }
    }
    return [...seen];
  });
}
