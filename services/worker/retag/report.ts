import type { Changes, Compared, Flip } from './changes.ts';

type Counts = Record<string, number>;

/** What a run over the archive has changed, summed over its articles. */
export interface RetagReport {
  /** Articles tagged anew, and those of them whose tags are not what they were. */
  articles: number;
  changed: number;
  /** Articles whose tagging failed; their tags are as before. */
  failed: { id: number; reason: string }[];
  /** By entity; those that are not on the list are counted together, by type: `person~`. */
  mentions: { added: Counts; removed: Counts };
  /** Entity → `negative→neutral` → articles. */
  labels: Record<string, Counts>;
  /** The ten articles whose sentiment towards entities changed most. */
  biggest: { id: number; title: string; change: number; flips: Flip[] }[];
  events: { before: Counts; after: Counts };
  quotes: { before: number; after: number };
  releases: { before: number; after: number };
  /** `none→tighten` → articles. */
  stances: Counts;
  topics: { entered: Counts; left: Counts };
}

const biggestKept = 10;
/** Failures beyond this many are not kept. */
export const failedKept = 100;

export const emptyReport = (): RetagReport => ({
  ...{ articles: 0, changed: 0, failed: [], mentions: { added: {}, removed: {} }, labels: {}, biggest: [] },
  ...{
    events: { before: {}, after: {} },
    quotes: { before: 0, after: 0 },
    releases: { before: 0, after: 0 },
  },
  ...{ stances: {}, topics: { entered: {}, left: {} } },
});

/** Adds one article to a report. */
export function addChanges(
  report: RetagReport,
  article: { id: number; title: string },
  changes: Changes,
  before: Compared,
  after: Compared,
): void {
  report.articles += 1;
  if (isChange(changes, before, after)) report.changed += 1;
  for (const id of changes.added) count(report.mentions.added, counted(id));
  for (const id of changes.removed) count(report.mentions.removed, counted(id));
  for (const { entityId, from, to } of changes.flips) {
    report.labels[counted(entityId)] ??= {};
    count(report.labels[counted(entityId)]!, `${from.label}→${to.label}`);
  }
  for (const { type } of before.events) count(report.events.before, type);
  for (const { type } of after.events) count(report.events.after, type);
  for (const noun of ['quotes', 'releases'] as const) {
    report[noun].before += before[noun];
    report[noun].after += after[noun];
  }
  if (changes.stance) count(report.stances, `${changes.stance.from}→${changes.stance.to}`);
  for (const topic of changes.entered) count(report.topics.entered, topic);
  for (const topic of changes.left) count(report.topics.left, topic);
  keepBiggest(report, article, changes.flips);
}

export function addFailure(report: RetagReport, id: number, reason: string): void {
  if (report.failed.length < failedKept) report.failed.push({ id, reason });
}

function isChange(
  { added, removed, flips, stance, entered, left }: Changes,
  before: Compared,
  after: Compared,
) {
  return (
    added.length + removed.length + flips.length + entered.length + left.length > 0 ||
    stance !== null ||
    before.quotes !== after.quotes ||
    before.releases !== after.releases ||
    typesOf(before) !== typesOf(after)
  );
}

const typesOf = ({ events }: Compared) =>
  events
    .map(({ type }) => type)
    .sort()
    .join();

function keepBiggest(report: RetagReport, { id, title }: { id: number; title: string }, flips: Flip[]): void {
  if (flips.length === 0) return;
  const change = flips.reduce((sum, { from, to }) => sum + Math.abs(to.score - from.score), 0);
  report.biggest = [...report.biggest, { id, title, change: Math.round(change * 100) / 100, flips }]
    .sort((a, b) => b.change - a.change || a.id - b.id)
    .slice(0, biggestKept);
}

/** Names outside the list are without number: one count for each type keeps a report small. */
const counted = (id: string) => id.replace(/~.*/s, '~');

function count(counts: Counts, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
