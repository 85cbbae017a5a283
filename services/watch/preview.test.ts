import { and, eq, gt, inArray } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getArticle } from '../../db/articles.ts';
import type { Orm } from '../../db/database.ts';
import { syncFeeds } from '../../db/feeds.ts';
import { saveVersion } from '../../db/revisions.ts';
import { articles } from '../../db/schema.ts';
import { type ArticleTags, replaceTags } from '../../db/tags.ts';
import { specSchema } from '../alert/spec.ts';
import { searchWords } from '../search/words.ts';
import { feedAt } from '../testing/app.ts';
import type { PreviewHit, PreviewSummary } from './past/lines.ts';
import { preview } from './preview.ts';
import { day, hour, minute, startWatching, type Wanted, type Watching } from './testing/watching.ts';

let watching: Watching;
beforeAll(async () => {
  watching = await startWatching();
});
beforeEach(() => watching.reset());
afterAll(() => watching.close());

interface Asked {
  query: string;
  [part: string]: unknown;
}

async function tried({ query, ...spec }: Asked, from: Date, until = watching.now()) {
  const asked = { query, spec: specSchema.parse(spec), from, until };
  const hits: PreviewHit[] = [];
  let summary: PreviewSummary | undefined;
  for await (const line of await preview(watching.orm, asked, watching.now())) {
    if ('hit' in line) hits.push(line.hit);
    if ('summary' in line) summary = line.summary;
  }
  return { hits, summary: summary! };
}

const named = fc.subarray(['huawei', 'ascend', 'nvidia', 'smic', 'bis']);
const event = fc.record({
  type: fc.constantFrom('entity-listing', 'licence-denied', 'model-release-open'),
  who: fc.constantFrom('huawei', 'smic', 'nvidia'),
  certainty: fc.constantFrom('stated' as const, 'unconfirmed' as const, 'denied' as const),
});
const article = fc.record({
  entities: named,
  score: fc.integer({ min: -10, max: 10 }).map((tenths) => tenths / 10),
  events: fc.array(event, { maxLength: 2 }),
  feed: fc.constantFrom('wire', 'courier', 'herald'),
  word: fc.constantFrom('licence', 'export', 'gallium', '芯片'),
  /** A copy of an earlier one, another report of its story, or a story of its own. */
  place: fc.constantFrom('own', 'own', 'copy', 'beside'),
  earlier: fc.nat(),
  gap: fc.constantFrom(3 * minute, hour, 9 * hour, 2 * day),
});
type Drawn = typeof article extends fc.Arbitrary<infer One> ? One : never;

const alerts: Asked[] = [
  { query: 'entity:huawei' },
  { query: 'licence OR 芯片', trigger: { on: 'story', developments: true } },
  { query: '', gates: { novelty: 60, cooldownMinutes: 300 }, trigger: { on: 'story', developments: true } },
  { query: 'entity:huawei -gallium', gates: { relevance: 60, importance: 30 } },
  { query: '', trigger: { on: 'event', type: 'entity-listing', entity: 'huawei', developments: true } },
  { query: 'after:3d', trigger: { on: 'event', type: 'licence-denied' } },
  { query: '', trigger: { on: 'level', entity: 'huawei', side: 'below', level: 0, days: 3, least: 2 } },
  { query: '', trigger: { on: 'move', entity: 'nvidia', by: 0.3, days: 2, least: 1 } },
  { query: 'entity:smic', trigger: { on: 'silence', days: 3 } },
  { query: '', trigger: { on: 'burst' } },
];

/** Puts articles in one after the other, as they come. */
async function live(drawn: Drawn[], each: (wanted: Wanted) => Promise<number>) {
  const ids: number[] = [];
  for (const [n, { place, earlier, gap, word, ...wanted }] of drawn.entries()) {
    const other = ids.length > 0 ? earlier % ids.length : -1;
    const story = place === 'copy' && other >= 0 ? { story: `copies ${other}` } : { story: `story ${n}` };
    const more = place === 'beside' && other >= 0 ? { follows: ids[other]! } : story;
    ids.push(await each({ ...wanted, title: `Report ${n} on ${word}`, ...more }));
    await watching.wait(gap);
  }
  return ids;
}

