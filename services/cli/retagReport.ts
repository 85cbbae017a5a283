import type { Flip } from '../worker/retag/changes.ts';
import { failedKept, type RetagReport } from '../worker/retag/report.ts';

type Counts = Record<string, number>;

/** Entities and types beyond this many are left to the JSON. */
const rowsShown = 15;

/** The report for people: a paragraph for each kind of tag that changed. */
export function reportText(report: RetagReport): string {
  const { articles, changed, failed } = report;
  const head = `${counted(articles, 'article')} tagged anew, ${changed.toLocaleString('en')} with other tags than before.`;
  const parts = [
    head,
    failed.length > 0 &&
      list(
        `Not tagged, as before: ${counted(failed.length, 'article')}${failed.length < failedKept ? '' : ' or more'}`,
        failed.map(({ id, reason }) => `${id}: ${reason}`),
      ),
    mentionsText(report),
    labelsText(report),
    biggestText(report),
    eventsText(report),
    turned('Quotes', report.quotes),
    turned('Releases', report.releases),
    countsText('Policy stance', report.stances),
    topicsText(report),
  ];
  return parts.filter(Boolean).join('\n');
}

function mentionsText({ mentions: { added, removed } }: RetagReport): string {
  const ids = [...new Set([...Object.keys(added), ...Object.keys(removed)])];
  if (ids.length === 0) return '';
  const size = (id: string) => (added[id] ?? 0) + (removed[id] ?? 0);
  const rows = ids
    .sort((a, b) => size(b) - size(a) || a.localeCompare(b))
    .map((id) => `${nameOf(id)} +${added[id] ?? 0} −${removed[id] ?? 0}`);
  return list(`Mentions: +${sum(added)} −${sum(removed)}`, rows);
}

function labelsText({ labels }: RetagReport): string {
  const entities = Object.entries(labels).sort(([, a], [, b]) => sum(b) - sum(a));
  if (entities.length === 0) return '';
  const all = entities.reduce((total, [, counts]) => total + sum(counts), 0);
  return list(
    `Sentiment towards entities: ${counted(all, 'label')} changed`,
    entities.map(([id, counts]) => `${nameOf(id)}: ${listed(counts)}`),
  );
}

function biggestText({ biggest }: RetagReport): string {
  if (biggest.length === 0) return '';
  const flip = ({ entityId, from, to }: Flip) =>
    `${entityId} ${from.label} ${from.score.toFixed(2)} → ${to.label} ${to.score.toFixed(2)}`;
  return list(
    'Articles whose sentiment changed most',
    biggest.map(({ id, title, flips }) => `${id} “${title}”: ${flips.slice(0, 4).map(flip).join(', ')}`),
  );
}

function eventsText({ events: { before, after } }: RetagReport): string {
  const types = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = types.filter((type) => before[type] !== after[type]);
  if (changed.length === 0) return '';
  const size = (type: string) => Math.abs((after[type] ?? 0) - (before[type] ?? 0));
  return list(
    `Events: ${sum(before)} → ${sum(after)}`,
    changed
      .sort((a, b) => size(b) - size(a) || a.localeCompare(b))
      .map((type) => `${type} ${before[type] ?? 0} → ${after[type] ?? 0}`),
  );
}

function topicsText({ topics: { entered, left } }: RetagReport): string {
  const ids = [...new Set([...Object.keys(entered), ...Object.keys(left)])].sort();
  if (ids.length === 0) return '';
  return list(
    'Topics: articles that came over the threshold, and that fell below it',
    ids.map((id) => `${id} +${entered[id] ?? 0} −${left[id] ?? 0}`),
  );
}

const turned = (noun: string, { before, after }: { before: number; after: number }) =>
  before === after ? '' : `${noun}: ${before} → ${after}`;

const countsText = (name: string, counts: Counts) => (sum(counts) > 0 ? `${name}: ${listed(counts)}` : '');

function list(head: string, rows: string[]): string {
  const rest = rows.length - rowsShown;
  const more = rest > 0 ? [`and ${rest} more (--report FILE has them all)`] : [];
  return [head, ...[...rows.slice(0, rowsShown), ...more].map((row) => `  ${row}`)].join('\n');
}

const sum = (counts: Counts) => Object.values(counts).reduce((total, count) => total + count, 0);

/** `negative→neutral 4, neutral→positive 1` */
const listed = (counts: Counts) =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([what, count]) => `${what} ${count}`)
    .join(', ');

/** `person~` stands for all people who are not on the list. */
const nameOf = (id: string) => (id.endsWith('~') ? `${id.slice(0, -1)} not on the list` : id);

const counted = (count: number, noun: string) =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
