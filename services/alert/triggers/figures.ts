import { dateFormat, numberFormat } from '../../text/formats.ts';

export const dayMs = 86_400_000;

/** To six places: sums of tenths miss a level by a hair otherwise. */
export const rounded = (score: number): number => Math.round(score * 1e6) / 1e6;

/** `YYYY-MM-DD`, UTC. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** `−0.30`, `+0.12`, `0.00`: a score with its sign, to two places or up to `most`. */
export function signed(score: number, most = 2): string {
  const places = { minimumFractionDigits: 2, maximumFractionDigits: most };
  const figures = numberFormat('en', places).format(Math.abs(score));
  if (Number(figures) === 0) return figures;
  return `${score < 0 ? '−' : '+'}${figures}`;
}

/** `1 article`, `1,204 articles` */
export const counted = (count: number, one: string): string =>
  `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;

/** `20 November`, of a day `YYYY-MM-DD`. */
export const dayInWords = (day: string): string =>
  dateFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(day));