const anew = (entityIds: string[]): ArticleTags => ({
  ...{ taggerVersion: 'later', listVersion: 'later', language: 'en', mentions: [], unlisted: [] },
  ...{ topics: [], events: [], quotes: [], releases: [], stance: 'none' },
  sentiment: { score: 0.9, label: 'positive' },
  entities: entityIds.map((entityId) => ({
    ...{ entityId, mentions: 1, salience: 0.3, score: 0.9, label: 'positive' as const },
  })),
});

async function retag(orm: Orm, id: number, entityIds: string[]): Promise<boolean> {
  const before = (await getArticle(orm, id))!;
  return replaceTags(orm, id, anew(entityIds), before.taggedAt, watching.now());
}

const sources = [
  feedAt('wire', 'https://wire.example/feed'),
  { ...feedAt('courier', 'https://courier.example/feed'), publisher: 'The Courier' },
  { ...feedAt('herald', 'https://herald.example/feed'), publisher: 'The Herald' },
];
const official = {
  ...feedAt('register', 'https://register.example/feed'),
  ...{ publisher: 'Register', family: 'regulator' as const },
};

const aboutOf = (rows: { about: string }[]) => rows.map(({ about }) => about).sort();

test('fires when live alerts did, and still does after everything was tagged anew', async () => {
  const kinds = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(article, { minLength: 5, maxLength: 25 }), named, async (drawn, others) => {
      await watching.reset();
      const begun = watching.now();
      const saved: { asked: Asked; id: number }[] = [];
      for (const asked of alerts) saved.push({ asked, id: await watching.addAlert(asked) });
      await watching.wait(minute);
      const ids = await live(drawn, watching.arrive);
      const check = async () => {
        for (const { asked, id } of saved) {
          const { hits } = await tried(asked, begun);
          for (const { kind } of hits) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
          expect({ asked, about: aboutOf(hits) }).toEqual({
            asked,
            about: aboutOf(await watching.matchesOf(id)),
          });
        }
      };
      await check();
      for (const id of ids) expect(await retag(watching.orm, id, others)).toBe(true);
      await check();
    }),
    { numRuns: 6, seed: 20 },
  );
  expect([...kinds.keys()].sort()).toEqual(['development', 'event', 'level', 'move', 'silence', 'story']);
}, 300_000);

const known = (hits: readonly PreviewHit[]) =>
  hits.map(({ at, about, why, numbers, article }) => ({ at, about, why, numbers, id: article?.id }));

test('what comes later changes no earlier hit', async () => {
  const begun = watching.now();
  const drawn = fc.sample(article, { numRuns: 30, seed: 7 });
  const ids = await live(drawn.slice(0, 15), watching.write);
  const then = watching.now();
  const before = [];
  for (const asked of alerts) before.push(known((await tried(asked, begun, then)).hits));
  expect(before.flat().length).toBeGreaterThan(10);
  await live(drawn.slice(15), (wanted) => watching.write({ ...wanted, title: `Later: ${wanted.title}` }));
  // A report that came late, of which those of the last days turn out to be copies.
  const days = new Date(then.getTime() - 60 * hour);
  const late = await watching.write({ title: 'The first', entities: ['huawei'], story: 'copies 0' });
  const dated = { publishedAt: days, foundAt: new Date(then.getTime() + minute) };
  await watching.orm.update(articles).set(dated).where(eq(articles.id, late));
  const copies = watching.orm.update(articles).set({ copyOf: late });
  const copied = await copies
    .where(and(inArray(articles.id, ids), gt(articles.publishedAt, days)))
    .returning();
  expect(copied.length).toBeGreaterThan(2);
  for (const [n, asked] of alerts.entries())
    expect(known((await tried(asked, begun, then)).hits)).toEqual(before[n]);
});

