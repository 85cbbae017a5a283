import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at, entity, event, facts, storyOf } from '../testing.ts';
import { numbersOf } from './numbers.ts';

const numbers = (given: Parameters<typeof facts>[0], more: Partial<Parameters<typeof numbersOf>[0]> = {}) =>
  numbersOf({ facts: facts(given), asked: [], story: null, ...more });

const huawei = entity('huawei', 0.9);
const ascend = entity('ascend', 0.7, { family: ['ascend', 'huawei'] });
const aside = entity('nvidia', 0.1, { inTitle: false });

test('relevance is that of the asked entity that the article is about most, or of what belongs to it', () => {
  const entities = [huawei, aside];
  expect(numbers({ entities }, { asked: ['huawei'] }).relevance).toBe(94);
  expect(numbers({ entities }, { asked: ['nvidia'] }).relevance).toBe(8);
  expect(numbers({ entities }, { asked: ['nvidia', 'huawei'] }).relevance).toBe(94);
  expect(numbers({ entities: [ascend] }, { asked: ['huawei'] }).relevance).toBe(82);
  expect(numbers({ entities: [huawei] }, { asked: ['ascend'] }).relevance).toBe(80); // Huawei is no Ascend: the topic’s
});

test('relevance is the topic’s where no entity is asked for, or words were found and none of the entities', () => {
  expect(numbers({ entities: [huawei], relevance: 0.31 }).relevance).toBe(31);
  expect(numbers({ entities: [huawei], relevance: 0.31 }, { asked: ['smic'] }).relevance).toBe(31);
  expect(numbers({ relevance: null }).relevance).toBe(0);
});

const report = (minutes: number, more: Parameters<typeof facts>[0] = {}) =>
  facts({ id: minutes, foundAt: new Date(at('00:00').getTime() + minutes * 60_000), ...more });
const novelty = (foundAt: Date, ...before: ReturnType<typeof report>[]) =>
  numbers({ foundAt }, { story: storyOf(...before) }).novelty;

test('novelty falls by a quarter with each report, copies too, and a copy has none', () => {
  const reports = [
    report(0),
    report(5, { copyOf: 0 }),
    report(10),
    report(20, { publisher: 'Example Post' }),
  ];
  const course = reports.map((_, n) => novelty(at('01:00'), ...reports.slice(0, n)));
  expect(course).toEqual([100, 75, 56, 42]);
  expect(numbers({ copyOf: 3 }).novelty).toBe(0);
  expect(numbers({ copyOf: 3, events: [event('order-cut')] }, { story: storyOf(report(0)) }).novelty).toBe(0);
});

test('novelty recovers in part after each whole day of rest, never to that of a first report', () => {
  const reports = [report(0), report(1), report(2), report(3)];
  expect(novelty(at('00:02', 1), ...reports)).toBe(32); // a minute short of a day after the last one
  expect(novelty(at('00:03', 1), ...reports)).toBe(56);
  expect(novelty(at('00:03', 2), ...reports)).toBe(75);
  expect(novelty(at('00:03', 300), ...reports)).toBe(75);
  // What rested once does not tire again at once.
  const rested = [...reports, report(1445)];
  expect(novelty(at('00:10', 1), ...rested)).toBe(42);
});

test('a new fact in the title lifts novelty however often the story was told; in the text it does not', () => {
  const before = storyOf(
    ...Array.from({ length: 30 }, (_, n) => report(n, { events: [event('talks', ['us'])] })),
  );
  const of = (...events: ReturnType<typeof event>[]) => numbers({ events }, { story: before }).novelty;
  expect(of(event('talks', ['us']))).toBe(0);
  expect(of(event('tariff', ['us']))).toBe(90);
  expect(of(event('tariff', ['us'], { inTitle: false }))).toBe(0);
  expect(of(event('talks', ['us'], { certainty: 'denied' }))).toBe(80);
  expect(of(event('talks', ['us', 'smic']))).toBe(60);
});

const importance = (given: Parameters<typeof facts>[0], ...before: ReturnType<typeof facts>[]) =>
  numbers(given, { story: storyOf(...before) }).importance;

