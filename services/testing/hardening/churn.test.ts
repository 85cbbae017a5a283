import { afterEach, expect, test } from 'vitest';
import { countSteps } from '../../../db/articles.ts';
import { listFeeds } from '../../../db/feeds.ts';
import { countUnmatched } from '../../../db/matches.ts';
import { notices } from '../../../db/schema.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { articlePage, feedAt, give, rss, startPublisher, startTestApp } from '../app.ts';
import { happeningsOf, type Shown } from '../faults/happenings.ts';
import { randomFrom } from '../faults/random.ts';
import { times } from '../full.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Reports of happenings that have nothing in common but whom they are about. */
function reports(many: number): Shown[] {
  const random = randomFrom(10);
  const rounds = Array.from({ length: Math.ceil(many / 2) }, (_, nth) => happeningsOf(nth, random));
  return rounds.flatMap((round) => round.filter(({ path }) => /-(first|second)$/.test(path))).slice(0, many);
}

test('row 10: a feed that changes its ids and link tokens at every poll is told of once for each article', async () => {
  const [many, turns] = [times(10, 100), times(3, 20)];
  const publisher = await startPublisher();
  const shown = reports(many);
  // What churns is ids and tokens: a feed that dates everything anew as well gives the same titles again on the next day.
  const published = new Date().toUTCString();
  let [turn, clock] = [0, Date.now()];
  for (const { path, title, paragraphs } of shown)
    publisher.answers[path] = give('text/html; charset=utf-8', articlePage(title, paragraphs));
  publisher.answers['/feed.xml'] = (req, res) => {
    turn += 1;
    const listed = shown.map(({ path, title }) => ({
      ...{ title, guid: `${path}-${turn}-${Math.random()}`, date: published },
      link: `${publisher.origin}${path}?token=${turn}${'x'.repeat(turn)}`,
    }));
    give('application/rss+xml', rss(listed))(req, res);
  };
  const db = await openTestDatabase();
  const app = await startTestApp(db, [feedAt('feed', `${publisher.origin}/feed.xml`)], {
    ...{ allowHosts: [publisher.host], now: () => new Date(clock) },
  });
  closers.push(publisher.close, app.close);
  const made = await fetch(`${app.origin}/v1/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Huawei', query: 'entity:huawei' }),
  });
  expect(made.status).toBe(201);
  while (turn < turns) {
    const before = turn;
    const polled = async () => {
      const [feed] = await listFeeds(db.orm, ['feed']);
      clock = Math.max(clock, feed!.nextPollAt.getTime());
      return turn;
    };
    await expect.poll(polled, { timeout: 120_000, interval: 250 }).toBeGreaterThan(before);
    const settled = async () => ({ ...(await countSteps(db.orm)), ...(await countUnmatched(db.orm)) });
    await expect
      .poll(settled, { timeout: 200_000, interval: 100 })
      .toEqual({ found: 0, read: 0, tagged: 0, clustered: many, waiting: 0, failed: 0 });
    expect(await db.orm.$count(notices)).toBe(many);
  }
}, 900_000);
