import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** Where charts are drawn; what is drawn never hangs in it. */
const { document } = parseHTML('<!doctype html><title>charts</title>');

/** Said by Plot in English and in the page's head already, or given by our own stylesheet. */
const dropped = new Set(['aria-label', 'aria-hidden', 'aria-description', 'style']);
const long = /-?\d+\.\d{2,}/g;
const tenths = (number: string) => String(Math.round(Number(number) * 10) / 10);

/**
 * What Plot draws, as the inside of an `svg` of ours: without its stylesheet and its English labels, in tenths of a pixel.
 * Texts are escaped. Colours are given as `var(--…)`, which the page's stylesheet knows.
 *
 * @param options axes are off unless they are among the marks
 */
export function draw(options: Plot.PlotOptions): string {
  const svg = Plot.plot({ axis: null, margin: 0, ...options, document });
  for (const style of svg.querySelectorAll('style')) style.remove();
  for (const element of svg.querySelectorAll('*'))
    for (const attribute of [...element.attributes])
      if (dropped.has(attribute.name)) element.removeAttribute(attribute.name);
      else attribute.value = attribute.value.replaceAll(long, tenths);
  return svg.innerHTML;
}
