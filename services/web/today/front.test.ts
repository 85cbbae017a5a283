import { describe, expect, it } from 'vitest';
import { frontOf, newSince, weightOf } from './front.ts';

const now = new Date('2026-03-10T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
let id = 0;
const story = (hours: number, more = {}) => ({
  ...{ id: id++, publishers: 1, relevance: 1, lastAt: hoursAgo(hours) },
  ...more,
});

describe('the front page', () => {
  it('puts first what more publishers write of, what is newer and what is on the beat', () => {
    const weights = [
      story(1, { publishers: 4 }),
      story(1, { publishers: 2 }),
      story(12, { publishers: 2 }),
      story(12, { publishers: 2, relevance: 0.2 }),
    ].map((each) => weightOf(each, now));
    expect(weights.toSorted((a, b) => b - a)).toEqual(weights);
  });

  it('has the stories of the last 24 hours, the first of which leads', () => {
    const stories = Array.from({ length: 30 }, (_, nth) => story(nth / 2));
    const wide = story(23, { publishers: 9 });
    const front = frontOf([...stories, wide, story(40)], now);
    expect(front?.lead).toBe(wide);
    expect(front?.groups.map(({ day, stories: { length } }) => [day, length])).toEqual([[null, 15]]);
  });

  it('is filled up with earlier days where little happened', () => {
    const stories = [story(2), ...[30, 31, 60].map((hours) => story(hours))];
    expect(frontOf(stories, now)?.groups.map(({ day, stories: { length } }) => [day, length])).toEqual([
      ['2026-03-09', 2],
      ['2026-03-08', 1],
    ]);
    const old = Array.from({ length: 40 }, (_, nth) => story(100 + nth * 8));
    const days = frontOf(old, now)?.groups ?? [];
    expect(days[0]?.day).toBe('2026-03-06');
    expect(days.flatMap((group) => group.stories).length).toBeLessThan(13);
    expect(frontOf([], now)).toBeNull();
  });
});

it('what is new since a visit is told for each story', () => {
  const foundAt = [hoursAgo(1), hoursAgo(2), hoursAgo(9)];
  expect([0.5, 1.5, 5, 20].map((hours) => newSince({ foundAt }, hoursAgo(hours)))).toEqual([0, 1, 2, 'all']);
  expect([newSince({ foundAt }, undefined), newSince({ foundAt: [] }, now)]).toEqual([0, 0]);
});
