import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pino } from 'pino';
import type { Database } from '../../../db/database.ts';
import { feedFigures } from '../../../db/feedHealth.ts';
import { dueFeeds, listFeeds, syncFeeds } from '../../../db/feeds.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { parseFeed } from '../../fetch/parse.ts';
import { judgeRobots } from '../../fetch/robots.ts';
import { allowList } from '../../runtime/address.ts';
import type { FeedSource } from '../../runtime/feeds.ts';
import { createHttp } from '../../runtime/http.ts';
import { AskLater } from '../../runtime/politeness.ts';
import { feedAt, startPublisher } from '../../testing/app.ts';
import { createSender } from '../../watch/delivery/sender.ts';
import { createMatcher } from '../../watch/live/matcher.ts';
import type { Attempt, Context } from '../context.ts';
import { fetchFeed } from '../fetch.ts';
import { politely } from '../polite.ts';
import type { Threads } from '../threads.ts';

export const minute = 60_000;
export const hour = 60 * minute;

/** A request as the publisher saw it, in virtual time. */
export interface Seen {
  at: number;
  path: string;
  headers: IncomingMessage['headers'];
}

/**
 * A publisher, an archive and handlers on one virtual clock. Nothing is exempt from politeness here: `host` plays a
 * public one.
 */
export async function startVirtual(start = '2026-03-01T12:00:00Z') {
  const [db, publisher] = await Promise.all([openTestDatabase(), startPublisher()]);
  const clock = { ms: Date.parse(start) };
  const now = () => new Date(clock.ms);
  const seen: Seen[] = [];
  const closers: (() => Promise<void>)[] = [];
  const port = publisher.host.split(':')[1];
  const url = (path: string, name = 'news.example') => `http://${name}:${port}${path}`;

  /** What a process makes at its start; a second call is a restart, or a second process. */
  function startProcess(random = () => 0.5): Context {
    const names = [`news.example:${port}`, `other.example:${port}`];
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    const http = createHttp({ userAgent: 'Chipwire/test', allowHosts: names, resolve, timeoutMs: 5000 });
    closers.push(() => http.close());
    const sender = createSender({ userAgent: 'Chipwire/test', allowHosts: [], mail: null });
    closers.push(() => sender.close());
    const threads = { parse: ({ text, url }) => parseFeed(text, { url }) } as Threads;
    const sleep = async (ms: number) => {
      clock.ms += ms;
    };
    const polite = politely({
      ...{ orm: db.orm, http, allow: allowList(names), unspaced: allowList([]), now, sleep },
      judge: async (input) => judgeRobots(input),
    });
    return {
      orm: db.orm,
      http: polite,
      threads,
      matcher: createMatcher(db.orm),
      sender,
      home: url('/'),
      log: pino({ level: 'silent' }),
      now,
      random,
    };
  }

  return {
    db,
    clock,
    now,
    seen,
    url,
    startProcess,
    /** Sets what a path answers, noting each request. */
    answer(path: string, act: (req: IncomingMessage, res: ServerResponse) => void) {
      publisher.answers[path] = (req, res) => {
        seen.push({ at: clock.ms, path, headers: req.headers });
        act(req, res);
      };
    },
    /** Makes the archive poll these paths of news.example; ids are the paths without slashes and dots. */
    list: (paths: string[], more: Partial<FeedSource> = {}) =>
      syncFeeds(
        db.orm,
        paths.map((path) => feedAt(path.replaceAll(/\W/g, ''), url(path), more)),
        now(),
      ),
    feed: async (id: string) => ({
      ...(await listFeeds(db.orm, [id]))[0]!,
      ...(await feedFigures(db.orm, new Date(clock.ms), [id])).get(id)!,
    }),
    close: async () => {
      for (const close of closers) await close();
      await publisher.close();
      await db.close();
    },
  };
}
export type Virtual = Awaited<ReturnType<typeof startVirtual>>;

export const attempt = (more: Partial<Attempt> = {}): Attempt => ({
  last: false,
  waitedMs: 0,
  signal: AbortSignal.timeout(30_000),
  ...more,
});

/** Polls a feed if it is due; `later` where its host is busy. */
export async function pollOnce(ctx: Context, id: string): Promise<string> {
  try {
    return (await fetchFeed(ctx, id, attempt())).outcome;
  } catch (error) {
    if (error instanceof AskLater) return 'later';
    throw error;
  }
}

/** Polls whatever is due until `end`, eight at once (processes take turns), moving the clock to the next feed's time. */
export async function pollUntil({ db, clock, now }: Virtual, process: Context | Context[], end: number) {
  const processes = [process].flat();
  const atOnce = 8;
  while (clock.ms < end) {
    const due = await dueFeeds(db.orm, now());
    for (let n = 0; n < due.length; n += atOnce) {
      const batch = due.slice(n, n + atOnce);
      await Promise.all(batch.map((id, m) => pollOnce(processes[m % processes.length]!, id)));
    }
    const next = await soonest(db);
    if (next === null) return;
    clock.ms = Math.max(clock.ms, Math.min(next, end));
  }
}

async function soonest({ orm }: Database): Promise<number | null> {
  const rows = (await listFeeds(orm)).filter(({ state }) => state !== 'gone' && state !== 'removed');
  return rows.length === 0 ? null : Math.min(...rows.map(({ nextPollAt }) => nextPollAt.getTime()));
}

/** Milliseconds between neighbours. */
export const gapsOf = (times: number[]): number[] => times.slice(1).map((time, n) => time - times[n]!);

/** Resident memory of this process at its highest so far, in bytes (Linux); 0 elsewhere. */
export function peakMemory(): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
