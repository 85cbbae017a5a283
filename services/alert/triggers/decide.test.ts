import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge } from '../gates/numbers.ts';
import type { PastMatch, StorySoFar } from '../story.ts';
import { at, entity, event, facts, spec, storyOf } from '../testing.ts';
import { decide } from './decide.ts';

type Given = Parameters<typeof facts>[0];
interface Around {
  trigger?: object;
  gates?: object;
  story?: StorySoFar | null;
  past?: PastMatch[];
  now?: Date;
  nameOf?: (id: string) => string;
}

function decided(given: Given, { trigger, gates, story = storyOf(), past = [], now, nameOf }: Around = {}) {
  const own = facts(given);
  const { numbersFor, fresh } = judge(own, story);
  const deciding = {
    spec: spec({ ...(trigger && { trigger }), ...(gates && { gates }) }),
    ...{ facts: own, numbers: numbersFor([]), story, past, now: now ?? own.foundAt },
    ...(nameOf && { nameOf }),
  };
  const once = decide(deciding);
  expect(decide({ ...deciding, fresh })).toEqual(once);
  return once;
}

const match = (about: string, storyId: number | null, matchedAt = at('08:00')): PastMatch => ({
  ...{ about, storyId, matchedAt },
});
const toldStory = match('story:1', 1);
const developments = { on: 'story', developments: true };
const listing = event('entity-listing', ['bis', 'huawei']);
const refusal = event('licence-denied', ['nvidia', 'h20']);

test('the first report of a story fires, and says by whom', () => {
  expect(decided({})).toEqual({
    ...{ about: 'story:1', kind: 'story', why: 'First report of this story, by Example Wire.' },
  });
  const story = storyOf(facts({ id: 1, publisher: 'Other' }), facts({ id: 2, copyOf: 1 }));
  expect(decided({}, { story })).toMatchObject({
    why: 'New to this alert after 2 other reports of the story, by Example Wire.',
  });
  expect(decided({ storyId: null }, { story: null })).toMatchObject({ about: 'article:10' });
});

test('a copy never fires, whatever it tells and whatever is asked', () => {
  const copy = { copyOf: 4, events: [refusal] };
  for (const trigger of [developments, { on: 'event', type: 'licence-denied', developments: true }])
    for (const past of [[], [toldStory]])
      expect(decided(copy, { trigger, past })).toEqual({ not: 'a copy of article 4', because: 'copy' });
});

test('a story is told once, also where it is merged into another one', () => {
  expect(decided({}, { past: [toldStory] })).toMatchObject({ because: 'told' });
  expect(decided({}, { past: [match('story:7', 1)] })).toMatchObject({ because: 'told' });
  expect(decided({}, { past: [match('development:7:event:talks', 1)] })).toMatchObject({ because: 'told' });
  expect(decided({}, { past: [match('story:7', 7)] })).toMatchObject({ about: 'story:1' });
});

test('a development fires once for each fact, and only where it is asked for', () => {
  const story = storyOf(facts({ id: 1, events: [listing], entities: [entity('huawei')] }));
  const around = {
    story,
    past: [toldStory],
    trigger: developments,
    nameOf: (id: string) => id.toUpperCase(),
  };
  const fired = decided({ events: [listing, refusal] }, around);
  expect(fired).toEqual({
    ...{ about: 'development:1:event:licence-denied', kind: 'development' },
    why: 'New in this story: licence denied (NVIDIA, H20), by Example Wire.',
  });
  expect(decided({ events: [refusal] }, { ...around, trigger: { on: 'story' } })).toMatchObject({
    because: 'told',
  });
  expect(decided({ events: [listing] }, around)).toMatchObject({ because: 'told' });
  // Its tags were lost when the first one was tagged anew: the story seems not to know it.
  const again = { ...around, past: [toldStory, match('development:1:event:licence-denied', 1)] };
  expect(decided({ events: [refusal] }, again)).toMatchObject({ because: 'told' });
  // The story had another number when it was told.
  const moved = { ...around, past: [toldStory, match('development:7:event:licence-denied', 1)] };
  expect(decided({ events: [refusal] }, moved)).toMatchObject({ because: 'told' });
  // Of two facts the one that was not told.
  expect(decided({ events: [refusal, event('tariff', ['us'])] }, again)).toMatchObject({
    about: 'development:1:event:tariff',
  });
});

