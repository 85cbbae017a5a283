import { expect, it } from 'vitest';
import { isNews, type Telling } from './news.ts';

const told: Telling = {
  ...{ field: 'text', startsAt: 199, certainty: 'planned', day: '2026-01-08', named: true },
  publishedAt: new Date('2026-03-09T23:00:00Z'),
};

it('is what the title or the opening tells of somebody, stated or planned, at most 60 days past', () => {
  expect(isNews(told)).toBe(true);
  expect(isNews({ ...told, startsAt: 200 })).toBe(false);
  expect(isNews({ ...told, startsAt: 200, field: 'title' })).toBe(true);
  expect(isNews({ ...told, certainty: 'unconfirmed' })).toBe(false);
  expect(isNews({ ...told, certainty: 'denied' })).toBe(false);
  expect(isNews({ ...told, named: false })).toBe(false);
  expect(isNews({ ...told, day: '2026-01-07' })).toBe(false);
  expect(isNews({ ...told, day: '2026-06-01' })).toBe(true);
});
