import { expect, test } from 'vitest';
import type { StoryEvent } from '../../../db/entityEvents.ts';
import { chartEvents } from './chartEvents.ts';

const told = (type: string, day: string, storyId: number | null, articles = 1): StoryEvent => ({
  ...{ type, day, storyId, articles },
  article: { id: articles, title: `${type} of ${day}`, language: 'en' },
  telling: { field: 'title', startsAt: 0, publishedAt: new Date(day) },
});
const daysOf = (events: StoryEvent[]) =>
  chartEvents(events, { from: '2026-01-01', to: '2026-12-31' }).map(({ day, kind }) => `${day} ${kind}`);

test('one happening stands on the chart once: one kind within days, or one story', () => {
  const events = [
    told('rule-issued', '2026-03-02', 1, 9),
    told('rule-issued', '2026-03-04', 2, 3),
    told('licence-required', '2026-03-03', 1, 2),
    told('rule-issued', '2026-03-20', 1),
    told('order', '2026-02-01', null),
    told('talks', '2026-02-01', null),
  ];
  expect(daysOf(events)).toEqual([
    '2026-02-01 Order',
    '2026-02-01 Talks',
    '2026-03-02 Rule issued, 9 articles',
    '2026-03-20 Rule issued',
  ]);
});

test('what articles tell as background has no mark', () => {
  const news = told('order', '2026-03-01', null);
  const further = { ...news, telling: { ...news.telling, field: 'text' as const, startsAt: 900 } };
  const lookingBack = { ...news, telling: { ...news.telling, publishedAt: new Date('2026-06-01') } };
  expect(daysOf([further, lookingBack])).toEqual([]);
  expect(daysOf([news])).toHaveLength(1);
});

test('of many the most told, of days on the chart, in order of time', () => {
  const many = Array.from({ length: 12 }, (_, nth) =>
    told('order', `2026-${String(12 - nth).padStart(2, '0')}-01`, nth),
  );
  expect(daysOf([told('order', '2025-12-31', 99), ...many])).toHaveLength(8);
  expect(daysOf(many)[0]).toBe('2026-05-01 Order');
  expect(
    chartEvents([told('order', '2026-03-01', null)], { from: '2026-01-01', to: '2026-12-31' })[0],
  ).toMatchObject({
    ...{ href: '/articles/1', title: 'order of 2026-03-01', language: 'en' },
  });
});
