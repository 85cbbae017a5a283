import { Gauge, type Registry } from 'prom-client';
import type { Standing } from '../../db/standing.ts';
import type { Checked } from '../health/check.ts';
import { states } from '../health/findings.ts';
import { probe } from './probe.ts';

/** Jobs of each stage by what BullMQ calls their state. */
export type QueueCounts = Record<string, Record<string, number>>;

export interface Watched {
  standing(): Promise<Standing>;
  queues(): Promise<QueueCounts>;
  /** How each part is, as the health page has it. */
  checks(): Promise<Pick<Checked, 'name' | 'state'>[]>;
  now(): Date;
  /** For tests; see {@link probe}. */
  keptMs?: number;
  patienceMs?: number;
}

/** Asked every fifteen seconds by whoever watches, and by several of them perhaps; Prometheus itself waits ten seconds. */
const usual = { keptMs: 5_000, patienceMs: 6_000 };

/**
 * Adds gauges of how the archive and the queues stand, read when somebody looks. What cannot be read in time is left out,
 * and `chipwire_reachable` says so: an old number would look like a new one.
 *
 * @returns what brings them up to date
 */
export function watchStanding(registry: Registry, watched: Watched): () => Promise<void> {
  const times = {
    keptMs: watched.keptMs ?? usual.keptMs,
    patienceMs: watched.patienceMs ?? usual.patienceMs,
  };
  const [standing, queues] = [probe(watched.standing, times), probe(watched.queues, times)];
  const checks = probe(watched.checks, times);
  const reachable = gauge(registry, {
    name: 'chipwire_reachable',
    help: 'Whether this process got its numbers from the database and from the queue in time (1) or not (0)',
    labelNames: ['part'],
  });
  const showStanding = standingGauges(registry);
  const showQueues = queueGauge(registry);
  const showChecks = checkGauge(registry);
  return async () => {
    const [stands, counts, checked] = await Promise.all([standing(), queues(), checks()]);
    reachable.set({ part: 'database' }, stands ? 1 : 0);
    reachable.set({ part: 'queue' }, counts ? 1 : 0);
    showStanding(stands, watched.now());
    showQueues(counts);
    showChecks(checked);
  };
}

type Told = { name: string; help: string; labelNames?: string[] };

const gauge = (registry: Registry, { name, help, labelNames = [] }: Told) =>
  new Gauge({ name, help, labelNames, registers: [registry] });

function standingGauges(registry: Registry): (standing: Standing | null, now: Date) => void {
  const waiting = gauge(registry, {
    name: 'chipwire_waiting',
    help: 'What waits for a stage, as the archive says: feeds due, articles, alerts due, deliveries due',
    labelNames: ['stage'],
  });
  const oldest = gauge(registry, {
    name: 'chipwire_waiting_oldest_seconds',
    help: 'For how long the first of what waits for a stage has been waiting; 0 where nothing does',
    labelNames: ['stage'],
  });
  const articles = gauge(registry, {
    name: 'chipwire_articles',
    help: 'Articles in the archive; above 100,000 by the estimate of the database',
  });
  const givenUp = gauge(registry, {
    name: 'chipwire_given_up',
    help: 'Articles that the pipeline gave up on (article) or alerts did (matching)',
    labelNames: ['what'],
  });
  const feeds = gauge(registry, {
    name: 'chipwire_feeds',
    help: 'Feeds by state (new, ok, failing, gone, paused, removed)',
    labelNames: ['state'],
  });
  const failing = gauge(registry, {
    name: 'chipwire_feed_failing_seconds',
    help: 'Time since a failing feed last answered well, for the 50 that have failed for longest',
    labelNames: ['feed'],
  });
  const channels = gauge(registry, {
    name: 'chipwire_channels',
    help: 'Channels that fail or that are off',
    labelNames: ['state'],
  });
  const processes = gauge(registry, {
    name: 'chipwire_processes',
    help: 'Processes of Chipwire seen in the last minute, by kind (worker, web, both)',
    labelNames: ['kind'],
  });
  const all = [waiting, oldest, articles, givenUp, feeds, failing, channels, processes];
  return (standing, now) => {
    for (const each of all) each.reset();
    // Without labels, a gauge that is reset says 0.
    if (!standing) return articles.remove();
    const secondsSince = (at: Date | null) => (at ? Math.max(0, (now.getTime() - at.getTime()) / 1000) : 0);
    for (const [stage, waits] of Object.entries(standing.stages)) {
      waiting.set({ stage }, waits.waiting);
      oldest.set({ stage }, secondsSince(waits.since));
    }
    articles.set(standing.articles);
    givenUp.set({ what: 'article' }, standing.articlesFailed);
    givenUp.set({ what: 'matching' }, standing.matchingFailed);
    for (const state of feedStates) feeds.set({ state }, standing.feeds[state] ?? 0);
    for (const { id, since } of standing.failingFeeds) failing.set({ feed: id }, secondsSince(since));
    for (const state of ['failing', 'off'] as const) channels.set({ state }, standing.channels[state]);
    for (const [kind, n] of Object.entries(standing.processes)) processes.set({ kind }, n);
  };
}

/** Feeds that fail and are named: two thousand feeds must not make two thousand series. */
export const mostFailingFeeds = 50;
const feedStates = ['new', 'ok', 'failing', 'gone', 'paused', 'removed'];

function checkGauge(registry: Registry): (checks: Pick<Checked, 'name' | 'state'>[] | null) => void {
  const check = gauge(registry, {
    name: 'chipwire_check',
    help: 'How a part is, as the health page and /readyz have it: 0 well, 1 doubtful, 2 failing',
    labelNames: ['check'],
  });
  return (checks) => {
    check.reset();
    for (const { name, state } of checks ?? []) check.set({ check: name }, states.indexOf(state));
  };
}

function queueGauge(registry: Registry): (counts: QueueCounts | null) => void {
  const jobs = gauge(registry, {
    name: 'chipwire_queue_jobs',
    help: 'Jobs in the queue of a stage, by state (wait, active, delayed, prioritized)',
    labelNames: ['stage', 'state'],
  });
  return (counts) => {
    jobs.reset();
    for (const [stage, states] of Object.entries(counts ?? {}))
      for (const [state, n] of Object.entries(states)) jobs.set({ stage, state }, n);
  };
}
