/** What a run over the archive has changed. */
export interface ReclusterReport {
  articles: number;
  /** Stories of these articles. */
  stories: { before: number; after: number };
  copies: { before: number; after: number };
  /** Articles that left their story: it went on, or became part of another one, without them. */
  left: number;
  /** The first of them. */
  examples: { id: number; title: string; from: number; to: number }[];
}

/** An article with where it was and where it is. */
export interface Turn {
  id: number;
  title: string;
  before: { storyId: number | null; copyOf: number | null };
  after: { storyId: number; copyOf: number | null };
}

const examplesKept = 10;

export const emptyReport = (): ReclusterReport => ({
  ...{
    articles: 0,
    stories: { before: 0, after: 0 },
    copies: { before: 0, after: 0 },
    left: 0,
    examples: [],
  },
});

/** Adds articles in their turn to a report. What stories became is known of those seen since it was made. */
export function reporter(report: ReclusterReport) {
  const became = new Map<number, number>();
  const seen = new Set<number>();
  return ({ id, title, before, after }: Turn): void => {
    report.articles += 1;
    if (before.copyOf !== null) report.copies.before += 1;
    if (after.copyOf !== null) report.copies.after += 1;
    if (!seen.has(after.storyId)) report.stories.after += 1;
    seen.add(after.storyId);
    if (before.storyId === null) return;
    // Where the first article of a story goes, there the story goes.
    const went = became.get(before.storyId);
    if (went === undefined) {
      report.stories.before += 1;
      became.set(before.storyId, after.storyId);
    } else if (went !== after.storyId) {
      report.left += 1;
      if (report.examples.length < examplesKept)
        report.examples.push({ id, title, from: before.storyId, to: after.storyId });
    }
  };
}
