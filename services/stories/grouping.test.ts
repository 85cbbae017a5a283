import { eq, isNull, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { articleSignatures, articles, signatureKeys, stories, storyRulings } from '../../db/schema.ts';
import { replaceTags } from '../../db/tags.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { storyIdOf } from '../cluster/storyId.ts';
import { addSources, addTagged, tagsOf, type Wire, wires } from '../testing/wires.ts';
import { placeAgain, placeNew } from './grouping.ts';
import { mergeStories, splitStory, withdrawRuling } from './rulings.ts';

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
  await db.orm.delete(articles);
  await db.orm.delete(storyRulings);
  await db.orm.update(stories).set({ movedTo: null });
  await db.orm.delete(stories);
});
afterAll(() => db.close());

const group = (id: number) => placeNew(db.orm, id, now());
async function arrive(order: readonly Wire[]): Promise<Record<string, number>> {
  const ids: Record<string, number> = {};
  for (const wire of order) {
    ids[wire.name] = await addTagged(db.orm, wire, now());
    await group(ids[wire.name]!);
  }
  return ids;
}

/** Each article by name: its story, its original and what it is linked to. */
async function placements() {
  const rows = await db.orm.select().from(articles);
  const nameOf = (id: number | null) =>
    rows
      .find((row) => row.id === id)
      ?.canonicalUrl.split('/')
      .at(-1) ?? null;
  return Object.fromEntries(
    rows.map((row) => [nameOf(row.id), [row.storyId, nameOf(row.copyOf)] as const]).toSorted(),
  ) as Record<string, [number, string | null]>;
}
const living = () =>
  db.orm.select().from(stories).where(isNull(stories.movedTo)).orderBy(stories.firstAt, stories.id);

const rotated = (by: number) => [...wires.slice(by), ...wires.slice(0, by)];

describe('any order of arrival', () => {
  test.each([
    ['from the first on', wires],
    ['from the last on', wires.toReversed()],
    ['the copy first', rotated(1)],
    ['in disorder', [wires[4]!, wires[0]!, wires[3]!, wires[1]!, wires[2]!]],
  ])('%s', async (_, order) => {
    await arrive(order);
    const placed = await placements();
    const [story, other] = [placed.listed![0], placed.other![0]];
    expect(placed).toEqual({
      listed: [story, null],
      copied: [story, 'listed'],
      told: [story, null],
      later: [story, null],
      other: [other, null],
    });
    expect(story).not.toBe(other);
    // Made from the first article's address alone.
    expect(story).toBe(storyOfListed);
    expect(await living()).toEqual([
      expect.objectContaining({ id: story, articles: 4, publishers: 3, firstAt: new Date(wires[0]!.at) }),
      expect.objectContaining({ id: other, articles: 1, publishers: 1 }),
    ]);
  });

  test('all at once, each asked for twice', async () => {
    const ids: number[] = [];
    for (const wire of wires) ids.push(await addTagged(db.orm, wire, now()));
    const outcomes = await Promise.all([...ids, ...ids].map(group));
    expect(outcomes.filter((outcome) => outcome !== null)).toHaveLength(ids.length);
    expect((await living()).map(({ articles, publishers }) => [articles, publishers])).toEqual([
      [4, 3],
      [1, 1],
    ]);
    expect(new Set((await db.orm.select().from(articles)).map(({ step }) => step))).toEqual(
      new Set(['clustered']),
    );
  });
});

test('some one by one, the others at once: the same stories, however they are divided', async () => {
  await arrive(wires);
  const expected = [await placements(), await living()];
  for (let nth = 1; nth < 2 ** wires.length - 1; nth++) {
    await db.orm.delete(articles);
    await db.orm.delete(stories);
    const [alone, atOnce] = [0, 1].map((side) => wires.filter((_, at) => ((nth >> at) & 1) === side));
    await arrive(alone!);
    const ids: number[] = [];
    for (const wire of atOnce!) ids.push(await addTagged(db.orm, wire, now()));
    expect(await Promise.all(ids.map(group))).not.toContain(null);
    expect([await placements(), await living()]).toEqual(expected);
  }
});
const storyOfListed = storyIdOf('https://wire.example/listed');

test('a story whose first article arrives late is found under its old id', async () => {
  await arrive(wires.slice(2));
  const [before] = await living();
  await arrive(wires.slice(0, 1));
  const [after] = await living();
  expect(after!.id).not.toBe(before!.id);
  const [old] = await db.orm.select().from(stories).where(eq(stories.id, before!.id));
  expect(old).toMatchObject({ movedTo: after!.id, articles: 0 });
});

