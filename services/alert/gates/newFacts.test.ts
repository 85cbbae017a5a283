import { expect, test } from 'vitest';
import { entity, event, facts, storyOf } from '../testing.ts';
import { newFacts } from './newFacts.ts';

const news = (events: ReturnType<typeof event>[], ...before: ReturnType<typeof facts>[]) =>
  newFacts(facts({ events }), storyOf(...before));
const listing = event('entity-listing', ['bis', 'huawei']);

test('of a first report every event in the title is new, once, the text’s are not', () => {
  expect(news([listing, event('talks', [], { inTitle: false }), listing])).toEqual(['event:entity-listing']);
  expect(newFacts(facts({ events: [listing] }), null)).toEqual(['event:entity-listing']);
});

test('what an earlier article told in its text is not new in a title', () => {
  const aside = event('entity-listing', ['bis', 'huawei'], { inTitle: false });
  expect(news([listing], facts({ events: [aside] }))).toEqual([]);
  // A copy tells it as well.
  expect(news([listing], facts({ events: [aside], copyOf: 3 }))).toEqual([]);
});

test('certainty: from rumour or plan to deed, and a denial, each once; not back again', () => {
  const as = (certainty: 'stated' | 'planned' | 'unconfirmed' | 'denied') =>
    event('licence-denied', ['nvidia'], { certainty });
  const rumoured = facts({ events: [as('unconfirmed')] });
  const planned = facts({ events: [as('planned')] });
  const stated = facts({ events: [as('stated')] });
  expect(news([as('planned')], rumoured)).toEqual([]);
  expect(news([as('stated')], rumoured, planned)).toEqual(['stated:licence-denied']);
  expect(news([as('unconfirmed')], stated)).toEqual([]);
  expect(news([as('denied')], rumoured)).toEqual(['denied:licence-denied']);
  expect(news([as('denied')], rumoured, facts({ events: [as('denied')] }))).toEqual([]);
  // A denial first, then the deed.
  expect(news([as('stated')], facts({ events: [as('denied')] }))).toEqual(['stated:licence-denied']);
});

test('a party is new only where no article of the story named it, or whom it belongs to', () => {
  const first = facts({ events: [listing], entities: [entity('huawei'), entity('smic', 0.1)] });
  expect(news([event('entity-listing', ['bis', 'smic'])], first)).toEqual([]);
  expect(news([event('entity-listing', ['bis', 'cxmt', 'ymtc'])], first)).toEqual([
    ...['party:entity-listing:cxmt', 'party:entity-listing:ymtc'],
  ]);
  const ascend = entity('ascend', 0.5, { family: ['ascend', 'huawei'] });
  const follow = facts({ events: [event('entity-listing', ['ascend'])], entities: [ascend] });
  expect(newFacts(follow, storyOf(first))).toEqual([]);
});

test('a rule is new by itself, and no party', () => {
  const under = (instrumentId: string) => event('rule-issued', ['us', instrumentId], { instrumentId });
  const first = facts({ events: [under('fdpr')] });
  expect(news([under('fdpr')], first)).toEqual([]);
  expect(news([under('ear')], first)).toEqual(['instrument:rule-issued:ear']);
});

test('the most telling comes first, whatever the order in the article', () => {
  const first = facts({ events: [event('order', ['tsmc'], { certainty: 'planned' })] });
  const later = [event('order', ['tsmc', 'huawei']), event('penalty', ['tsmc'])];
  const keys = ['event:penalty', 'stated:order', 'party:order:huawei'];
  expect(news(later, first)).toEqual(keys);
  expect(news(later.toReversed(), first)).toEqual(keys);
});

test('ten thousand reports of a story are read in a blink', () => {
  const before = Array.from({ length: 10_000 }, (_, id) =>
    facts({ id, events: [listing], entities: [entity('huawei'), entity(`e${id}`)] }),
  );
  const story = storyOf(...before);
  const own = facts({ events: [event('entity-listing', ['new'])] });
  const start = performance.now();
  expect(newFacts(own, story)).toEqual(['party:entity-listing:new']);
  expect(performance.now() - start).toBeLessThan(500);
});
