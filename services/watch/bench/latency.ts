import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { type DestinationStream, pino } from 'pino';
import { countSteps } from '../../../db/articles.ts';
import type { Orm } from '../../../db/database.ts';
import { countUnmatched } from '../../../db/matches.ts';
import { channels, feeds, matches } from '../../../db/schema.ts';
import { databaseUrl, onServer } from '../../../db/testing/setup.ts';
import { specSchema } from '../../alert/spec.ts';
import { startApp } from '../../app.ts';
import { loadArticles, type WireArticle } from '../../demo/wire/articles.ts';
import { readConfig } from '../../runtime/config.ts';
import { articlePage, feedAt, give, rss, startPublisher } from '../../testing/app.ts';
import { saveAlert } from '../alerts.ts';

// From the moment at which a feed shows an entry until a webhook's receiver has the alert: the whole of Chipwire over
// loopback, articles of the sample wire arriving one by one, each a story of its own. The time until the feed is polled
// does not count, nor does the first article. Runs on the home that DATABASE_URL and REDIS_URL name, in an archive of its own.

/** Longer than anything that still works. */
const patienceMs = 20_000;
const apartMs = 2.5 * 24 * 3_600_000;

export interface Latency {
  home: string;
  articles: number;
  /** Articles that grouping put into a story that was told already: not counted. */
  grouped: number;
  /** Milliseconds. */
  p50: number;
  p95: number;
  p99: number;
  most: number;
  /** Milliseconds of work in each stage, in the middle; the rest is waiting in between. */
  stages: Record<string, number>;
}

/** @param count articles at most */
export async function measureLatency(count: number): Promise<Latency> {
  const { DATABASE_URL, REDIS_URL } = process.env;
  const name = `chipwire_bench_${randomBytes(4).toString('hex')}`;
  const folder = mkdtempSync(join(tmpdir(), 'chipwire-bench-'));
  if (DATABASE_URL) await onServer(DATABASE_URL, `create database ${name}`);
  const [publisher, receiver] = [await startPublisher(), await startReceiver()];
  const stages = new Map<string, number[]>();
  const app = await startApp({
    config: readConfig({
      ...(DATABASE_URL ? { DATABASE_URL: databaseUrl(DATABASE_URL, name) } : {}),
      ...(REDIS_URL ? { REDIS_URL, CHIPWIRE_QUEUE_PREFIX: name } : {}),
      CHIPWIRE_DATA: folder,
      CHIPWIRE_ALLOW_HOSTS: publisher.host,
      CHIPWIRE_CHANNEL_HOSTS: receiver.host,
    }),
    feeds: [feedAt('bench', `${publisher.origin}/feed.xml`)],
    log: pino({ level: 'debug' }, stageTimes(stages)),
    roles: { workers: true, web: false },
  });
  try {
    await addAlert(app.db.orm, receiver.url);
    const times: number[] = [];
    let grouped = 0;
    for (const [n, article] of oneOfEachStory().slice(0, count).entries()) {
      const ms = await arrival(app.db.orm, { publisher, receiver }, article, n + 1);
      if (ms === null) grouped += 1;
      // The first one finds everything cold.
      else if (n > 0) times.push(ms);
    }
    return {
      home: homeName(),
      grouped,
      articles: times.length,
      ...quantiles(times),
      stages: middles(stages),
    };
  } finally {
    await app.close();
    await Promise.all([publisher.close(), receiver.close()]);
    rmSync(folder, { recursive: true, force: true });
    if (DATABASE_URL) await onServer(DATABASE_URL, `drop database ${name}`);
  }
}

interface Ends {
  publisher: Awaited<ReturnType<typeof startPublisher>>;
  receiver: Awaited<ReturnType<typeof startReceiver>>;
}

