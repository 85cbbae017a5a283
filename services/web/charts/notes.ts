import type { Burst, CoverageMark, Series } from '../../api/series.ts';
import type { Frame } from './frame.ts';

/** What happened on a day, to be shown on a chart and listed below it. */
export interface ChartEvent {
  /** `YYYY-MM-DD` */
  day: string;
  title: string;
  href: string;
  /** What kind of thing happened, in the page’s language. */
  kind?: string;
  /** Of the title, where it is not the page’s. */
  language?: string;
}

/** Something that a chart marks and a list below it tells: events by number, bursts by letter. */
export type Note = { key: string; from: string; to: string } & (
  | { is: 'event'; event: ChartEvent }
  | { is: 'burst'; burst: Burst }
);

/** Letters end with Z, and so many marks are as many as a chart bears. */
const mostBursts = 12;
const mostEvents = 40;

/** Events and, of a single series, its greatest bursts, in order of time. */
export function notesOf(series: readonly Series[], events: readonly ChartEvent[]): Note[] {
  const bursts = series.length === 1 ? greatest(series[0]!.bursts) : [];
  const told = events.toSorted((a, b) => (a.day < b.day ? -1 : 1)).slice(-mostEvents);
  return [
    ...told.map(
      (event, at): Note => ({ is: 'event', key: String(at + 1), from: event.day, to: event.day, event }),
    ),
    ...bursts.map(
      (burst, at): Note => ({
        ...{ is: 'burst', key: String.fromCharCode(65 + at), burst, from: burst.from, to: burst.to },
      }),
    ),
  ];
}

const greatest = (bursts: readonly Burst[]) =>
  bursts
    .toSorted((a, b) => b.articles - b.expected - (a.articles - a.expected))
    .slice(0, mostBursts)
    .sort((a, b) => (a.from < b.from ? -1 : 1));

/** What changed in what is gathered; of several series, what touches any. */
export function marksOf(series: readonly Series[]): CoverageMark[] {
  const marks = new Map(
    series.flatMap((one) => one.marks.map((mark) => [`${mark.day} ${mark.until} ${mark.kind}`, mark])),
  );
  return [...marks.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

export interface PlacedNote {
  note: Note;
  x: number;
  row: number;
}

const wide = 18;
const mostRows = 4;
const halfDay = 43_200_000;

/** Notes in rows, so that none lies on another; those for which there is no row left are listed only. */
export function placed(notes: readonly Note[], frame: Frame): PlacedNote[] {
  const ends: number[] = [];
  const found: PlacedNote[] = [];
  const inOrder = notes
    .map((note) => ({ note, x: frame.x((Date.parse(note.from) + Date.parse(note.to)) / 2 + halfDay) }))
    .filter(({ x }) => x >= frame.left && x <= frame.right)
    .sort((a, b) => a.x - b.x);
  for (const { note, x } of inOrder) {
    const middle = Math.min(Math.max(x, wide / 2), frame.right - wide / 2);
    const row = [...Array(mostRows).keys()].find((each) => (ends[each] ?? -wide) + wide <= middle);
    if (row === undefined) continue;
    ends[row] = middle;
    found.push({ note, x: middle, row });
  }
  return found;
}