test('an article whose text and tags are others is signed and placed anew, and back again', async () => {
  const ids = await arrive(wires);
  const before = await placements();
  const { title, text } = wires[3]!;
  const told = await db.orm.select().from(articles).where(eq(articles.id, ids.told!));
  const become = async (wire: { title: string; text: string; entities: string[] }) => {
    await db.orm
      .update(articles)
      .set({ title: wire.title, text: wire.text })
      .where(eq(articles.id, ids.told!));
    const [row] = await db.orm.select().from(articles).where(eq(articles.id, ids.told!));
    await replaceTags(db.orm, ids.told!, tagsOf(wire.entities, 'en'), row!.taggedAt, now());
    return placeAgain(db.orm, ids.told!);
  };
  expect(await become({ title: `${title} again`, text, entities: ['deepseek'] })).toContain(ids.told);
  const placed = await placements();
  expect(placed.told![0]).toBe(placed.other![0]); // it is the earlier one now
  expect(placed.listed).toEqual(before.listed);
  expect((await living()).map(({ articles }) => articles)).toEqual([3, 2]);
  await become({ ...told[0]!, entities: wires[2]!.entities });
  expect(await placements()).toEqual(before);
  expect(await placeAgain(db.orm, ids.told!)).toEqual([]);
  const keys = await db.orm.$count(signatureKeys, eq(signatureKeys.articleId, ids.told!));
  expect(keys).toBeGreaterThan(4);
  expect(await db.orm.$count(articleSignatures)).toBe(wires.length);
});

describe('rulings', () => {
  test('a split takes articles out with their copies, stays when more arrive, and can be taken back', async () => {
    const ids = await arrive(wires.slice(0, 4));
    const before = await placements();
    const story = before.listed![0];
    const { ruling, stories: after } = await splitStory(
      db.orm,
      { story, articles: [ids.listed!], note: null },
      now(),
    );
    expect(after).toHaveLength(2);
    let placed = await placements();
    expect(placed.copied).toEqual([placed.listed![0], 'listed']);
    expect(placed.told![0]).not.toBe(placed.listed![0]);
    await arrive(wires.slice(4));
    placed = await placements();
    expect(placed.told![0]).not.toBe(placed.listed![0]);
    await withdrawRuling(db.orm, ruling);
    placed = await placements();
    expect(new Set(['listed', 'copied', 'told', 'later'].map((name) => placed[name]![0]))).toEqual(
      new Set([story]),
    );
  });

  test('a copy can be taken from its original', async () => {
    const ids = await arrive(wires);
    const story = (await placements()).listed![0];
    await splitStory(db.orm, { story, articles: [ids.copied!], note: null }, now());
    const placed = await placements();
    expect(placed.copied![1]).toBeNull();
    expect(placed.copied![0]).not.toBe(placed.listed![0]);
    expect(placed.told![0]).toBe(placed.listed![0]);
  });

  test('a merge puts two stories together, the other id leads there, and it can be taken back', async () => {
    await arrive(wires);
    const before = await placements();
    const [story, other] = [before.listed![0], before.other![0]];
    const { ruling } = await mergeStories(db.orm, { story: other, other: story, note: 'one' }, now());
    expect((await living()).map(({ id, articles }) => [id, articles])).toEqual([[story, 5]]);
    const [gone] = await db.orm.select().from(stories).where(eq(stories.id, other));
    expect(gone!.movedTo).toBe(story);
    await expect(mergeStories(db.orm, { story: other, other: story, note: null }, now())).rejects.toThrow(
      'already',
    );
    expect(await withdrawRuling(db.orm, ruling)).toEqual([story, other].toSorted((a, b) => a - b));
    expect(await placements()).toEqual(before);
    expect(await withdrawRuling(db.orm, ruling)).toBeNull();
  });

  test('what is ruled last counts', async () => {
    const ids = await arrive(wires);
    const story = (await placements()).listed![0];
    await mergeStories(db.orm, { story, other: (await placements()).other![0], note: null }, now());
    await splitStory(db.orm, { story, articles: [ids.other!, ids.later!], note: null }, now());
    let placed = await placements();
    expect(placed.other![0]).toBe(placed.later![0]);
    expect(placed.told![0]).toBe(story);
    expect(placed.other![0]).not.toBe(story);
    await mergeStories(db.orm, { story, other: placed.other![0], note: null }, now());
    placed = await placements();
    expect(new Set(Object.values(placed).map(([id]) => id))).toEqual(new Set([story]));
  });

  test('a split must name articles of the story and leave some', async () => {
    const ids = await arrive(wires);
    const story = (await placements()).listed![0];
    const split = (...articles: number[]) => splitStory(db.orm, { story, articles, note: null }, now());
    await expect(split(ids.other!)).rejects.toThrow(`article ${ids.other} is not`);
    await expect(split(ids.listed!, ids.told!, ids.later!)).rejects.toThrow('leave at least one');
    await expect(splitStory(db.orm, { story: 1, articles: [1], note: null }, now())).rejects.toThrow(
      'no story',
    );
    expect(await db.orm.execute(sql`select 1 from story_rulings`)).toMatchObject({ rows: [] });
  });
});
