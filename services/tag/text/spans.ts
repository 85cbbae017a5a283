/** A stretch of a text in UTF-16 offsets, `end` exclusive. */
export interface Span {
  start: number;
  end: number;
}

/**
 * Those of some spans that share a character with another one, by binary search: texts may hold tens of thousands.
 *
 * @param sorted in reading order, without overlaps among themselves
 */
export function overlapping<S extends Span>(sorted: readonly S[], { start, end }: Span): S[] {
  const found: S[] = [];
  for (let i = firstEndingAfter(sorted, start); i < sorted.length && sorted[i]!.start < end; i++)
    found.push(sorted[i]!);
  return found;
}

/** Whether any of some sorted spans overlaps another one; see {@link overlapping}. */
export function overlapsAny(sorted: readonly Span[], { start, end }: Span): boolean {
  const next = sorted[firstEndingAfter(sorted, start)];
  return next !== undefined && next.start < end;
}

/** Index of the first span that ends after an offset; the length where none does. */
export function firstEndingAfter(sorted: readonly Span[], offset: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]!.end > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
