import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Standing, Sums } from '../../../db/testing/faults.ts';
import { faultsAlerts, hookCount, type MadeAlert } from './alerts.ts';
import { startEmbedded } from './embedded.ts';
import type { HomeSettings, Victim } from './home.ts';
import { expected, judgeLog, judgeMatches, judgeReceived, type ShownRound, toldTogether } from './ledger.ts';
import { until } from './processes.ts';
import { startPublishers } from './publisher.ts';
import { randomFrom } from './random.ts';
import { startReceiver } from './receiver.ts';
import { isStill, playRound, type Round, type Run, urlsOf } from './round.ts';
import { startServers } from './server.ts';

export const homes = {
  embedded: startEmbedded,
  /** PostgreSQL alone. */
  postgres: (settings: HomeSettings) => startServers(settings, false),
  /** PostgreSQL and Redis. */
  server: (settings: HomeSettings) => startServers(settings, true),
};

export interface PlaySettings {
  home: keyof typeof homes;
  rounds: number;
  seed: number;
  /** Killed in turn; all that the home has when absent. */
  victims?: readonly Victim[];
  /** Waits for nothing that takes minutes: no alert holds matches back, and feeds whose poll died are left out. */
  short?: boolean;
  /** Ends the run after the round that is played. */
  signal?: AbortSignal;
  /** Called after each round. */
  onRound?: (round: Round) => void;
}

export interface Outcome {
  rounds: Round[];
  log: Run['receiver']['log'];
  alerts: MadeAlert[];
  lost: string[];
  doubled: string[];
  /** Anything else that should not be. */
  wrong: string[];
  sums: Sums;
  /** Where its logs are kept; removed when all was well. */
  folder: string;
}

/** Plays rounds on a home of its own, and judges them when all has come to rest. */
export async function play(settings: PlaySettings): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'chipwire-faults-'));
  chmodSync(folder, 0o755); // PostgreSQL runs as another user
  const closers: (() => Promise<void>)[] = [];
  try {
    const run = await start(settings, folder, closers);
    const rounds: Round[] = [];
    const victims = settings.victims ?? run.home.victims;
    for (let nth = 0; nth < settings.rounds && !settings.signal?.aborted; nth++) {
      rounds.push(await playRound(run, nth, victims[nth % victims.length]!));
      settings.onRound?.(rounds.at(-1)!);
    }
    const outcome = { ...(await judge(run, rounds, settings.short ?? false)), folder };
    if (isFine(outcome)) closers.unshift(async () => rmSync(folder, { recursive: true, force: true }));
    return outcome;
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

export const isFine = ({ lost, doubled, wrong }: Pick<Outcome, 'lost' | 'doubled' | 'wrong'>) =>
  lost.length + doubled.length + wrong.length === 0;

async function start(
  { home: name, seed, short = false }: PlaySettings,
  folder: string,
  closers: (() => Promise<void>)[],
): Promise<Run> {
  const random = randomFrom(seed);
  const publishers = await startPublishers();
  closers.push(publishers.close);
  const receiver = await startReceiver(hookCount, () => random.between(2, 25));
  closers.push(receiver.close);
  const hosts: HomeSettings = { folder, publisher: publishers.host, receiver: receiver.host };
  const home = await homes[name](hosts);
  closers.push(home.close);
  const wanted = short ? faultsAlerts.filter(({ tells }) => tells === 'each') : faultsAlerts;
  let alerts: MadeAlert[] = [];
  const setUp = async () => {
    const { alerts: ids } = await home.archive().setUp(receiver.hooks, wanted);
    alerts = wanted.map((alert, nth) => ({ ...alert, id: ids[nth]! }));
    return true;
  };
  await until('Chipwire knows its entities', setUp, 120_000, 250);
  return { home, publishers, receiver, random, alerts };
}

/** A feed whose poll died is polled again after two minutes; what is held is told within one. */
const restMs = 240_000;

async function judge(run: Run, rounds: Round[], short: boolean): Promise<Omit<Outcome, 'folder'>> {
  const { home, receiver, alerts } = run;
  const all = { articles: rounds.flatMap((round) => round.articles), feedIds: [] };
  const standing = () => home.archive().standing(urlsOf(all), []);
  const atRest = async () => {
    const now = await standing();
    const { held } = await home.archive().sums();
    return isStill(now) && (short || now.articles.length === all.articles.length) && held === 0;
  };
  await until('all is at rest', atRest, restMs, 500).catch(() => {});
  const [end, sums] = [await standing(), await home.archive().sums()];
  const due = short ? foundOf(all, end) : all;
  const verdicts = [judgeReceived(due, receiver.log, alerts), judgeMatches(due, end, alerts)];
  const lost = verdicts.flatMap((verdict) => verdict.lost);
  const together = toldTogether(receiver.log, alerts);
  const doubled = [...verdicts.flatMap((verdict) => verdict.doubled), ...together.doubled];
  const wrong = [...judgeLog(all, receiver.log, alerts), ...receiver.forged, ...wrongSums(sums)];
  const asked = alerts
    .filter(({ tells }) => tells === 'together')
    .reduce((sum, alert) => sum + expected(all, alert).size, 0);
  if (together.told !== asked) wrong.push(`what is told together is ${together.told} matches, not ${asked}`);
  return { rounds, log: receiver.log, alerts, lost, doubled, wrong, sums };
}

/** Without what nobody has found yet: its feed was being polled when the worker died, and is left alone for two minutes. */
const foundOf = (all: ShownRound, { articles }: Standing): ShownRound => ({
  ...all,
  articles: all.articles.filter(({ url }) => articles.some((found) => found.url === url)),
});

function wrongSums({ unmatched, held, deliveries, again }: Sums): string[] {
  const { delivered: _, ...others } = deliveries;
  return [
    ...(unmatched ? [`${unmatched} articles that alerts have not seen`] : []),
    ...(held ? [`${held} matches still held`] : []),
    ...(again ? [`${again} matches of stories that were matched already`] : []),
    ...Object.entries(others).map(([state, n]) => `${n} deliveries are ${state}`),
  ];
}
