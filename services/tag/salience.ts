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

/** The article that mentions stand in. */
export interface Frame {
  hasTitle: boolean;
  /** of the text, in UTF-16 units */
  length: number;
  sentences: readonly Span[];
  /** of all entities, in title and text */
  mentions: number;
}

/**
 * How much an article is about an entity, 0…1: named in the title, named early, named often. Without a title the other
 * two make up the whole.
 *
 * @param mentions of this entity, at least one
 */
export function salienceOf(
  mentions: readonly Placed[],
  { hasTitle, length, sentences, mentions: total }: Frame,
): number {
  const inTitle = mentions.some(({ field }) => field === 'title');
  const first = inTitle ? 0 : mentions.reduce((least, { start }) => Math.min(least, start), length);
  // The lead counts in full, then ever less to the end of the text.
  const lead = sentences[Math.min(1, sentences.length - 1)]?.end ?? length;
  const early = first <= lead ? 1 : 1 - first / Math.max(1, length);
  const often = Math.min(1, mentions.length / total / FULL_SHARE) * Math.min(1, mentions.length / 3 + 1 / 3);
  const salience = SHARES.title * Number(inTitle) + SHARES.early * early + SHARES.often * often;
  return Math.round((salience / (hasTitle ? 1 : 1 - SHARES.title)) * 1000) / 1000;
}
