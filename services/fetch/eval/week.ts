import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttp } from '../../runtime/http.ts';
import { afterPoll, type FeedRow } from '../after.ts';
import { type Poll, pollFeed } from '../poll.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** One request of the week. */
export interface WeekLine {
  at: Date;
  /** milliseconds since the one before; null for the first */
  gapMs: number | null;
  conditional: boolean;
  status: number | null;
  outcome: Poll['outcome'];
  /** what the publisher does at that time */
  scene: string;
  entries: number;
  nextPollAt: Date;
}

/** What the publisher does, in order; hours since the start. */
const SCENES: { from: number; name: string }[] = [
  { from: 0, name: 'usual, max-age 15 min' },
  { from: 24, name: 'max-age 2 h' },
  { from: 36, name: '503, Retry-After 90 min' },
  { from: 38, name: 'usual, max-age 15 min' },
  { from: 60, name: '429, Retry-After as a date 6 h away' },
  { from: 62, name: 'usual, max-age 15 min' },
  { from: 84, name: 'no answer' },
  { from: 90, name: 'a maintenance page' },
  { from: 94, name: 'moved for good (301)' },
  { from: 150, name: '404' },
  { from: 158, name: 'usual, max-age 15 min' },
];

const sceneAt = (ms: number) => SCENES.findLast(({ from }) => ms >= from * HOUR)!.name;

/**
 * Polls one feed for seven days of a virtual clock, over real HTTP to a publisher in this process. Twice a day Chipwire starts
 * anew with nothing but the feed's row, as it would read it from the database.
 *
 * @param interval seconds, as feeds.yaml would say
 */
export async function simulateWeek(
  interval = 1800,
): Promise<{ lines: WeekLine[]; row: FeedRow; restarts: number }> {
  const begun = Date.parse('2026-03-02T00:00:00Z');
  const clock = { ms: begun };
  const lines: WeekLine[] = [];
  const { server, origin, last } = await startPublisher(() => clock.ms - begun, begun);
  let row = newRow(`${origin}/feed.xml`, interval, begun);
  let restarts = 0;
  const start = () =>
    createHttp({ userAgent: 'Chipwire/week', allowHosts: [new URL(origin).host], timeoutMs: 400 });
  let http = start();
  try {
    while (row.nextPollAt.getTime() < begun + 7 * DAY) {
      if (row.nextPollAt.getTime() > begun + (restarts + 1) * 12 * HOUR) {
        restarts++;
        row = restored(row);
        await http.close();
        http = start();
      }
      clock.ms = row.nextPollAt.getTime();
      const now = () => new Date(clock.ms);
      const poll = await pollFeed({ ...row, url: row.pollUrl ?? row.url }, { http, now });
      const {
        state: _,
        reason: __,
        lastEntryAt: ___,
        ...change
      } = afterPoll(row, poll, now(), chance(lines.length));
      row = { ...row, ...change } as FeedRow;
      const before = lines.at(-1)?.at.getTime();
      lines.push({
        at: now(),
        gapMs: before === undefined ? null : clock.ms - before,
        conditional: last()?.headers['if-none-match'] !== undefined,
        status: 'status' in poll ? (poll.status ?? null) : null,
        outcome: poll.outcome,
        scene: sceneAt(clock.ms - begun),
        entries: poll.outcome === 'entries' ? poll.feed.entries.length : 0,
        nextPollAt: row.nextPollAt,
      });
    }
  } finally {
    await http.close();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
  return { lines, row, restarts };
}

/** The same every time, and spread over 0 … 1. */
const chance = (n: number) => (n * 0.618) % 1;

function newRow(url: string, interval: number, at: number): FeedRow {
  const moves = { pollUrl: null, movedTo: null, movedCount: 0 };
  const validators = { etag: null, lastModified: null };
  return { url, interval, ...moves, ...validators, rhythm: 0, failures: 0, nextPollAt: new Date(at) };
}

/** Through text and back, as through a database. */
function restored(row: FeedRow): FeedRow {
  const kept = JSON.parse(JSON.stringify(row)) as FeedRow;
  return { ...kept, nextPollAt: new Date(row.nextPollAt) };
}

async function startPublisher(elapsed: () => number, begun: number) {
  let last: IncomingMessage | undefined;
  const server: Server = createServer((req, res) => {
    last = req;
    const scene = sceneAt(elapsed());
    const now = begun + elapsed();
    if (scene === 'no answer') return;
    if (scene === 'a maintenance page') return void res.end('<html><title>Back soon</title></html>');
    if (scene === '404') return void res.writeHead(404).end();
    if (scene.startsWith('503')) return void res.writeHead(503, { 'retry-after': '5400' }).end();
    if (scene.startsWith('429')) {
      const until = begun + 66 * HOUR;
      return void res.writeHead(429, { 'retry-after': new Date(until).toUTCString() }).end();
    }
    if (scene.startsWith('moved') && req.url === '/feed.xml')
      return void res.writeHead(301, { location: '/new.xml' }).end();
    const { etag, body } = issue(now);
    const maxAge = scene.includes('2 h') ? 7200 : 900;
    const headers = { etag, 'cache-control': `max-age=${maxAge}`, date: new Date(now).toUTCString() };
    if (req.headers['if-none-match'] === etag) return void res.writeHead(304, headers).end();
    return void res.writeHead(200, headers).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { server, origin, last: () => last };
}

/** A new entry every 75 minutes of the working day, the latest twenty in the feed. */
function issue(now: number): { etag: string; body: string } {
  const all: number[] = [];
  for (let at = now - 3 * DAY; at <= now; at += MINUTE) {
    const minute = Math.floor(at / MINUTE);
    const hour = new Date(at).getUTCHours();
    if (minute % 75 === 0 && hour >= 7 && hour < 19) all.push(minute * MINUTE);
  }
  const entries = all.slice(-20).reverse();
  const items = entries.map(
    (at) =>
      `<item><title>Report of ${at / MINUTE}</title><link>https://news.example/${at}</link><pubDate>${new Date(at).toUTCString()}</pubDate></item>`,
  );
  const body = `<rss version="2.0"><channel><title>Chips</title>${items.join('')}</channel></rss>`;
  return { etag: `W/"${entries[0]}--gzip"`, body };
}
