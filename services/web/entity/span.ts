import { daysAfter, daysBetween, type Unit, units } from '../../search/series/periods.ts';
import { spanStart } from '../charts/time.ts';
import type { Asked } from '../layout/pageTools.ts';
import { dateOf } from '../parts/times.tsx';

/** Spans of time to choose from, each with the days that it goes back and the periods that suit it. */
export const presets = {
  '30d': { days: 30, by: 'day' },
  '3m': { days: 91, by: 'week' },
  '1y': { days: 365, by: 'week' },
  all: { days: null, by: 'month' },
} as const satisfies Record<string, { days: number | null; by: Unit }>;
export type Preset = keyof typeof presets;
const usual: Preset = '1y';

/** The time that a page is about. Days are `YYYY-MM-DD`, in UTC. */
export interface Span {
  /** Null where the reader gave days of his own. */
  preset: Preset | null;
  /** First day; undefined: from the first article on. */
  after: string | undefined;
  /** The day after the last; undefined: until now. */
  before: string | undefined;
  by: Unit;
  /** What was wrong with the days that were asked for. */
  fault: 'day' | 'order' | null;
}

/** The span that an address asks for; days of one's own go before a preset. */
export function readSpan(asked: Asked, now: Date): Span {
  const [after, before] = [asked('after') || undefined, asked('before') || undefined];
  const by = units.find((unit) => unit === asked('by'));
  const fault = faultOf(after, before);
  if ((after || before) && !fault)
    return { preset: null, after, before, by: by ?? fitting(after, before, now), fault };
  const preset = (Object.keys(presets) as Preset[]).find((each) => each === asked('range')) ?? usual;
  return { ...spanOf(preset, by ?? presets[preset].by, now), fault };
}

/** Whole periods, the last of which goes on. */
function spanOf(preset: Preset, by: Unit, now: Date): Omit<Span, 'fault'> {
  const { days } = presets[preset];
  const after = days === null ? undefined : spanStart(now, days, by);
  return { preset, by, after, before: undefined };
}

function faultOf(after: string | undefined, before: string | undefined): Span['fault'] {
  if ([after, before].some((day) => day !== undefined && !isDay(day))) return 'day';
  return after && before && after >= before ? 'order' : null;
}

const isDay = (text: string) =>
  /^(19|2\d)\d\d-\d\d-\d\d$/.test(text) && dateOf(new Date(Date.parse(text) || 0)) === text;

/** Periods that make neither a few slabs nor a thicket. */
function fitting(after: string | undefined, before: string | undefined, now: Date): Unit {
  if (!after) return 'month';
  const days = daysBetween(after, before ?? dateOf(now));
  return days <= 45 ? 'day' : days <= 2 * 365 ? 'week' : 'month';
}

/** The span as articles are filtered by it. */
export const timesOf = ({ after, before }: Pick<Span, 'after' | 'before'>) => ({
  after: after === undefined ? undefined : new Date(after),
  before: before === undefined ? undefined : new Date(before),
});

/** How many days it has had until now; null where it has no first day. */
export function lengthOf({ after, before }: Span, now: Date): number | null {
  if (!after) return null;
  const end = daysAfter(dateOf(now), 1);
  return Math.max(1, daysBetween(after, before && before < end ? before : end));
}

/** As many days right before it. */
export function earlierThan(span: Span, now: Date): { after: string; before: string } | null {
  const days = lengthOf(span, now);
  return days === null ? null : { after: daysAfter(span.after!, -days), before: span.after! };
}

/** The parameters that ask for it again. */
export const spanParameters = ({ preset, after, before, by }: Span) => ({
  ...(preset === null ? { after, before } : { range: preset === usual ? undefined : preset }),
  by: preset !== null && by === presets[preset].by ? undefined : by,
});
