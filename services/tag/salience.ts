import type { Span } from './text/spans.ts';

/** Where the mentions of one entity stand. */
export interface Placed {
  field: 'title' | 'text';
  start: number;
}

/** What makes an entity what an article is about; together 1. Own judgement, to be revisited with a gold set. */
const SHARES = { title: 0.35, early: 0.25, often: 0.4 };

/** From the entity's share of all mentions that counts as full: nothing needs to be named more than this. */
const FULL_SHARE = 0.3;

/**
 * How much an article is about an entity, 0…1: named in the title, named early, named often.
 *
 * @param mentions of this entity, at least one
 * @param total mentions of all entities in the article
 */
export function salienceOf(
  mentions: readonly Placed[],
  total: number,
  length: number,
  sentences: readonly Span[],
): number {
  const inTitle = mentions.some(({ field }) => field === 'title');
  const first = inTitle ? 0 : mentions.reduce((least, { start }) => Math.min(least, start), length);
  // The lead counts in full, then ever less to the end of the text.
  const lead = sentences[Math.min(1, sentences.length - 1)]?.end ?? length;
  const early = first <= lead ? 1 : 1 - first / Math.max(1, length);
  const often = Math.min(1, mentions.length / total / FULL_SHARE) * Math.min(1, mentions.length / 3 + 1 / 3);
  const salience = SHARES.title * Number(inTitle) + SHARES.early * early + SHARES.often * often;
  return Math.round(salience * 1000) / 1000;
}
