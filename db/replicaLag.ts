/** How far the primary had written at a moment. */
export interface Mark {
  /** Bytes of its log since its beginning. */
  written: number;
  at: number;
}

/**
 * How long ago a replica was as new as the primary, at most; null where that is not known yet. Whether nothing happens on
 * the primary, or its log reaches the replica no more, is told apart: a replica's own clocks say the same of both.
 *
 * @param marks oldest first
 * @param replayed bytes of the primary's log that the replica's rows are made of
 * @returns milliseconds
 */
export function behindBy(marks: Mark[], replayed: number, now: number): number | null {
  const reached = marks.findLastIndex(({ written }) => written <= replayed);
  if (reached === marks.length - 1) return marks.length === 0 ? null : 0;
  return reached < 0 ? null : now - marks[reached]!.at;
}

const mostMarks = 100;

/** The marks that are still of use: the newest that is reached, and those since, every other one where they are many. */
export function keptMarks(marks: Mark[], replayed: number): Mark[] {
  const since = marks.slice(
    Math.max(
      0,
      marks.findLastIndex(({ written }) => written <= replayed),
    ),
  );
  return since.length <= mostMarks ? since : since.filter((_, nth) => nth % 2 === 0);
}
