import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultsAlerts, hookCount, type MadeAlert } from './alerts.ts';
import { startEmbedded } from './embedded.ts';
import type { HomeSettings, Victim } from './home.ts';
import { isFine, judge, type Outcome } from './judge.ts';
import { startListener } from './listener.ts';
import { until } from './processes.ts';
import { startPublishers } from './publisher.ts';
import { randomFrom } from './random.ts';
import { startReaders } from './readers.ts';
import { startReceiver } from './receiver.ts';
import { playRound, type Round, type Run } from './round.ts';
import { startServers } from './server.ts';

export const homes = {
  embedded: startEmbedded,
  /** PostgreSQL alone. */
  postgres: (settings: HomeSettings) => startServers(settings, { redis: false }),
  /** PostgreSQL and Redis. */
  server: (settings: HomeSettings) => startServers(settings, { redis: true }),
  /** The same, behind lines that fail. */
  network: (settings: HomeSettings) => startServers(settings, { redis: true, lines: true }),
};

export interface PlaySettings {
  home: keyof typeof homes;
  rounds: number;
  seed: number;
  /** Killed in turn; all that the home has when absent. */
  victims?: readonly Victim[];
  /** Waits for nothing that takes minutes: no alert holds matches back, and feeds whose poll died are left out. */
  short?: boolean;
  /** Seconds that servers are away each time; drawn anew when absent. */
  down?: number | undefined;
  /** Ends the run after the round that is played. */
  signal?: AbortSignal;
  /** Called after each round. */
  onRound?: (round: Round) => void;
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
      rounds.push(await playRound(run, nth, victims[nth % victims.length]!, settings.down));
      settings.onRound?.(rounds.at(-1)!);
    }
    const outcome = { ...(await judge(run, rounds, settings.short ?? false)), folder };
    if (isFine(outcome)) closers.unshift(async () => rmSync(folder, { recursive: true, force: true }));
    return outcome;
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

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
  const listener = startListener(home.origin);
  const readers = startReaders(home.origin);
  closers.push(listener.close, readers.close);
  const wanted = short ? faultsAlerts.filter(({ tells }) => tells === 'each') : faultsAlerts;
  let alerts: MadeAlert[] = [];
  const setUp = async () => {
    const { alerts: ids } = await home.archive().setUp(receiver.hooks, wanted);
    alerts = wanted.map((alert, nth) => ({ ...alert, id: ids[nth]! }));
    return true;
  };
  await until('Chipwire knows its entities', setUp, 120_000, 250);
  return { home, publishers, receiver, listener, readers, random, alerts };
}
