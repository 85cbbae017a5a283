import { createHash } from 'node:crypto';

/** The id of the story that begins with the article of this address: the same in whatever order articles arrive; a whole number below 2^52. */
export function storyIdOf(canonicalUrl: string): number {
  return Number.parseInt(createHash('sha256').update(canonicalUrl).digest('hex').slice(0, 13), 16);
}
