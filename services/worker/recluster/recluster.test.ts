import { asc, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { articleSignatures, articles, reclusters, stories, storyRulings } from '../../../db/schema.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { placeAsCopy } from '../../../db/testing/placed.ts';
import { placeNew } from '../../stories/grouping.ts';
import { splitStory } from '../../stories/rulings.ts';
import { addSources, addTagged, type Wire, wires } from '../../testing/wires.ts';
import { type ReclusterOptions, recluster } from './recluster.ts';

let db: Database;
let clock = Date.parse('2026-11-23T12:00:00Z');
const now = () => {
  clock += 1000;
  return new Date(clock);
};
beforeAll(async () => {
  db = await openTestDatabase();
  await addSources(db.orm, now());
});
beforeEach(async () => {
  for (const table of [articles, storyRulings, reclusters]) await db.orm.delete(table);
  await db.orm.update(stories).set({ movedTo: null });
  await db.orm.delete(stories);
});
afterAll(() => db.close());

const run = (more: Partial<ReclusterOptions> = {}) =>
  recluster(
    { orm: db.orm, now },
    { since: null, dryRun: false, signal: new AbortController().signal, onProgress: () => {}, ...more },
  );

/** Into a story of its own, as an earlier method might have done it. */
async function addAlone(wire: Wire): Promise<number> {
  const id = await addTagged(db.orm, wire, now());
  await placeAsCopy(db.orm, id, `alone ${wire.name}`, now());
  return id;
}
const addWires = async () => {
  const ids: Record<string, number> = {};
  for (const wire of wires.toReversed()) ids[wire.name] = await addAlone(wire);
  return ids;
};
const placed = async () => {
  const { canonicalUrl, storyId, copyOf } = articles;
  return db.orm.select({ canonicalUrl, storyId, copyOf }).from(articles).orderBy(asc(canonicalUrl));
};
const living = () =>
  db.orm
    .select({ id: stories.id, articles: stories.articles })
    .from(stories)
    .where(isNull(stories.movedTo))
    .orderBy(stories.firstAt);
/** On one subject each, a day apart. */
const strangers = (count: number): Wire[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{
      name: `stranger-${n}`,
      feed: 'herald',
      at: new Date(Date.UTC(2025, 5, 1 + n)).toISOString(),
      entities: [],
    },
    title: `Matter ${n} of ward ${n * 7}`,
    text: `Council ${n} met about street ${n * 31} and adjourned until week ${n}.`,
  }));

test('groups what an earlier method kept apart, and says so', async () => {
  await addWires();
  const trial = await run({ dryRun: true });
  expect(await living()).toHaveLength(5);
  expect(await db.orm.$count(articleSignatures)).toBe(0);
  const { report, finished } = await run();
  expect(finished).toBe(true);
  expect(report).toEqual({
    ...{
      articles: 5,
      stories: { before: 5, after: 2 },
      copies: { before: 0, after: 1 },
      left: 0,
      examples: [],
    },
  });
  expect(trial.report).toEqual(report);
  expect((await living()).map(({ articles }) => articles)).toEqual([4, 1]);
  const after = await placed();
  expect((await run()).report).toMatchObject({
    stories: { before: 2, after: 2 },
    copies: { before: 1, after: 1 },
  });
  expect(await placed()).toEqual(after);
});

test('takes apart what does not belong together, and tells which articles left', async () => {
  const ids: Record<string, number> = {};
  for (const wire of wires) {
    ids[wire.name] = await addTagged(db.orm, wire, now());
    await placeAsCopy(db.orm, ids[wire.name]!, 'all of them', now());
  }
  const [before] = await living();
  const trial = await run({ dryRun: true });
  const { report } = await run();
  expect(trial.report).toEqual(report);
  const [story, other] = await living();
  expect(report).toMatchObject({
    stories: { before: 1, after: 2 },
    copies: { before: 4, after: 1 },
    left: 1,
  });
  expect(report.examples).toEqual([
    { id: ids.other, title: 'DeepSeek opens its optimiser library', from: before!.id, to: other!.id },
  ]);
  const [old] = (await db.orm.select().from(stories)).filter(({ id }) => id === before!.id);
  expect(old!.movedTo).toBe(story!.id);
});

test('gives what the pipeline gives', async () => {
  await addWires();
  await run();
  const anew = await placed();
  await db.orm.delete(articles);
  for (const wire of wires) {
    const id = await addTagged(db.orm, wire, now());
    await placeNew(db.orm, id, now());
  }
  const nameless = (rows: typeof anew) =>
    rows.map(({ canonicalUrl, storyId, copyOf }) => [canonicalUrl, storyId, copyOf !== null]);
  expect(nameless(await placed())).toEqual(nameless(anew));
});

test('goes on where it was stopped, and obeys what people ruled', async () => {
  const ids = await addWires();
  for (const wire of strangers(60)) await addAlone(wire);
  await run();
  const [story] = await living();
  await splitStory(db.orm, { story: story!.id, articles: [ids.told!], note: null }, now());
  const ruled = await placed();
  const stop = new AbortController();
  const shown: number[][] = [];
  const first = await run({
    signal: stop.signal,
    onProgress: (done, total) => {
      shown.push([done, total]);
      stop.abort();
    },
  });
  expect(first).toMatchObject({ finished: false, report: { articles: 20 } });
  expect(shown).toEqual([[20, 65]]);
  const second = await run({ onProgress: (done, total) => shown.push([done, total]) });
  expect(second).toMatchObject({ finished: true, report: { articles: 65, left: 0 } });
  expect(shown.slice(1)).toEqual([
    [20, 45],
    [40, 45],
    [45, 45],
  ]);
  expect(await placed()).toEqual(ruled);
});

test('takes articles since a day only, beside those before as they are', async () => {
  const ids = await addWires();
  await run();
  const since = new Date('2025-03-05T00:00:00Z');
  const trial = await run({ since, dryRun: true });
  const { report } = await run({ since });
  expect(trial.report).toEqual(report);
  expect(report).toMatchObject({ articles: 3, stories: { before: 2, after: 2 }, left: 0 });
  expect((await living()).map(({ articles }) => articles)).toEqual([4, 1]);
  expect(ids.later).toBeDefined();
});

test('articles that come meanwhile belong where they would have', async () => {
  for (const wire of strangers(30)) await addAlone(wire);
  await addAlone(wires[0]!);
  await addAlone(wires[2]!);
  let came = false;
  const late: Promise<unknown>[] = [];
  await run({
    onProgress: () => {
      if (came) return;
      came = true;
      for (const wire of [wires[1]!, wires[4]!])
        late.push(addTagged(db.orm, wire, now()).then((id) => placeNew(db.orm, id, now())));
    },
  });
  await Promise.all(late);
  const [story] = await living();
  expect(story!.articles).toBe(4);
});