test('an edited article is judged by the words that it had first', async () => {
  const begun = watching.now();
  const id = await watching.write({ title: 'Gallium prices double', entities: ['smic'] });
  const beside = await watching.write({ title: 'Germanium prices double', entities: ['smic'] });
  watching.clock.ms += 2 * hour;
  await watching.orm.update(articles).set({ changedAt: watching.now() }).where(eq(articles.id, id));
  const before = (await getArticle(watching.orm, id))!;
  const read = { ...before, title: 'Antimony prices double', text: 'It was antimony.' };
  const version = { read, searchWords: searchWords(read), tags: anew(['nvidia']) };
  expect(await saveVersion(watching.orm, before, version, watching.now())).toBe(true);
  const found = async (query: string) =>
    (await tried({ query }, begun)).hits.map((hit) => hit.article?.title);
  expect(await found('gallium entity:smic')).toEqual(['Gallium prices double']);
  expect(await found('title:gallium')).toEqual(['Gallium prices double']);
  expect(await found('antimony')).toEqual([]);
  expect(await found('entity:nvidia')).toEqual([]);
  // Tagged anew twice: what was first stays first.
  await retag(watching.orm, beside, ['nvidia']);
  await retag(watching.orm, beside, ['huawei']);
  expect(await found('germanium entity:smic')).toEqual(['Germanium prices double']);
  expect(await found('entity:huawei OR sentiment:>0.5')).toEqual([]);
  expect((await tried({ query: '' }, begun)).summary.retagged).toBe(2);
});

test('tells how long before or after the official text it came', async () => {
  await syncFeeds(watching.orm, [...sources, official], watching.now());
  const begun = watching.now();
  const listing = { entities: ['huawei', 'bis'], events: [{ type: 'entity-listing', who: 'huawei' }] };
  const others = { entities: ['smic'], events: [{ type: 'entity-listing', who: 'smic' }] };
  await watching.write({ title: 'Sources: Huawei to be listed', ...listing });
  watching.clock.ms += 200 * minute;
  await watching.write({ title: 'Addition of entities', feed: 'register', ...listing });
  watching.clock.ms += hour;
  await watching.write({ title: 'Huawei listed, says register', feed: 'courier', ...listing });
  await watching.write({ title: 'SMIC listed, says nobody else', feed: 'courier', ...others });
  watching.clock.ms += minute;
  const { hits, summary } = await tried({ query: 'listed' }, begun);
  expect(hits.map((hit) => [hit.article!.title, hit.official?.minutes ?? null])).toEqual([
    ['Sources: Huawei to be listed', 199],
    ['Huawei listed, says register', -61],
    ['SMIC listed, says nobody else', null],
  ]);
  expect(hits[0]!.official!.article).toMatchObject({ title: 'Addition of entities', publisher: 'Register' });
  expect(summary.official).toEqual({ hits: 2, medianMinutes: 69, before: 1, itself: 0 });
  const itself = (await tried({ query: 'title:addition' }, begun)).summary.official;
  expect(itself).toEqual({ hits: 0, medianMinutes: null, before: 0, itself: 1 });
  expect(summary.publishers).toEqual([
    { publisher: 'The Courier', hits: 2 },
    { publisher: 'Example Wire', hits: 1 },
  ]);
});

