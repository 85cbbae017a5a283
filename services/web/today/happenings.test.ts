import { expect, it } from 'vitest';
import type { ToldEvent } from '../../../db/toldEvents.ts';
import { told } from '../../search/events/testing.ts';
import { happeningsOf } from './happenings.ts';

type Wanted = Parameters<typeof told>[0];
const event = (wanted: Wanted & { stance?: ToldEvent['stance']; startsAt?: number }) =>
  ({
    stance: 'tighten',
    startsAt: 0,
    ...told({ who: ['target:inspur'], ...wanted }),
  }) as unknown as ToldEvent;

const listing = (publisher: string, on: string, more: Partial<Wanted> = {}) =>
  event({ type: 'entity-listing', on, publisher, fromDay: '2026-03-09', storyId: 1, ...more });

it('tells each story once, by the type that most articles tell of and the first that does', () => {
  const found = happeningsOf(
    [
      listing('Ledger', '2026-03-09T10:00Z', { who: ['target:inspur'] }),
      listing('Wire', '2026-03-09T08:00Z', {
        who: ['actor:bis:agency', 'target:inspur', 'target:us:place'],
        instrumentId: 'entity-list',
      }),
      event({ type: 'talks', on: '2026-03-09', publisher: 'Courier', fromDay: '2026-03-09', storyId: 1 }),
    ],
    4,
  );
  expect(found).toMatchObject([
    { type: 'entity-listing', day: '2026-03-09', storyId: 1, publishers: 3, article: { publisher: 'Wire' } },
  ]);
  expect(found[0]?.about).toEqual(['bis', 'inspur', 'entity-list']);
});

it('leaves out what lies far back or ahead, is told as background, and moves neither chips nor models', () => {
  const left = [
    listing('Wire', '2026-03-20'),
    listing('Wire', '2026-03-09', { certainty: 'unconfirmed' }),
    listing('Wire', '2026-03-09', { who: [] }),
    listing('Wire', '2026-03-09', { who: ['target:china:place'] }),
    { ...listing('Wire', '2026-03-09'), startsAt: 200 },
    event({ type: 'rule-issued', on: '2026-03-09' }),
    event({ type: 'ipo', on: '2026-03-09', fromDay: '2026-03-09', stance: 'none' }),
  ];
  expect(happeningsOf(left, 4)).toEqual([]);
  const headline = event({ type: 'model-release-open', on: '2026-03-09', field: 'title', stance: 'none' });
  expect(happeningsOf([headline], 4)).toHaveLength(1);
});

it('is planned only while no article states it', () => {
  const planned = listing('Wire', '2026-03-08', { certainty: 'planned' });
  expect(happeningsOf([planned], 4)).toMatchObject([{ certainty: 'planned' }]);
  expect(happeningsOf([planned, listing('Ledger', '2026-03-09')], 4)).toMatchObject([
    { certainty: 'stated', article: { publisher: 'Ledger' } },
  ]);
});

it('of more than fit those that most publishers tell of, the newest first', () => {
  const lone = listing('Wire', '2026-03-09', { storyId: 2, fromDay: '2026-03-08' });
  const many = [
    ...['A', 'Bc'].map((publisher) =>
      listing(publisher, '2026-03-07', { storyId: 3, fromDay: '2026-03-06' }),
    ),
    ...['A', 'Bc', 'Def'].map((publisher) => listing(publisher, '2026-03-09', { storyId: 4 })),
  ];
  expect(happeningsOf([lone, ...many], 2).map(({ storyId }) => storyId)).toEqual([4, 3]);
});
