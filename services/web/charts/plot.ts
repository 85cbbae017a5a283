import * as Plot from '@observablehq/plot';
import { document, type Element } from './document.ts';

/** Said by Plot in English and in the page's head already, or given by our own stylesheet. */
const dropped = new Set(['aria-label', 'aria-hidden', 'aria-description']);
const long = /-?\d+\.\d{2,}/g;
const tenths = (number: string) => String(Math.round(Number(number) * 10) / 10);

/**
 * What Plot draws, as the inside of an `svg` of ours: without its stylesheet and its English labels, in tenths of a pixel.
 * Texts are escaped. Colours are given as `var(--…)`, which the page's stylesheet knows.
 *
 * @param options axes are off unless they are among the marks
 */
export function draw(options: Plot.PlotOptions): string {
  const svg = Plot.plot({ axis: null, margin: 0, ...options, document: document as never });
  return (svg as unknown as Element).inside((name, value) =>
    dropped.has(name) ? null : value.replaceAll(long, tenths),
  );
}