test('counts by week, what was held back and why, and messages by the rhythm', async () => {
  const begun = watching.now(); // a Monday
  const listing = { entities: ['huawei'], events: [{ type: 'entity-listing', who: 'huawei' }] };
  const first = await watching.write({ title: 'Huawei one', ...listing, story: 'one' });
  watching.clock.ms += hour;
  await watching.write({ title: 'Huawei one again', ...listing, story: 'one', feed: 'courier' });
  await watching.write({ title: 'Huawei one anew', ...listing, follows: first, feed: 'herald' });
  await watching.write({ title: 'Huawei two', entities: ['huawei'] });
  watching.clock.ms += 15 * day;
  await watching.write({ title: 'Huawei three', ...listing });
  watching.clock.ms += day;
  const rhythm = { every: 'day', at: '08:00' };
  const { summary, hits } = await tried({ query: 'entity:huawei', gates: { importance: 30 }, rhythm }, begun);
  expect(summary).toMatchObject({
    ...{ articles: 5, hits: 2, notices: 2, unshown: 0, archiveFrom: new Date(begun.getTime() - minute) },
    held: { copy: 1, story: 1, importance: 1, novelty: 0 },
    weeks: [
      { week: '2026-03-02', hits: 1, notices: 1 },
      { week: '2026-03-09', hits: 0, notices: 0 },
      { week: '2026-03-16', hits: 1, notices: 1 },
    ],
    days: [
      { day: '2026-03-02', hits: 1, copies: 1, held: 2 },
      { day: '2026-03-17', hits: 1, copies: 0, held: 0 },
    ],
    busiest: { week: '2026-03-02', hits: 1 },
    aWeek: { hits: 0.87, notices: 0.87 },
  });
  expect(hits.map(({ toldAt }) => toldAt.toISOString())).toEqual([
    '2026-03-03T08:00:00.000Z',
    '2026-03-18T08:00:00.000Z',
  ]);
});

test('an article found long after it was published is taken as found at once', async () => {
  const id = await watching.write({ title: 'Huawei in an old file', entities: ['huawei'] });
  const found = new Date(watching.clock.ms + 300 * day);
  await watching.orm.update(articles).set({ foundAt: found }).where(eq(articles.id, id));
  const from = new Date(watching.clock.ms - day);
  watching.clock.ms += 301 * day;
  const { hits, summary } = await tried({ query: 'huawei' }, from);
  expect(hits.map(({ at, assumed }) => ({ at, assumed }))).toEqual([
    { at: hits[0]!.article!.publishedAt, assumed: true },
  ]);
  expect(summary.assumed).toBe(1);
  expect((await tried({ query: 'huawei' }, new Date(found.getTime() - day))).hits).toEqual([]);
});

test('a burst fires on the day that brings it, and once', async () => {
  const begun = watching.now();
  const alert = await watching.addAlert({ query: 'entity:smic', trigger: { on: 'burst' } });
  for (let n = 0; n < 40; n++) {
    for (let each = 0; each < (n === 38 ? 9 : 1 + (n % 2)); each++) {
      watching.clock.ms += minute;
      await watching.arrive({ title: `SMIC ${n} ${each}`, entities: ['smic'] });
    }
    await watching.wait(day - 20 * minute);
  }
  const { hits } = await tried({ query: 'entity:smic', trigger: { on: 'burst' } }, begun);
  expect(hits.map(({ about }) => about)).toEqual(aboutOf(await watching.matchesOf(alert)));
  expect(hits).toHaveLength(1);
  expect(hits[0]).toMatchObject({ kind: 'burst', article: null, numbers: null });
});

test('what can’t be tried is refused before the first line', async () => {
  const from = new Date(watching.clock.ms - day);
  await expect(tried({ query: 'entity:nobody' }, from)).rejects.toThrow('query There is no entity “nobody”');
  await expect(tried({ query: 'a OR after:7d' }, from)).rejects.toThrow('write a date there');
  await expect(tried({ query: '' }, new Date(watching.clock.ms + day))).rejects.toThrow(
    'from must lie before',
  );
  const trigger = { on: 'event', type: 'wedding' };
  await expect(tried({ query: '', trigger }, from)).rejects.toThrow('no type of event “wedding”');
});

test('stops when nobody waits any more', async () => {
  await watching.write({ title: 'Huawei', entities: ['huawei'] });
  const controller = new AbortController();
  const asked = { query: '', spec: specSchema.parse({}), from: new Date(0), until: watching.now() };
  const lines = await preview(watching.orm, asked, watching.now(), controller.signal);
  await lines.next();
  controller.abort();
  await expect(lines.next()).rejects.toThrow('aborted');
});
