import type { Standing } from '../../../db/testing/faults.ts';
import type { MadeAlert } from './alerts.ts';
import { happeningsOf } from './happenings.ts';
import type { Home, Victim } from './home.ts';
import { judgeReceived, type ShownRound } from './ledger.ts';
import type { Listener } from './listener.ts';
import { until } from './processes.ts';
import type { Publishers } from './publisher.ts';
import type { Random } from './random.ts';
import type { Readers } from './readers.ts';
import type { Receiver } from './receiver.ts';
import { judgeSteps } from './steps.ts';

/** What one run of rounds shares. */
export interface Run {
  home: Home;
  publishers: Publishers;
  receiver: Receiver;
  listener: Listener;
  readers: Readers;
  random: Random;
  alerts: MadeAlert[];
}

/** Where the slowest of the round’s articles was when its victim was killed. */
export const stages = ['poll', 'read', 'tag', 'cluster', 'match', 'deliver', 'over'] as const;
export type KilledAt = (typeof stages)[number];

export interface Round extends ShownRound {
  nth: number;
  victim: Victim;
  stage: KilledAt;
  /** Milliseconds since 1970. */
  killedAt: number;
  /** When it was started again. */
  revivedAt: number;
  /** What of it stood still when the next round began; empty when all that was found was settled. */
  left: string;
  /** Which step counts of the archive did not add up then. */
  wrong: string[];
  ms: number;
}

/** Publishes, kills, revives, and waits until nothing of it stands still any more. */
export async function playRound(run: Run, nth: number, victim: Victim, down?: number): Promise<Round> {
  const started = Date.now();
  const shown = await show(run, nth);
  await momentToKill(run, nth);
  const killedAt = Date.now();
  await run.home.kill(victim);
  const early = await stageNow(run, shown).catch(() => null);
  await pause(down === undefined ? downtime(run.random, victim) : down * 1000);
  const revivedAt = Date.now();
  await run.home.revive(victim);
  const stage = early ?? (await stageNow(run, shown));
  const left = await settle(run, shown, Date.now());
  const wrong = judgeSteps(await run.home.archive().steps());
  return { ...shown, nth, victim, stage, killedAt, revivedAt, left, wrong, ms: Date.now() - started };
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function show({ home, publishers, random }: Run, nth: number): Promise<ShownRound> {
  const articles = happeningsOf(nth, random).map((article) => ({
    ...article,
    url: publishers.urlOf(article),
  }));
  const feeds = publishers.show(nth, articles);
  await until('a feed is added', async () => {
    await home.archive().addFeeds(feeds);
    return true;
  });
  return { articles, feedIds: feeds.map(({ id }) => id) };
}

const mostWaitMs = 8_000;

/** Soon after something of the round was seen from outside: its feed was asked for, a page of it, or a notice was sent. */
async function momentToKill({ publishers, receiver, random }: Run, nth: number): Promise<void> {
  const [share, after] = [random.next(), random.next()];
  const seen = new Promise<number>((resolve) => {
    const sees = (kind: 'feed' | 'page' | 'hook', ms: number) => (what: string) =>
      what === kind && resolve(ms);
    const feed = sees('feed', after * 1500);
    const page = sees('page', after * 1000);
    const hook = sees('hook', after * 60);
    let hooksLeft = random.between(1, 7);
    publishers.onRequest((kind, round) => {
      if (round === nth) (share < 0.2 ? feed : page)(share < 0.6 ? kind : '');
    });
    receiver.onReceived(() => {
      hooksLeft -= 1;
      if (share >= 0.6 && hooksLeft === 0) hook('hook');
    });
  });
  await pause(await Promise.race([seen, pause(mostWaitMs).then(() => 0)]));
}

/** Servers are away for up to some seconds; a process is started again at once. */
function downtime(random: Random, victim: Victim): number {
  if (victim === 'redis-flush') return 0;
  const long = random.next() < 0.3 && !['process', 'worker', 'web'].includes(victim);
  const least = victim === 'line-slow' ? 1000 : 0;
  return least + random.next() * (long ? 5000 : 300);
}

async function stageNow({ home }: Run, shown: ShownRound): Promise<KilledAt> {
  const standing = await home.archive().standing(urlsOf(shown), shown.feedIds);
  const waits: Record<string, KilledAt> = { found: 'read', read: 'tag', tagged: 'cluster' };
  const at = standing.articles.map(({ step, unmatched }) => waits[step] ?? (unmatched ? 'match' : 'over'));
  if (at.length < shown.articles.length) at.push('poll');
  if (standing.pending > 0) at.push('deliver');
  return stages.find((stage) => at.includes(stage)) ?? 'over';
}

export const urlsOf = ({ articles }: ShownRound) => articles.map(({ url }) => url);

const mostSettleMs = 60_000;
/** A poll that takes longer is one whose worker died: its feed is left alone until its lease is over. */
const pollMs = 8_000;

/** @returns what still stood still after a minute, in words */
async function settle(run: Run, shown: ShownRound, revivedAt: number): Promise<string> {
  let left = 'the archive does not answer';
  const isSettled = async () => {
    const standing = await run.home.archive().standing(urlsOf(shown), shown.feedIds);
    left = leftOf(run, shown, standing, revivedAt);
    return left === '';
  };
  await until('settled', isSettled, mostSettleMs, 50).catch(() => {});
  return left;
}

function leftOf(run: Run, shown: ShownRound, standing: Standing, revivedAt: number): string {
  const { articles, pending, polling } = standing;
  const missing = shown.articles.length - articles.length;
  const pollDied = polling.length > 0 && Date.now() > revivedAt + pollMs;
  if (!isStill(standing)) {
    const steps = articles.map(({ step, unmatched }) => (unmatched ? 'unmatched' : step));
    return `${steps.join(', ')}; ${pending} deliveries pending`;
  }
  if (missing > 0) return pollDied ? '' : `${missing} articles were not found`;
  return judgeReceived(shown, run.receiver.log, run.alerts).lost.join('; ');
}

/** Nothing of what was found is on its way. */
export const isStill = ({ articles, pending }: Standing) =>
  pending === 0 && articles.every(({ step, unmatched }) => step === 'clustered' && !unmatched);
