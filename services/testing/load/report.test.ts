import { describe, expect, test } from 'vitest';
import { LoadArticles } from './articles.ts';
import { virtualNow } from './clock.ts';
import { reportOf, slopeOf } from './report.ts';
import type { Sample } from './settings.ts';

const sample = (second: number, more: Partial<Sample>): Sample => ({
  ...{ second, waiting: 0, done: 0, failed: 0, rss: 100, heap: 50, external: 5, lag: 3, cpu: second },
  ...more,
});

describe('a load run in numbers', () => {
  test('a leak shows as a slope, a plateau does not', () => {
    const growing = Array.from({ length: 20 }, (_, n) => sample(n, { done: n * 1000, heap: 50 + n * 2 }));
    expect(reportOf(growing).heapPerThousand).toBe(2);
    expect(reportOf(growing).rssPerThousand).toBe(0);
    expect(slopeOf([[1, 4]])).toBe(0);
  });

  test('time ends when the last article is done', () => {
    const { seconds, articlesPerSecond, deepest } = reportOf([
      sample(0, { waiting: 10 }),
      sample(10, { done: 40, waiting: 60 }),
      sample(20, { done: 100 }),
      sample(30, { done: 100 }),
    ]);
    expect([seconds, articlesPerSecond, deepest]).toEqual([20, 5, 60]);
  });
});

test('the clock goes fast until all has appeared, and then as fast as any', () => {
  const clock = { begun: 1_000, speed: 10, fastFor: 5_000 };
  expect([1_000, 1_100, 1_500, 1_700].map((real) => virtualNow(clock, real))).toEqual([
    1_000, 2_000, 6_000, 6_200,
  ]);
});

describe('the scaled wire', () => {
  const scale = { feeds: 30, articles: 1_000, from: 0, to: 1_000_000 };
  const articles = new LoadArticles(scale);
  const all = Array.from({ length: scale.feeds }, (_, feed) =>
    Array.from({ length: articles.countOf(feed) }, (_, nth) => articles.article({ feed, nth })),
  ).flat();

  test('has as many articles as asked for, each at an address of its own', () => {
    expect(all).toHaveLength(1_000);
    expect(new Set(all.map(({ path }) => path)).size).toBe(1_000);
  });

  test('says the same each time, and nothing twice but copies', () => {
    expect(articles.article({ feed: 7, nth: 3 })).toEqual(
      new LoadArticles(scale).article({ feed: 7, nth: 3 }),
    );
    const copies = all.filter(({ copyOf }) => copyOf !== undefined);
    expect(copies.length).toBeGreaterThan(50);
    const texts = new Map(
      all.filter(({ copyOf }) => !copyOf).map((one) => [JSON.stringify(one.blocks), one]),
    );
    expect(texts.size).toBe(1_000 - copies.length);
    for (const copy of copies) expect(texts.get(JSON.stringify(copy.blocks))?.publisher).toBe(copy.copyOf);
  });

  test('shows articles when their time has come', () => {
    expect(articles.outAt(0, -1)).toBe(0);
    for (const [feed, nth] of [
      [0, 0],
      [3, 17],
    ] as const) {
      const at = articles.publishedAt({ feed, nth });
      expect([articles.outAt(feed, at - 1), articles.outAt(feed, at)]).toEqual([nth, nth + 1]);
    }
    expect(articles.outAt(29, 1_000_000)).toBe(articles.countOf(29));
  });
});
