import type { StoryMoment } from '../../../db/storyPages.ts';

/** An article as the picture of a story has it. */
type Dot = Pick<StoryMoment, 'id' | 'title' | 'language' | 'publishedAt' | 'copyOf'>;

/** What one publisher wrote of a story. */
export interface PublisherRow {
  publisher: string;
  dots: Dot[];
  /** Its own texts, and those that repeat another's. */
  articles: number;
  copies: number;
}

/** Publishers in the order in which they came, each with its articles. */
export function rowsOf(moments: readonly (Dot & Pick<StoryMoment, 'publisher'>)[]): PublisherRow[] {
  const byPublisher = new Map<string, Dot[]>();
  for (const { publisher, ...dot } of moments)
    byPublisher.set(publisher, [...(byPublisher.get(publisher) ?? []), dot]);
  return [...byPublisher].map(([publisher, dots]) => {
    const copies = dots.filter(({ copyOf }) => copyOf !== null).length;
    return { publisher, dots, copies, articles: dots.length - copies };
  });
}

/** When each publisher first wrote of it itself, earliest first: a copy spreads a text, not the reporting. */
export const arrivalsOf = (rows: readonly PublisherRow[]): Date[] =>
  rows
    .flatMap(({ dots }) => dots.find(({ copyOf }) => copyOf === null)?.publishedAt ?? [])
    .sort((a, b) => a.getTime() - b.getTime());

/** Fewer publishers have no half worth telling. */
const fewest = 4;

/** Seconds from the first publisher until half of them, and until all had written of it; null where there are too few. */
export function pace(arrivals: readonly Date[]): { half: number | null; all: number | null } {
  const after = (nth: number) => (arrivals[nth]!.getTime() - arrivals[0]!.getTime()) / 1000;
  return {
    half: arrivals.length < fewest ? null : after(Math.ceil(arrivals.length / 2) - 1),
    all: arrivals.length < 2 ? null : after(arrivals.length - 1),
  };
}

/** A stretch of time in milliseconds, never empty. */
export interface Span {
  from: number;
  to: number;
}

const hourMs = 3_600_000;

export function spanOf(moments: readonly Pick<Dot, 'publishedAt'>[]): Span {
  const times = moments.map(({ publishedAt }) => publishedAt.getTime());
  const [from, to] = [Math.min(...times), Math.max(...times)];
  return { from, to: Math.max(to, from + hourMs) };
}

/** Room at both ends, so that a dot is whole. */
const edge = 3;
/** Where a moment stands on the axis, in percent of its width. */
export const placeOf = (at: number, { from, to }: Span): number =>
  Math.round((edge + ((at - from) / (to - from)) * (100 - 2 * edge)) * 10) / 10;

const hourSteps = [1, 2, 3, 6, 12];

/** Full hours of a short span, no more than fit, in milliseconds; none of a span for which days do. */
export function hoursOf({ from, to }: Span, most: number): number[] {
  const step = hourSteps.find((hours) => (to - from) / (hours * hourMs) <= most);
  if (step === undefined) return [];
  const ms = step * hourMs;
  const first = Math.ceil(from / ms) * ms;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / ms) + 1) }, (_, nth) => first + nth * ms);
}