test.each([
  [event('talks', [], { certainty: 'planned' }), 'New in this story: talks, planned, by Example Wire.'],
  [event('order', ['tsmc']), 'Certain now in this story: order (tsmc), by Example Wire.'],
  [
    event('order', ['tsmc'], { certainty: 'denied' }),
    'Denied now in this story: order (tsmc), by Example Wire.',
  ],
  [
    event('entity-listing', ['person~ye-kejiang']),
    'New in this story: ye kejiang, in entity listing, by Example Wire.',
  ],
  [
    event('entity-listing', [], { instrumentId: 'list-1260h' }),
    'A rule that is new in this story: list 1260h, in entity listing, by Example Wire.',
  ],
])('a new fact is told in words: %#', (told, why) => {
  const story = storyOf(facts({ events: [listing, event('order', ['tsmc'], { certainty: 'unconfirmed' })] }));
  expect(decided({ events: [told] }, { story, past: [toldStory], trigger: developments })).toMatchObject({
    why,
  });
});

const listingOf = (who: string | null, more = {}) => ({
  on: 'event',
  type: 'entity-listing',
  entity: who,
  ...more,
});

test('an event in the background of a text fires only where that is asked for', () => {
  const background = { ...listing, inTitle: false, early: false };
  expect(decided({ events: [background] }, { trigger: listingOf('huawei') })).toMatchObject({
    because: 'event',
  });
  const anywhere = { on: 'event', type: 'entity-listing', anywhere: true } as const;
  expect(decided({ events: [background] }, { trigger: anywhere })).toMatchObject({ about: 'story:1' });
  const opening = { ...listing, inTitle: false };
  expect(decided({ events: [background, opening] }, { trigger: listingOf('huawei') })).toMatchObject({
    about: 'story:1',
  });
});

test('an event fires where it has the type, and the entity or what belongs to it a part in it', () => {
  const ascend = entity('ascend', 0.5, { family: ['ascend', 'huawei'] });
  const given = {
    events: [listing, event('order', ['smic'])],
    entities: [entity('smic'), entity('huawei'), ascend],
  };
  expect(decided(given, { trigger: listingOf(null) })).toEqual({
    ...{ about: 'story:1', kind: 'event' },
    why: 'Entity listing (bis, huawei): first report of this story, by Example Wire.',
  });
  expect(decided(given, { trigger: listingOf('huawei') })).toMatchObject({ kind: 'event' });
  // SMIC is in the article, and in another event.
  expect(decided(given, { trigger: listingOf('smic') })).toMatchObject({ because: 'event' });
  const ofChip = { ...given, events: [event('entity-listing', ['ascend'])] };
  expect(decided(ofChip, { trigger: listingOf('huawei') })).toMatchObject({ kind: 'event' });
  expect(decided({}, { trigger: listingOf(null) })).toMatchObject({ because: 'event' });
});

test('an event counts in the text too, and says how sure it is; one that is denied is none', () => {
  const as = (certainty: 'planned' | 'denied') => ({
    events: [event('entity-listing', ['huawei', 'a', 'b', 'c', 'd', 'e'], { certainty, inTitle: false })],
  });
  expect(decided(as('planned'), { trigger: listingOf('huawei') })).toMatchObject({
    why: 'Entity listing (huawei, a, b, c, 2 more), planned: first report of this story, by Example Wire.',
  });
  expect(decided(as('denied'), { trigger: listingOf('huawei') })).toMatchObject({ because: 'event' });
});

test('an event comes up late in a story that this alert did not tell: it fires; in one that it told: it does not', () => {
  const story = storyOf(facts({ id: 1 }), facts({ id: 2 }));
  const given = { events: [listing] };
  expect(decided(given, { story, trigger: listingOf(null) })).toMatchObject({ about: 'story:1' });
  expect(decided(given, { story, trigger: listingOf(null), past: [toldStory] })).toMatchObject({
    because: 'told',
  });
});

