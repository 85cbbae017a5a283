import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { articles, stories, storyRulings } from '../../db/schema.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { placeNew } from '../stories/grouping.ts';
import { addSources, addTagged, wires } from '../testing/wires.ts';
import { createApi } from './app.ts';

let db: Database;
let api: ReturnType<typeof createApi>;
let ids: Record<string, number>;
const now = new Date('2026-11-23T12:00:00Z');

beforeAll(async () => {
  db = await openTestDatabase();
  api = createApi({ orm: db.orm, now: () => now, version: '0.0.0', report: () => {} } as never);
  await addSources(db.orm, now);
});
beforeEach(async () => {
  await db.orm.delete(articles);
  await db.orm.delete(storyRulings);
  await db.orm.update(stories).set({ movedTo: null });
  await db.orm.delete(stories);
  ids = {};
  for (const wire of wires) {
    const id = await addTagged(db.orm, wire, now);
    await placeNew(db.orm, id, now);
    ids[wire.name] = id;
  }
});
afterAll(() => db.close());

async function send(path: string, { method = 'POST', body }: { method?: string; body?: unknown } = {}) {
  const response = await api.request(path, {
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...{ method, headers: { 'content-type': 'application/json' } },
  });
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it asks for
  return { status: response.status, body: (await response.json()) as any };
}
const storyOf = async (id: number): Promise<number> =>
  ((await (await api.request(`/v1/articles/${id}`)).json()) as { storyId: number }).storyId;
const rulings = async () =>
  (await (await api.request('/v1/rulings')).json()) as { rulings: Record<string, unknown>[] };

test('a merge and its withdrawal', async () => {
  const [story, other] = [await storyOf(ids.listed!), await storyOf(ids.other!)];
  const { status, body } = await send(`/v1/stories/${other}/merge`, {
    body: { with: story, note: 'one matter' },
  });
  expect([status, body.stories]).toEqual([200, [story]]);
  expect((await api.request(`/v1/stories/${other}`)).headers.get('location')).toBe(`/v1/stories/${story}`);
  const listed = (await rulings()).rulings;
  expect(listed).toMatchObject([
    { id: body.ruling, kind: 'merge', note: 'one matter', stories: [story], madeAt: now.toISOString() },
  ]);
  const withdrawn = await send(`/v1/rulings/${body.ruling}`, { method: 'DELETE' });
  expect(withdrawn.status).toBe(200);
  expect(withdrawn.body.stories).toEqual([story, other].toSorted((a, b) => a - b));
  expect((await rulings()).rulings).toEqual([]);
  expect((await send(`/v1/rulings/${body.ruling}`, { method: 'DELETE' })).status).toBe(404);
});

test('a split, and what the timeline then says', async () => {
  const story = await storyOf(ids.listed!);
  const { body } = await send(`/v1/stories/${story}/split`, { body: { articles: [ids.told, ids.later] } });
  expect(body.stories).toHaveLength(2);
  const other = await storyOf(ids.told!);
  expect(other).not.toBe(story);
  expect(await storyOf(ids.later!)).toBe(other);
  const shown = (await (await api.request(`/v1/stories/${other}`)).json()) as {
    timeline: { link: object | null }[];
  };
  expect(shown.timeline).toHaveLength(2);
  expect(shown.timeline[1]!.link).toMatchObject({ to: ids.told, reasons: { ruled: true } });
});

describe('what cannot be ruled', () => {
  test.each([
    ['merge', { with: 1 }, 'with'],
    ['merge', {}, 'with'],
    ['merge', { with: 'it' }, 'with'],
    ['merge', { with: 2, colour: 'red' }, 'colour'],
    ['split', { articles: [] }, 'articles'],
    ['split', { articles: [1, 1] }, 'articles'],
    ['split', { articles: [999_999] }, 'articles'],
    ['split', { articles: [1], note: 'a\0b' }, 'note'],
  ])('%s %j', async (what, body, parameter) => {
    const answer = await send(`/v1/stories/${await storyOf(ids.listed!)}/${what}`, { body });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toContainEqual({ parameter, detail: expect.any(String) });
  });

  test('a story with itself, or of a story that is not there', async () => {
    const story = await storyOf(ids.listed!);
    expect(
      (await send(`/v1/stories/${story}/merge`, { body: { with: story } })).body.errors[0].detail,
    ).toMatch('same');
    expect((await send('/v1/stories/77/merge', { body: { with: story } })).status).toBe(404);
  });

  test('with JSON that breaks off', async () => {
    const path = `/v1/stories/${await storyOf(ids.listed!)}/merge`;
    expect((await send(path, { body: '{"with":' })).status).toBe(400);
  });
});
