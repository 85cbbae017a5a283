import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { databaseUrl, onServer } from '../../../db/testing/setup.ts';
import { type Measured, startMeasured, startWireProcess } from './processes.ts';

export interface Asked {
  /** Articles that go through before the measurement begins, and those of which it is made. */
  warmUp: number;
  articles: number;
  /** of workers; embedded there can be one only */
  processes?: number;
  /** where CPU profiles of all threads go, one file each; they slow everything down */
  profiles?: string;
}

export interface PipelineFigures {
  home: string;
  articles: number;
  /** of the clock */
  seconds: number;
  /** CPU of all measured processes and their threads; of PostgreSQL and Redis where they are on this machine */
  cpuSeconds: number;
  serverCpuSeconds: number | null;
  /** of the first process, in megabytes */
  resident: number;
}

/** Where the archive is that is measured; the settings are those of README. */
export interface Home {
  DATABASE_URL?: string | undefined;
  REDIS_URL?: string | undefined;
}

export const nameOf = ({ DATABASE_URL, REDIS_URL }: Home) =>
  [DATABASE_URL ? 'PostgreSQL' : 'embedded', ...(REDIS_URL ? ['Redis'] : [])].join(' and ');

/** A feed lists its newest forty, so that all of them are seen at the first poll. */
const perFeed = 40;
const feedsFor = (articles: number) => Math.ceil(articles / perFeed);

/** Sends articles of the scaled wire through the whole pipeline, over HTTP, in an archive of its own. */
export async function measurePipeline(
  { warmUp, articles, processes = 1, profiles }: Asked,
  home: Home,
): Promise<PipelineFigures> {
  const feeds = feedsFor(warmUp) + feedsFor(articles);
  const wire = await startWireProcess(feeds, feeds * perFeed);
  const archive = await makeArchive(home);
  const env = { ...archive.settings, CHIPWIRE_ALLOW_HOSTS: wire.host };
  const all: Measured[] = [];
  try {
    for (let n = 0; n < processes; n++) all.push(await startMeasured(env));
    const first = all[0]!;
    await first.ask('feeds', wire.feeds.slice(0, feedsFor(warmUp)));
    await through(first, feedsFor(warmUp) * perFeed);
    if (profiles) await first.ask('beginProfiles');
    const before = await usageOf(all);
    const begun = performance.now();
    await first.ask('feeds', wire.feeds);
    await through(first, feeds * perFeed);
    const seconds = (performance.now() - begun) / 1000;
    const after = await usageOf(all);
    if (profiles) await first.ask('endProfiles', profiles);
    await Promise.all(all.map((one) => one.ask('close')));
    return {
      ...{ home: nameOf(home), articles: feedsFor(articles) * perFeed, seconds },
      cpuSeconds: after.cpu - before.cpu,
      serverCpuSeconds:
        after.serverCpu === null || before.serverCpu === null ? null : after.serverCpu - before.serverCpu,
      resident: after.resident,
    };
  } finally {
    for (const one of all) one.end();
    wire.end();
    await archive.drop();
  }
}

async function usageOf(all: readonly Measured[]) {
  const each = await Promise.all(all.map((one) => one.ask('usage')));
  return { ...each[0]!, cpu: each.reduce((sum, { cpu }) => sum + cpu, 0) };
}

const patienceMs = 120_000;

/** Waits until so many articles are in their stories. @throws Error when one has failed, or nothing moves any more */
async function through(measured: Measured, count: number): Promise<void> {
  for (let [moved, last] = [performance.now(), '']; ; await sleep(250)) {
    const steps = await measured.ask('steps');
    if (steps.failed > 0) throw new Error(`${steps.failed} articles failed`);
    if (steps.clustered === count) return;
    const now = JSON.stringify(steps);
    if (now !== last) [moved, last] = [performance.now(), now];
    if (performance.now() - moved > patienceMs)
      throw new Error(`Nothing moves: ${now}, and ${count} articles were to come`);
  }
}

async function makeArchive({ DATABASE_URL, REDIS_URL }: Home) {
  const name = `chipwire_bench_${randomBytes(4).toString('hex')}`;
  const folder = mkdtempSync(join(tmpdir(), 'chipwire-bench-'));
  if (DATABASE_URL) await onServer(DATABASE_URL, `create database ${name}`);
  return {
    settings: {
      DATABASE_URL: DATABASE_URL && databaseUrl(DATABASE_URL, name),
      REDIS_URL,
      CHIPWIRE_QUEUE_PREFIX: name,
      CHIPWIRE_DATA: folder,
    },
    drop: async () => {
      rmSync(folder, { recursive: true, force: true });
      if (DATABASE_URL) await onServer(DATABASE_URL, `drop database ${name} with (force)`);
    },
  };
}
