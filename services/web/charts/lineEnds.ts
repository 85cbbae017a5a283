/**
 * Heights for labels that want to stand at some heights but not on each other: in their order, `gap` apart, and between
 * `top` and `bottom` as far as they fit.
 */
export function apart(wanted: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = wanted.map((_, at) => at).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const placed = [...wanted];
  let least = top;
  for (const at of order) {
    placed[at] = Math.max(wanted[at]!, least);
    least = placed[at]! + gap;
  }
  let most = bottom;
  for (const at of order.toReversed()) {
    placed[at] = Math.min(placed[at]!, most);
    most = placed[at]! - gap;
  }
  return placed;
}

const wide = /[\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60]/;

/** How wide a name is, in Latin letters; Chinese ones are twice as wide. */
export const widthOf = (name: string): number =>
  [...name].reduce((sum, letter) => sum + (wide.test(letter) ? 2 : 1), 0);

/** A name as long as there is room for. */
export function fitted(name: string, width: number): string {
  if (widthOf(name) <= width) return name;
  let kept = '';
  for (const letter of name) {
    if (widthOf(kept + letter) >= width) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
}