test('developments of an alert on an event are developments of that event', () => {
  const story = storyOf(facts({ events: [listing], entities: [entity('huawei')] }));
  const around = { story, past: [toldStory], trigger: listingOf(null, { developments: true }) };
  const both = event('entity-listing', ['huawei', 'cxmt']);
  expect(decided({ events: [both, refusal] }, around)).toMatchObject({
    about: 'development:1:party:entity-listing:cxmt',
  });
  expect(decided({ events: [refusal] }, around)).toMatchObject({ because: 'event' });
});

test('gates stop it, and say with which figures', () => {
  expect(decided({ relevance: 0.2 }, { gates: { relevance: 30 } })).toEqual({
    ...{ not: 'relevance is 20, at least 30 is asked for', because: 'gate', gate: 'relevance' },
  });
  expect(decided({ relevance: 0.3 }, { gates: { relevance: 30 } })).toMatchObject({ about: 'story:1' });
  const late = { foundAt: at('12:00'), publishedAt: at('11:59', -3) };
  expect(decided(late)).toEqual({
    ...{
      not: 'found 72 hours after its publication, 72 at most are asked for',
      because: 'gate',
      gate: 'age',
    },
  });
  expect(decided({ ...late, publishedAt: at('12:00', -3) })).toMatchObject({ about: 'story:1' });
  // What waited in Chipwire itself is no older for that.
  expect(decided({}, { now: at('12:00', 9) })).toMatchObject({ about: 'story:1' });
});

test('a cooldown lets nothing pass but a new fact', () => {
  const gates = { cooldownMinutes: 60 };
  const past = [match('story:5', 5, at('11:30')), match('story:4', 4, at('02:00'))];
  expect(decided({ foundAt: at('12:29') }, { gates, past })).toEqual({
    not: 'in the cooldown until 2026-11-20T12:30:00.000Z, and tells no new fact',
    because: 'cooldown',
  });
  expect(decided({ foundAt: at('12:30') }, { gates, past })).toMatchObject({ about: 'story:1' });
  expect(decided({ events: [listing] }, { gates, past })).toMatchObject({ about: 'story:1' });
  const story = storyOf(facts({ events: [listing] }));
  expect(decided({ events: [listing] }, { gates, past, story })).toMatchObject({ because: 'cooldown' });
  // Of an alert on an event a new fact on that event.
  const onListings = { gates, past, story, trigger: listingOf(null) };
  expect(decided({ events: [listing, refusal] }, onListings)).toMatchObject({ because: 'cooldown' });
});

test('whatever comes in whatever order, nothing fires twice and no copy at all', () => {
  const article = fc.record({
    storyId: fc.integer({ min: 1, max: 3 }),
    copyOf: fc.option(fc.nat({ max: 5 }), { freq: 3 }),
    publisher: fc.constantFrom('A', 'B'),
    events: fc.array(
      fc
        .tuple(
          fc.constantFrom('talks', 'tariff'),
          fc.subarray(['x', 'y']),
          fc.constantFrom('stated' as const, 'planned' as const, 'denied' as const),
        )
        .map(([type, who, certainty]) => event(type, who, { certainty })),
      { maxLength: 2 },
    ),
  });
  fc.assert(
    fc.property(fc.array(article, { maxLength: 30 }), fc.boolean(), (articles, asked) => {
      const past: PastMatch[] = [];
      for (const [n, own] of articles.entries()) {
        const before = articles.slice(0, n).filter(({ storyId }) => storyId === own.storyId);
        const trigger = { on: 'story', developments: asked };
        const fired = decided(own, { trigger, past, story: storyOf(...before.map(facts)) });
        if (!('about' in fired)) continue;
        expect(own.copyOf).toBeNull();
        expect(past.map(({ about }) => about)).not.toContain(fired.about);
        if (!asked) expect(past.map(({ storyId }) => storyId)).not.toContain(own.storyId);
        past.push(match(fired.about, own.storyId));
      }
    }),
  );
});
