import { describe, expect, test } from 'vitest';
import { contradictionsOf } from './contradictions.ts';
import { told, type Wanted } from './testing.ts';

const found = (...events: Wanted[]) =>
  contradictionsOf(events.map(told)).map(({ differ, sides }) => [differ, ...sides.map(({ says }) => says)]);
const said = 'Washington put DeepSeek on its list.';
const listing = {
  type: 'entity-listing',
  who: ['target:deepseek'],
  on: '2026-06-18',
  publisher: 'Wire',
  sentence: said,
};
const other = { on: '2026-06-19', publisher: 'Review', sentence: 'No such step was taken, the bureau says.' };

describe('contradictions', () => {
  test.each([
    [
      'stated and denied',
      listing,
      { ...listing, ...other, certainty: 'denied' },
      ['certainty', 'stated', 'denied'],
    ],
    [
      'listed and removed',
      listing,
      { ...listing, ...other, type: 'entity-delisting' },
      ['opposite', 'entity-listing', 'entity-delisting'],
    ],
    [
      'rescinded and not enforced',
      { ...listing, type: 'rule-rescinded', instrumentId: 'ai-diffusion-rule', pressStatus: 'rescinded' },
      {
        ...listing,
        ...other,
        type: 'rule-delayed',
        instrumentId: 'ai-diffusion-rule',
        pressStatus: 'not-enforced',
        certainty: 'planned',
      },
      ['status', 'rescinded', 'not-enforced'],
    ],
    [
      'another number',
      { ...listing, sentence: 'Washington added 36 Chinese entities, 21 of them makers of chips.' },
      { ...listing, ...other, sentence: '美国将40家中国实体列入实体清单。' },
      ['count', '36', '40'],
    ],
    [
      'another day',
      { ...listing, instrumentId: 'entity-list', fromDay: '2026-06-10', storyId: 5 },
      { ...listing, ...other, instrumentId: 'entity-list', fromDay: '2026-06-17', storyId: 5 },
      ['day', '2026-06-10', '2026-06-17'],
    ],
  ] as [string, Wanted, Wanted, string[]][])('%s', (_, one, another, expected) => {
    expect(found(one, another)).toEqual([expected]);
    expect(found(another, one)).toEqual([expected]);
    expect(found(one, { ...another, publisher: 'Wire' })).toEqual([]); // one publisher corrects itself
  });

  test.each([
    ['unconfirmed is not denied', listing, { ...listing, ...other, certainty: 'unconfirmed' }],
    [
      'weeks later it may have changed',
      listing,
      { ...listing, ...other, on: '2026-07-19', certainty: 'denied' },
    ],
    ['another firm', listing, { ...listing, ...other, who: ['target:cxmt'], certainty: 'denied' }],
    [
      'only who acts in common',
      { ...listing, who: ['target:cxmt', 'actor:bis:agency'] },
      { ...listing, ...other, who: ['target:deepseek', 'actor:bis:agency'], certainty: 'denied' },
    ],
    [
      'one of many rules on a firm does not apply',
      { ...listing, type: 'rule-issued' },
      { ...listing, ...other, type: 'rule-issued', certainty: 'denied' },
    ],
    [
      'a removal of years ago',
      listing,
      { ...listing, ...other, type: 'entity-delisting', fromDay: '2023-01-05' },
    ],
    [
      'numbers of different things',
      { ...listing, sentence: 'It added 36 entities.' },
      { ...listing, ...other, sentence: 'It added names from 4 countries.' },
    ],
    [
      'two numbers of which one is the same thing',
      { ...listing, sentence: 'It added 36 entities.' },
      { ...listing, ...other, sentence: 'It added 36 entities, of which 35 entities are in China.' },
    ],
    [
      'a day apart across the Pacific',
      { ...listing, instrumentId: 'entity-list', fromDay: '2026-06-17', storyId: 5 },
      { ...listing, ...other, instrumentId: 'entity-list', fromDay: '2026-06-18', storyId: 5 },
    ],
  ] as [string, Wanted, Wanted][])('none: %s', (_, one, another) => {
    expect(found(one, another)).toEqual([]);
  });

  test('more publishers on a side are more sources, not more contradictions', () => {
    const [only] = contradictionsOf(
      [
        listing,
        { ...listing, on: '2026-06-18T13:00:00Z', publisher: 'Ledger' },
        { ...listing, ...other, certainty: 'denied' as const },
      ].map(told),
    );
    expect(only!.sides.map(({ sources }) => sources.map(({ article }) => article.publisher))).toEqual([
      ['Wire', 'Ledger'],
      ['Review'],
    ]);
  });

  test('a subject that everybody writes of is read in good time', () => {
    const events = Array.from({ length: 20_000 }, (_, nth) =>
      told({
        ...listing,
        publisher: `p${nth % 50}`,
        on: new Date(Date.parse('2026-06-01') + nth * 30_000).toISOString(),
      }),
    );
    const started = performance.now();
    contradictionsOf(events);
    expect(performance.now() - started).toBeLessThan(6000);
  });
});