test('importance goes by the weightiest event, how sure it is and where it stands', () => {
  const listing = event('entity-listing');
  expect(importance({ events: [event('benchmark-claim'), listing] })).toBe(80);
  expect(importance({ events: [event('entity-listing', [], { inTitle: false })] })).toBe(48);
  expect(importance({ events: [event('entity-listing', [], { certainty: 'unconfirmed' })] })).toBe(48);
  // A sure launch in the title is more than a listing that is denied in passing.
  const denied = event('entity-listing', [], { certainty: 'denied', inTitle: false });
  expect(importance({ events: [denied, event('chip-launch')] })).toBe(50);
  expect(importance({ events: [event('a-type-of-tomorrow')] })).toBe(30);
  expect(importance({})).toBe(10);
});

test('importance rises with policy, listed names in the title and other publishers’ own articles', () => {
  const listing = { events: [event('entity-listing')], stance: 'tighten', entities: [huawei] };
  expect(importance(listing)).toBe(90);
  expect(importance({ entities: [entity('person~ye-kejiang')] })).toBe(10);
  const others = ['A', 'A', 'B', 'Example Wire'].map((publisher, id) => facts({ id, publisher }));
  expect(importance(listing, ...others)).toBe(96);
  expect(importance(listing, facts({ publisher: 'C', copyOf: 1 }))).toBe(90);
  const many = Array.from({ length: 40 }, (_, id) => facts({ id, publisher: `P${id}` }));
  expect(importance({}, ...many)).toBe(25);
  expect(importance(listing, ...many)).toBe(100);
});

const credibility = (given: Parameters<typeof facts>[0], ...before: ReturnType<typeof facts>[]) =>
  numbers(given, { story: storyOf(...before) }).credibility;

test('credibility goes by the kind of source, how sure it is, and independent publishers', () => {
  const rumour = {
    family: 'trade-press',
    events: [event('licence-denied', [], { certainty: 'unconfirmed' })],
  };
  expect(credibility({ family: 'regulator' })).toBe(95);
  expect(credibility({ family: 'gazette-of-tomorrow' })).toBe(50);
  expect(credibility(rumour)).toBe(42);
  expect(credibility(rumour, facts({ publisher: 'A' }), facts({ publisher: 'B' }))).toBe(67);
  const copies = Array.from({ length: 50 }, (_, id) => facts({ id, publisher: `P${id}`, copyOf: 1 }));
  expect(credibility(rumour, ...copies, facts({ publisher: 'Example Wire' }))).toBe(42);
});

test('whatever an article is, its numbers are whole and between 0 and 100', () => {
  const id = fc.constantFrom('huawei', 'nvidia', 'person~x', '__proto__', 'constructor');
  const anyEvent = fc.record({
    type: fc.constantFrom('entity-listing', 'talks', 'constructor', '__proto__', 'x'),
    certainty: fc.constantFrom(
      'stated' as const,
      'planned' as const,
      'unconfirmed' as const,
      'denied' as const,
    ),
    stance: fc.constantFrom('none', 'tighten'),
    instrumentId: fc.option(id),
    who: fc.array(id),
    inTitle: fc.boolean(),
    early: fc.boolean(),
  });
  const anyEntity = id.chain((one) =>
    fc.record({
      id: fc.constant(one),
      family: fc.constant([one]),
      score: fc.double({ min: -1, max: 1, noNaN: true }),
      salience: fc.double({ min: 0, max: 1, noNaN: true }),
      inTitle: fc.boolean(),
    }),
  );
  const article = fc.record({
    foundAt: fc.date({ min: at('00:00'), max: at('00:00', 20), noInvalidDate: true }),
    copyOf: fc.option(fc.nat()),
    relevance: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    stance: fc.option(fc.constantFrom('none', 'tighten')),
    publisher: fc.constantFrom('A', 'B', 'C'),
    family: fc.constantFrom('wire', 'constructor', '__proto__'),
    entities: fc.array(anyEntity),
    events: fc.array(anyEvent),
  });
  fc.assert(
    fc.property(article, fc.array(article, { maxLength: 20 }), fc.array(id), (own, before, asked) => {
      const story = storyOf(...before.map(facts).sort((a, b) => a.foundAt.getTime() - b.foundAt.getTime()));
      for (const number of Object.values(numbers(own, { story, asked })))
        expect(Number.isInteger(number) && number >= 0 && number <= 100).toBe(true);
    }),
  );
});
