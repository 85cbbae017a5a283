import { describe, expect, test } from 'vitest';
import { recordsOf, rumoursOf } from './rumours.ts';
import { told, type Wanted } from './testing.ts';

const now = new Date('2026-01-01T00:00:00Z');
const rumours = (events: Wanted[], within = 180) => rumoursOf(events.map(told), { within, now });
const listing = { type: 'entity-listing', who: ['target:zhipu'] };
const rumour = { ...listing, certainty: 'unconfirmed' as const, on: '2025-01-02', field: 'title' as const };

describe('rumours', () => {
  test('from the first early article to the first that states it', () => {
    const found = rumours([
      { ...listing, on: '2025-01-16', fromDay: '2025-01-15', publisher: 'Late' },
      { ...rumour, on: '2025-01-05', publisher: 'Second' },
      rumour,
      { ...rumour, on: '2025-01-08' },
      { ...listing, on: '2025-01-17', fromDay: '2025-01-15' },
    ]);
    expect(found).toMatchObject([
      {
        ...{ type: 'entity-listing', subjects: ['zhipu'], fate: 'came-true', days: 14 },
        early: [{ article: { publisher: 'Wire' } }, { article: { publisher: 'Second' } }],
        stated: { article: { publisher: 'Late' } },
      },
    ]);
  });

  test('an announcement that nobody told before is none', () => {
    expect(
      rumours([
        { ...listing, on: '2025-01-16', field: 'title' },
        { ...rumour, on: '2025-01-20' },
      ]),
    ).toEqual([]);
  });

  test.each([
    ['tells of a day long past', { ...listing, on: '2025-01-20', fromDay: '2024-12-01' }],
    ['is an aside without a day', { ...listing, on: '2025-01-20' }],
    ['is about somebody else', { ...listing, on: '2025-01-20', field: 'title', who: ['target:inspur'] }],
    ['shares only who acts', { ...listing, on: '2025-01-20', field: 'title', who: ['actor:us:place'] }],
    ['is of another kind', { ...listing, type: 'licence-denied', on: '2025-01-20', field: 'title' }],
    ['comes too late', { ...listing, on: '2025-12-20', field: 'title' }],
  ] as [string, Wanted][])('a statement that %s confirms nothing', (_, statement) => {
    const early = { ...rumour, who: ['target:zhipu', 'actor:us:place'] };
    expect(rumours([early, statement])).toMatchObject([{ fate: 'not-yet', stated: null, days: null }]);
  });

  test('is open while its days are not over', () => {
    expect(rumours([{ ...rumour, on: '2025-12-01' }])).toMatchObject([{ fate: 'open' }]);
    expect(rumours([{ ...rumour, on: '2025-12-01' }], 20)).toMatchObject([{ fate: 'not-yet' }]);
  });

  test('a proposal becomes the rule of that name, not any rule on the same firm', () => {
    const proposed = {
      type: 'rule-proposed',
      field: 'title' as const,
      on: '2025-01-02',
      instrumentId: 'match-act',
      who: ['target:asml'],
    };
    const issued = { type: 'rule-issued', on: '2025-03-02', field: 'title' as const, who: ['target:asml'] };
    expect(rumours([proposed, issued])).toMatchObject([{ fate: 'not-yet' }]);
    expect(rumours([proposed, { ...issued, instrumentId: 'match-act' }])).toMatchObject([
      { type: 'rule-issued', fate: 'came-true' },
    ]);
  });

  test('a release told for a day to come is a promise, the release on that day keeps it', () => {
    const release = { type: 'model-release-open', who: ['model:kimi-k3:model'], fromDay: '2025-07-27' };
    expect(rumours([{ ...release, on: '2025-07-17' }], 365)).toMatchObject([{ fate: 'open' }]);
    expect(
      rumours([
        { ...release, on: '2025-07-17' },
        { ...release, on: '2025-07-28' },
      ]),
    ).toMatchObject([{ fate: 'came-true', days: 11 }]);
  });

  test('what markets hope for is no rumour', () => {
    expect(
      rumours([{ type: 'order', on: '2025-01-02', certainty: 'planned', who: ['seller:huawei'] }]),
    ).toEqual([]);
  });

  test('a denial is told with it', () => {
    const denied = { ...listing, on: '2025-01-04', certainty: 'denied' as const, publisher: 'Agency' };
    expect(rumours([rumour, denied])).toMatchObject([
      { denied: { article: { publisher: 'Agency' } }, stated: null },
    ]);
  });
});

test('a record for each publisher', () => {
  const found = rumours([
    rumour,
    { ...rumour, on: '2025-01-06', publisher: 'Second' },
    { ...listing, on: '2025-01-16', field: 'title', publisher: 'Late' },
    { ...rumour, on: '2025-02-20', who: ['target:sophgo'] },
    { ...rumour, on: '2025-12-20', who: ['target:cxmt'] },
  ]);
  expect(recordsOf(found)).toEqual([
    { publisher: 'Wire', early: 3, cameTrue: 1, open: 1, notYet: 1, denied: 0, first: 3, medianDays: 14 },
    { publisher: 'Second', early: 1, cameTrue: 1, open: 0, notYet: 0, denied: 0, first: 0, medianDays: 10 },
  ]);
});

test('a hundred thousand events of one firm are read in good time', () => {
  const events = Array.from({ length: 100_000 }, (_, nth) =>
    told({ ...rumour, on: new Date(Date.parse('2020-01-01') + nth * 1_800_000).toISOString() }),
  );
  const started = performance.now();
  rumoursOf(events, { within: 30, now });
  expect(performance.now() - started).toBeLessThan(5000);
});
