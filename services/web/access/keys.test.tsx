import { load } from 'cheerio';
import type { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { listKeys, revokeKey } from '../../../db/keys.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { asCaller } from '../../api/asCaller.ts';
import { needOf } from '../../api/permissions.ts';
import { openKey } from '../../keys/keys.ts';
import { idOf } from '../../keys/secret.ts';
import { keyOf } from '../../testing/web.ts';
import { createPages } from '../pages.tsx';
import { now } from '../testing/sampleArchive.ts';

let db: Database;
let pages: Hono;
let own: string;

beforeAll(async () => {
  db = await openTestDatabase();
  own = await keyOf(db, 'admin', 'The office');
  pages = asCaller(createPages({ orm: db.orm, now: () => now, report: (error) => console.error(error) }), {
    owner: idOf(own),
    scope: 'admin',
  });
});
afterAll(() => db.close());
beforeEach(async () => {
  for (const { id } of await listKeys(db.orm, 100)) if (id !== idOf(own)) await revokeKey(db.orm, id);
});

const shown = async (answer: Response) => {
  const $ = load(await answer.text());
  return { status: answer.status, kept: answer.headers.get('cache-control'), $ };
};
const post = async (path: string, fields: Record<string, string> = {}) =>
  pages.request(path, {
    method: 'POST',
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
const opens = async (key: string) => typeof (await openKey(db.orm, key, now)) === 'object';

test('a key is made and shown once', async () => {
  const made = await shown(await post('/keys', { name: ' <b>Desk</b> ', scope: 'write' }));
  const key = made.$('.secret').text().trim();
  expect([made.status, made.kept, await opens(key)]).toEqual([200, 'no-store', true]);
  const kept = (await listKeys(db.orm, 100)).find(({ id }) => id === idOf(key));
  expect(kept).toMatchObject({ name: '<b>Desk</b>', scope: 'write' });
  const { $ } = await shown(await pages.request('/keys'));
  expect($.html()).not.toContain(key.slice(-20));
  const row = $('.keys li:contains("Desk")').text();
  expect(row).toContain('<b>Desk</b>');
  expect(row).toContain('read and write');
  expect($('.keys li:contains("The office")').text()).toContain('your own');
});

test('another secret ends the old one, and revoking ends both', async () => {
  const key = await keyOf(db, 'read', 'Reader');
  const id = idOf(key)!;
  const rotated = await shown(await post(`/keys/${id}/rotate`));
  const other = rotated.$('.secret').text().trim();
  expect([rotated.kept, idOf(other), await opens(key), await opens(other)]).toEqual([
    ...['no-store', id, false, true],
  ]);
  const revoked = await post(`/keys/${id}/revoke`);
  expect([revoked.status, revoked.headers.get('location')]).toEqual([303, '/keys?said=revoked']);
  expect(await opens(other)).toBe(false);
  const { $ } = await shown(await pages.request('/keys?said=revoked'));
  expect($('[role=status]').text()).toBe('It is revoked.');
  expect($('.keys li:contains("Reader") form')).toHaveLength(0);
  for (const act of ['rotate', 'revoke']) expect((await post(`/keys/${id}/${act}`)).status).toBe(404);
});

test.each([
  [{ name: '', scope: 'read' }, 'name'],
  [{ name: 'Desk', scope: 'everything' }, 'scope'],
  [{ name: 'a\0b', scope: 'read' }, 'name'],
])('%j makes none', async (fields, wrong) => {
  const before = (await listKeys(db.orm, 100)).length;
  const { status, $ } = await shown(await post('/keys', fields));
  expect([status, $('[role=alert] a').attr('href')]).toEqual([400, `#f-${wrong}`]);
  expect(await listKeys(db.orm, 100)).toHaveLength(before);
});

test('is for administrators alone', () => {
  const admin = { scope: 'admin', own: true };
  for (const path of ['/keys', '/keys/0123456789ab/rotate', '/keys/0123456789ab/revoke'])
    expect([needOf('GET', path), needOf('POST', path)]).toEqual([admin, admin]);
});
