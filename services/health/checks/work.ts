import { deliveryNumbers } from '../../../db/deliveries.ts';
import { feedStates } from '../../../db/health.ts';
import { aliveProcesses } from '../../../db/processes.ts';
import { articlesWaiting, waitingForAlerts } from '../../../db/waits.ts';
import type { Found } from '../check.ts';
import type { Code } from '../findings.ts';
import type { Answering, Check } from '../parts.ts';
import { takesWrites } from './database.ts';

/** Processes that were seen within it run. */
const aliveSeconds = 60;
const mostUsed = 0.8;
const minute = 60_000;
const hour = 60 * minute;
/** Articles wait for their host, which is asked for one at a time. */
const patienceMs = 15 * minute;
/** What only Chipwire’s own work holds up. */
const promptMs = 5 * minute;
/** As many on their way are no back-log. */
const fewArticles = 500;

/** Whether work is done: what nobody can store waits anyway. */
export const workChecks: Check[] = [
  { name: 'connections', ask: connections },
  { name: 'workers', ask: whileWriting(workers) },
  { name: 'articles', ask: articlesOnTheirWay },
  { name: 'alerts', ask: alerts },
  { name: 'feeds', ask: feeds },
  { name: 'deliveries', ask: deliveries },
  { name: 'channels', ask: channels },
];

function whileWriting(ask: Check['ask']): Check['ask'] {
  return async (parts) => (takesWrites(parts) ? ask(parts) : null);
}

async function connections({ home, orm, database }: Answering): Promise<Found | null> {
  if (home === 'embedded') return null;
  const { open, most } = database.connections;
  const facts = { open, most };
  if (open > mostUsed * most) return { code: 'connections-few', facts };
  const wanted = (await aliveProcesses(orm, aliveSeconds)).reduce((sum, each) => sum + each.connections, 0);
  if (wanted > most) return { code: 'connections-promised', facts: { wanted, most } };
  return { code: 'connections-enough', facts };
}

async function workers({ orm }: Answering): Promise<Found> {
  const alive = await aliveProcesses(orm, aliveSeconds);
  const ofKind = (kind: string) => alive.filter((each) => each.kind === kind || each.kind === 'both').length;
  const versions = [...new Set(alive.map(({ version }) => version))].sort();
  if (ofKind('worker') === 0) return { code: 'workers-none' };
  if (versions.length > 1) return { code: 'versions-differ', facts: { versions: versions.join(', ') } };
  return { code: 'workers-alive', facts: { workers: ofKind('worker'), webs: ofKind('web') } };
}

async function articlesOnTheirWay({ orm, now, steady, growth }: Answering): Promise<Found> {
  const waits = await articlesWaiting(orm);
  const at = now().getTime();
  const waited = (stage: keyof typeof waits) => at - (waits[stage].since?.getTime() ?? at);
  const since = (ms: number) => ({ since: { seconds: ms / 1000 } });
  const stood = Math.max(waited('tag'), waited('cluster'));
  if (stood > hour) return { code: 'work-stands', facts: since(stood) };
  if (waited('cluster') > patienceMs) return { code: 'grouping-waits', facts: since(waited('cluster')) };
  if (waited('tag') > patienceMs) return { code: 'tagging-waits', facts: since(waited('tag')) };
  const n = Object.values(waits).reduce((sum, { waiting }) => sum + waiting, 0);
  const grown = growth?.since(n, steady());
  if (grown && n > fewArticles && n > 1.5 * grown.before) {
    const facts = { n, more: n - grown.before, ago: { seconds: grown.seconds } };
    return { code: 'work-grows', facts };
  }
  if (waited('read') > patienceMs) return { code: 'reading-waits', facts: since(waited('read')) };
  return n > 0 ? { code: 'work-going', facts: { n } } : { code: 'work-done' };
}

/** What has waited since a moment: done, going on, late, or standing still. */
function late<Each extends Code>(
  [done, going, isLate, stands]: readonly [Each, Each, Each, Each],
  n: number,
  since: Date | null,
  now: Date,
): Found {
  const waited = since ? now.getTime() - since.getTime() : 0;
  if (n === 0) return { code: done };
  if (waited <= promptMs) return { code: going, facts: { n } };
  return { code: waited > hour ? stands : isLate, facts: { since: { seconds: waited / 1000 } } };
}

async function alerts({ orm, now }: Answering): Promise<Found> {
  const { waiting, since } = await waitingForAlerts(orm);
  return late(['alerts-done', 'alerts-going', 'alerts-wait', 'alerts-stand'], waiting, since, now());
}

async function deliveries({ orm, now }: Answering): Promise<Found> {
  const { due, dueSince } = await deliveryNumbers(orm, now());
  const codes = ['deliveries-done', 'deliveries-going', 'deliveries-late', 'deliveries-stand'] as const;
  return late(codes, due, dueSince, now());
}

async function channels({ orm, now }: Answering): Promise<Found> {
  const { failing, off } = await deliveryNumbers(orm, now());
  return failing + off > 0
    ? { code: 'channels-failing', facts: { failing, off } }
    : { code: 'channels-well' };
}

const overdueMs = 15 * minute;
const manyFail = 0.2;
const mostFail = 0.5;
/** Of fewer, one more or less is half of them. */
const fewFeeds = 4;

async function feeds({ orm, now }: Answering): Promise<Found> {
  const { listed, failing, overdue } = await feedStates(orm, new Date(now().getTime() - overdueMs));
  if (listed === 0) return { code: 'feeds-none' };
  const facts = { listed, failing };
  const share = failing / listed;
  if (share >= mostFail && listed >= fewFeeds) return { code: 'feeds-mostly-failing', facts };
  if (overdue > 0)
    return { code: 'feeds-overdue', facts: { n: overdue, ago: { seconds: overdueMs / 1000 } } };
  return { code: share >= manyFail ? 'feeds-failing' : 'feeds-well', facts };
}