/** Lets an article appear. @returns milliseconds until the receiver had it; null when it was no new story */
async function arrival(
  orm: Orm,
  { publisher, receiver }: Ends,
  { slug, title, blocks }: WireArticle,
  nth: number,
): Promise<number | null> {
  const page = articlePage(
    title,
    blocks.map(({ text }) => text),
  );
  publisher.answers[`/${slug}.html`] = give('text/html; charset=utf-8', page);
  // Days apart, as they were: grouping takes what is alike in a few days for one story.
  const date = new Date(Date.now() - nth * apartMs).toUTCString();
  const entry = { title, link: `${publisher.origin}/${slug}.html`, date };
  let shownAt: number | null = null;
  publisher.answers['/feed.xml'] = (req, res) => {
    shownAt ??= performance.now();
    give('application/rss+xml', rss([entry]))(req, res);
  };
  const before = receiver.had.length;
  await orm.update(feeds).set({ nextPollAt: new Date() }).where(eq(feeds.id, 'bench'));
  for (const end = performance.now() + patienceMs; performance.now() < end; ) {
    for (let n = 0; n < 100; n++, await sleep(5))
      if (receiver.had.length > before) return receiver.had[before]! - shownAt!;
    if (shownAt !== null && (await toldNothing(orm, nth, before))) return null;
  }
  throw new Error(`“${title}” never arrived`);
}

/** Whether so many articles are done and no more of them was told. */
async function toldNothing(orm: Orm, articles: number, told: number): Promise<boolean> {
  if ((await countSteps(orm)).clustered < articles || (await countUnmatched(orm)).waiting > 0) return false;
  return (await orm.$count(matches)) === told;
}

async function addAlert(orm: Orm, url: string): Promise<void> {
  const now = new Date();
  const secrets = [{ secret: `whsec_${randomBytes(32).toString('base64')}` }];
  const hook = {
    owner: 'local',
    kind: 'webhook' as const,
    name: 'bench',
    target: { url },
    secrets,
    madeAt: now,
  };
  const [channel] = await orm.insert(channels).values(hook).returning({ id: channels.id });
  const spec = specSchema.parse({ gates: { maxAgeHours: 8760 } });
  const asked = { name: 'Everything', query: '', channels: [channel!.id], ...spec };
  await saveAlert(orm, 'local', asked, now);
}

/** A webhook's receiver that notes when each request came. */
async function startReceiver() {
  const had: number[] = [];
  const receiver = await startPublisher();
  receiver.answers['/hook'] = (req, res) => {
    had.push(performance.now());
    req.resume().on('end', () => res.writeHead(204).end());
  };
  return { ...receiver, had, url: `${receiver.origin}/hook` };
}

/** The first original of each story of the sample wire. */
function oneOfEachStory(): WireArticle[] {
  const originals = loadArticles().filter(({ copyOf }) => copyOf === undefined);
  return [...new Map(originals.reverse().map((article) => [article.story, article])).values()];
}

/** Takes the milliseconds of each stage from the log. */
const stageTimes = (stages: Map<string, number[]>): DestinationStream => ({
  write(line) {
    const { stage, ms, outcome } = JSON.parse(line) as { stage?: string; ms?: number; outcome?: string };
    if (stage && ms !== undefined && outcome !== 'not-due')
      stages.set(stage, [...(stages.get(stage) ?? []), ms]);
  },
});

const middles = (stages: Map<string, number[]>) =>
  Object.fromEntries([...stages].map(([stage, times]) => [stage, at(times, 0.5)]));

const at = (times: readonly number[], share: number): number =>
  Math.round(times.toSorted((a, b) => a - b)[Math.ceil(share * times.length) - 1] ?? Number.NaN);

const quantiles = (times: readonly number[]) => ({
  ...{ p50: at(times, 0.5), p95: at(times, 0.95), p99: at(times, 0.99), most: at(times, 1) },
});

function homeName(): string {
  const { DATABASE_URL, REDIS_URL } = process.env;
  return `${DATABASE_URL ? 'PostgreSQL' : 'embedded'}${REDIS_URL ? ' and Redis' : ''}`;
}
