import { describe, expect, test } from 'vitest';
import { controlsOf, holdsBack } from './controls.ts';
import { told, type Wanted } from './testing.ts';

const governments = new Map([
  ['bis', 'us'],
  ['us', 'us'],
  ['tw', 'tw'],
]);
const listing = (more: Partial<Wanted>) =>
  told({ type: 'entity-listing', on: '2023-03-03', who: ['target:inspur', 'actor:bis:agency'], ...more });
const of = (events: ReturnType<typeof told>[], asOf = '2026-01-01', id = 'inspur') =>
  controlsOf(id, events, asOf, governments);

describe('controls', () => {
  test('a listing with many tellings is one step, of the most exact day', () => {
    const events = [
      listing({ on: '2025-03-26', publisher: 'Review' }),
      listing({ on: '2023-03-03' }),
      listing({ on: '2023-03-04', fromDay: '2023-03-02', publisher: 'Ledger' }),
      listing({ on: '2024-01-01', fromDay: '2023-03-01', toDay: '2023-03-31' }),
    ];
    expect(of(events)).toMatchObject([
      {
        ...{ control: 'trade-list', by: 'us', state: 'listed' },
        steps: [{ fromDay: '2023-03-02', toDay: '2023-03-02', dated: true, actors: ['bis'], changes: true }],
      },
    ]);
    expect(of(events)[0]!.steps[0]!.sources).toHaveLength(4);
  });

  test('nothing of a later day counts', () => {
    expect(of([listing({ fromDay: '2023-03-02' })], '2023-03-01')).toEqual([]);
    expect(of([listing({ fromDay: '2023-03-02' })], '2023-03-02')).toHaveLength(1);
    // “In March” may be the last of it.
    const vague = listing({ on: '2024-01-01', fromDay: '2023-03-01', toDay: '2023-03-31' });
    expect(of([vague], '2023-03-15')).toEqual([]);
  });

  test.each(['planned', 'unconfirmed', 'denied'] as const)(
    'what is %s is told and changes nothing',
    (certainty) => {
      expect(of([listing({ certainty })])).toMatchObject([
        { state: null, steps: [{ changes: false, certainty }] },
      ]);
      const sure = [listing({ certainty }), listing({ on: '2023-03-05' })];
      expect(of(sure)).toMatchObject([{ state: 'listed', steps: [{ changes: false }, { changes: true }] }]);
    },
  );

  test('taken off a list, and put on it once more', () => {
    const removed = told({ type: 'entity-delisting', on: '2024-05-01', who: ['target:inspur'] });
    expect(of([listing({}), removed])).toMatchObject([{ state: 'removed' }]);
    const again = listing({ on: '2025-01-01' });
    expect(of([again, listing({}), removed])[0]).toMatchObject({ state: 'listed', steps: [{}, {}, {}] });
    expect(of([removed])).toMatchObject([{ state: null, steps: [{ state: 'removed', changes: false }] }]);
  });

  test('lists and governments are apart', () => {
    const taiwan = listing({ on: '2025-06-16', who: ['target:inspur', 'actor:tw:place'] });
    const unverified = told({
      ...{
        type: 'entity-delisting',
        on: '2024-05-01',
        who: ['target:inspur'],
        instrumentId: 'unverified-list',
      },
    });
    expect(of([listing({}), taiwan, unverified])).toMatchObject([
      { by: 'tw', state: 'listed' },
      { by: 'us', rule: null, state: 'listed' },
      { by: 'us', rule: 'unverified-list', state: null },
    ]);
  });

  test('licences by who may sell and buy; rivals and actors are not under them', () => {
    const needed = told({
      type: 'licence-required',
      on: '2025-04-16',
      who: ['exporter:h20:chip', 'rival:inspur'],
    });
    const granted = told({ type: 'licence-granted', on: '2025-08-12', who: ['exporter:h20:chip'] });
    expect(of([needed, granted], '2025-06-01', 'h20')).toMatchObject([{ state: 'licence-required' }]);
    expect(of([needed, granted], '2025-09-01', 'h20')).toMatchObject([{ state: 'allowed' }]);
    expect(of([needed, granted])).toEqual([]);
    expect(of([listing({})], '2026-01-01', 'bis')).toEqual([]);
  });

  test('some states hold back', () => {
    expect(
      ['listed', 'refused', 'removed', 'allowed'].filter((state) => holdsBack(state as 'listed')),
    ).toEqual(['listed', 'refused']);
    expect(holdsBack(null)).toBe(false);
  });
});
