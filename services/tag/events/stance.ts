import type { EventTag, Stance } from '../tags.ts';

/** A headline is the article's own summing up; what is only planned or rumoured counts less, a denied event nothing. */
const IN_TITLE = 3;
const SURE: Record<EventTag['certainty'], number> = { stated: 1, planned: 0.7, unconfirmed: 0.7, denied: 0 };
/** Each event of the text counts less than the one before it: background comes last. */
const FADE = 0.85;

/** The way in which policy moves in an article: the stance that most of its events take, by weight; none without any. */
export function stanceOf(events: readonly EventTag[]): Stance {
  const sums = new Map<Stance, number>();
  let fade = 1;
  for (const { field, stance, certainty } of events) {
    const weight = (field === 'title' ? IN_TITLE : fade) * SURE[certainty];
    if (field === 'text') fade *= FADE;
    if (stance !== 'none' && weight > 0) sums.set(stance, (sums.get(stance) ?? 0) + weight);
  }
  const [best] = [...sums].sort(([, a], [, b]) => b - a);
  return best?.[0] ?? 'none';
}
