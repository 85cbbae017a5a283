import type { Days } from './turns.ts';

/** What changed in what is gathered, for one or several feeds on one day. */
export interface Mark<Kind extends string = string> {
  /** `YYYY-MM-DD`; of a back-fill, the first day that its articles were published on. */
  day: string;
  /** Of a back-fill, the last day; else the same. */
  until: string;
  kind: Kind;
  /** Feeds that changed so that day. */
  feeds: number;
  /** In alphabetical order; those beyond the first 20 are left out. */
  publishers: string[];
  /** Articles that came at once, where some did. */
  articles: number | null;
  notes: string[];
}

/** A change of one feed. */
export interface Change<Kind extends string = string> {
  day: string;
  until: string;
  kind: Kind;
  publisher: string | null;
  articles: number | null;
  note: string | null;
}

const publishersTold = 20;
const notesTold = 5;

/** Changes as marks: those of one kind and day are one mark. */
export function marksOf<Kind extends string>(changes: readonly Change<Kind>[]): Mark<Kind>[] {
  const marks = new Map<string, Change<Kind>[]>();
  for (const change of changes) {
    const key = `${change.day} ${change.until} ${change.kind}`;
    marks.set(key, [...(marks.get(key) ?? []), change]);
  }
  return [...marks.values()].map(markOf).sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

function markOf<Kind extends string>(changes: Change<Kind>[]): Mark<Kind> {
  const { day, until, kind } = changes[0]!;
  const came = changes.flatMap(({ articles }) => articles ?? []);
  return {
    ...{ day, until, kind, feeds: changes.length },
    publishers: distinct(changes.map(({ publisher }) => publisher)).slice(0, publishersTold),
    articles: came.length > 0 ? came.reduce((sum, articles) => sum + articles, 0) : null,
    notes: distinct(changes.map(({ note }) => note)).slice(0, notesTold),
  };
}

const distinct = (texts: (string | null)[]) => [...new Set(texts.filter((text) => text !== null))].sort();

/** Whether what is gathered changed within some days: what happened in them may then be no news. */
export const isMarked = (marks: readonly Pick<Mark, 'day' | 'until'>[], { from, to }: Days): boolean =>
  marks.some((mark) => mark.day <= to && mark.until >= from);
