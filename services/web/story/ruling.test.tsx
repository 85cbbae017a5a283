import { load } from 'cheerio';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { articles } from '../../../db/schema.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { placeNew } from '../../stories/grouping.ts';
import { addSources, addTagged, wires } from '../../testing/wires.ts';
import { createPages } from '../pages.tsx';

let db: Database;
const ids: Record<string, number> = {};
const now = new Date('2026-11-23T12:00:00Z');

beforeAll(async () => {
  db = await openTestDatabase();
  await addSources(db.orm, now);
  for (const wire of wires) {
    const id = await addTagged(db.orm, wire, now);
    await placeNew(db.orm, id, now);
    ids[wire.name] = id;
  }
});
afterAll(() => db.close());

const pages = () => createPages({ orm: db.orm, now: () => now, report: (error) => console.error(error) });

async function get(path: string) {
  const response = await pages().request(path);
  return { status: response.status, $: load(await response.text()) };
}

async function post(path: string, fields: Record<string, string> = {}) {
  const body = new URLSearchParams(fields).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const response = await pages().request(path, { method: 'POST', body, headers });
  return {
    status: response.status,
    location: response.headers.get('location'),
    $: load(await response.text()),
  };
}

async function storyOf(name: string): Promise<number> {
  const [row] = await db.orm
    .select({ id: articles.storyId })
    .from(articles)
    .where(eq(articles.id, ids[name]!));
  return row!.id!;
}

test('a story is split, which is taken back', async () => {
  const story = await storyOf('listed');
  const { $ } = await get(`/stories/${story}/ruling`);
  expect($('form[action$="/split"] [type=checkbox]').length).toBeGreaterThan(1);
  const named = {
    [`article-${ids.told}`]: 'true',
    [`article-${ids.later}`]: 'true',
    note: 'another\u0000matter',
  };
  const done = await post(`/stories/${story}/split`, named);
  expect([done.status, done.location]).toEqual([303, `/stories/${story}?said=split`]);
  expect(await storyOf('told')).not.toBe(story);
  const after = await get(`/stories/${story}/ruling`);
  expect(after.$('.rulings li').text()).toContain('another matter');
  const back = await post(after.$('.rulings form').attr('action') ?? '');
  expect(back.location).toBe(`/stories/${story}?said=unruled`);
  expect(await storyOf('told')).toBe(story);
  expect((await get(back.location!)).$('[role=status]').text()).toContain('taken back');
});

test('two stories are made one', async () => {
  const [story, other] = [await storyOf('listed'), await storyOf('other')];
  const done = await post(`/stories/${other}/merge`, { with: String(story) });
  expect(done.location).toBe(`/stories/${story}?said=merged`);
  expect(await storyOf('other')).toBe(story);
  expect((await pages().request(`/stories/${other}/ruling`)).headers.get('location')).toBe(
    `/stories/${story}/ruling`,
  );
});

test('what cannot be ruled is said', async () => {
  const story = await storyOf('listed');
  for (const [what, fields] of [
    ['split', {}],
    ['split', { 'article-999999': 'true' }],
    ['merge', { with: '999' }],
    ['merge', { with: '<b>' }],
    ['merge', { with: String(story) }],
  ] as const) {
    const { status, $ } = await post(`/stories/${story}/${what}`, fields as Record<string, string>);
    expect(status).toBe(400);
    expect($('[role=alert]').text()).toContain('Nothing is changed.');
  }
  expect((await post('/stories/999/merge', { with: '1' })).status).toBe(404);
  expect((await post('/rulings/999/withdraw')).status).toBe(404);
  expect((await get('/stories/999/ruling')).status).toBe(404);
});
