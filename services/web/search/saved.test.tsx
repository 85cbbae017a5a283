import { load } from 'cheerio';
import type { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { listSavedSearches } from '../../../db/savedSearches.ts';
import { savedSearches } from '../../../db/schema.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import type { Caller } from '../../api/access.ts';
import { asCaller } from '../../api/asCaller.ts';
import { addArticle } from '../../testing/archive.ts';
import { addOwners } from '../../testing/owners.ts';
import { createPages } from '../pages.tsx';
import { addFeedsAndEntities, now } from '../testing/sampleArchive.ts';

let db: Database;
let ann: Hono;
const as = (caller: Caller) =>
  asCaller(createPages({ orm: db.orm, now: () => now, report: (error) => console.error(error) }), caller);

beforeAll(async () => {
  db = await openTestDatabase();
  await addFeedsAndEntities(db.orm);
  await addOwners(db.orm, 'ann', 'bob');
  const written = { title: 'Chips today', text: 'Chips.', publishedAt: '2026-03-10T08:00:00Z' };
  await addArticle(db.orm, written);
  ann = as({ owner: 'ann', scope: 'write' });
});
beforeEach(() => db.orm.delete(savedSearches));
afterAll(() => db.close());

async function get(path: string, by = ann) {
  const response = await by.request(path);
  return { status: response.status, $: load(await response.text()) };
}
async function post(path: string, fields: Record<string, string>, by = ann) {
  const response = await by.request(path, { method: 'POST', body: new URLSearchParams(fields) });
  const location = response.headers.get('location');
  return { status: response.status, location, $: load(await response.text()) };
}
const save = (name: string, query: string, more = {}) =>
  post('/searches', { name, query, back: '/search?q=x', ...more });
const saved = () => listSavedSearches(db.orm, 'ann', 99);

describe('saved searches', () => {
  it('are saved by the form of a search and run again by a link', async () => {
    const { $ } = await get('/search?q=chips&entity=Huawei&sort=relevance');
    const form = $('form[action="/searches"]');
    const value = (name: string) => form.find(`[name=${name}]`).attr('value') ?? '';
    expect(value('query')).toBe('chips entity:huawei');
    const fields = { query: value('query'), sort: value('sort'), back: value('back') };
    const { status, location } = await post('/searches', { name: 'Mine <b>', ...fields });
    expect([status, location]).toEqual([303, '/search?q=chips&entity=Huawei&sort=relevance&said=saved']);
    expect((await get(location!)).$('[role=status]').text()).toBe('Saved.');
    const list = await get('/search');
    const link = list.$('.saved a.run');
    expect([link.text(), link.attr('href')]).toEqual([
      'Mine <b>',
      '/search?q=chips+entity%3Ahuawei&sort=relevance',
    ]);
    expect((await get('/search?q=chips')).$('.saved').length).toBe(0);
  });

  it('tell how many articles of the last day they find', async () => {
    await save('A', 'chips');
    await save('B', 'nothing');
    const { $ } = await get('/search');
    const lines = $('.saved .lately').map((_, line) => $(line).text());
    expect(lines.get()).toEqual(['none in the last day', '1 in the last day']);
  });

  it('that can’t be saved say why, beside the name that was typed', async () => {
    await save('A', 'chips');
    for (const [name, query, says] of [
      ['A', 'x', 'is taken'],
      ['', 'x', 'must not be empty'],
      ['B', 'entity:huawai', 'There is no entity'],
    ] as const) {
      const { status, $ } = await save(name, query);
      expect(status).toBe(400);
      expect($('#save-name').val()).toBe(name);
      expect($('#save-name-fault').text(), name).toContain(says);
      expect($('#f-q').val()).toBe('x');
    }
    expect(await saved()).toHaveLength(1);
  });

  it('are renamed and deleted by their owner alone', async () => {
    await save('A', 'chips');
    await save('B', 'chips');
    const [{ id } = { id: 0 }] = await saved();
    const bob = as({ owner: 'bob', scope: 'write' });
    expect((await post(`/searches/${id}`, { name: 'C' }, bob)).status).toBe(404);
    expect((await post(`/searches/${id}/delete`, {}, bob)).status).toBe(404);
    const taken = await post(`/searches/${id}`, { name: 'A' });
    expect([taken.status, taken.$(`#name-${id}`).val()]).toEqual([400, 'A']);
    expect((await post(`/searches/${id}`, { name: 'C' })).location).toBe('/search?said=saved');
    expect((await saved()).map(({ name }) => name)).toEqual(['C', 'A']);
    expect((await post(`/searches/${id}/delete`, {})).location).toBe('/search?said=deleted');
    expect(await saved()).toHaveLength(1);
  });

  it('are nobody’s for those without a key, and stay as they are for those who may only read', async () => {
    await save('A', 'chips');
    const reader = await get('/search', as({ owner: 'ann', scope: 'read' }));
    expect(reader.$('.saved li').length).toBe(1);
    expect(reader.$('form[action^="/searches"]').length).toBe(0);
    const stranger = await get('/search?q=chips', as({ owner: null, scope: 'read' }));
    expect(stranger.$('.saved, form[action^="/searches"]').length).toBe(0);
  });

  it('lead back to a search and nowhere else', async () => {
    for (const back of ['https://evil.example/search', '//evil.example', '/searchx', '/alerts', ''])
      expect((await save(`From ${back}`, 'x', { back })).location).toBe('/search?said=saved');
  });
});
