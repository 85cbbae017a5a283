import type { Facts } from '../facts.ts';
import type { StorySoFar } from '../story.ts';

/** Publishers beside the article’s own that wrote of its story themselves: copies corroborate nothing. */
export function otherPublishers({ publisher }: Facts, story: StorySoFar | null): number {
  const originals = (story?.articles ?? []).filter(({ copyOf }) => copyOf === null);
  return new Set(originals.map((article) => article.publisher).filter((name) => name !== publisher)).size;
}
