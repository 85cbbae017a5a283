import { load } from 'cheerio';
import type { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { listFeeds, recordPoll, syncFeeds } from '../../../db/feeds.ts';
import { coverageChanges, feeds } from '../../../db/schema.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { asCaller } from '../../api/asCaller.ts';
import type { Found } from '../../feeds/find.ts';
import { feedAt } from '../../testing/app.ts';
import { createPages } from '../pages.tsx';
import { now } from '../testing/sampleArchive.ts';

let db: Database;
let admin: Hono;
let reader: Hono;
let found: Omit<Found, 'address'>;

beforeAll(async () => {
  db = await openTestDatabase();
  const finder = {
    find: async (address: string) => ({ address, ...found }),
    close: async () => {},
  };
  const pages = createPages({ orm: db.orm, now: () => now, report: (error) => console.error(error), finder });
  admin = asCaller(pages, { owner: 'ada', scope: 'admin' });
  reader = asCaller(pages, { owner: 'bob', scope: 'read' });
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.orm.delete(coverageChanges);
  await db.orm.delete(feeds);
  await syncFeeds(db.orm, [feedAt('wire', 'https://wire.example/feed')], new Date('2026-01-01'));
});

async function get(path: string, by: Hono = admin) {
  const answer = await by.request(path);
  return { status: answer.status, $: load(await answer.text()) };
}
async function post(path: string, fields: Record<string, string>) {
  const body = new URLSearchParams(fields);
  const answer = await admin.request(path, { method: 'POST', body });
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    $: load(await answer.text()),
  };
}
const candidate = (url: string, title: string): Found['feeds'][number] => ({
  ...{ url, title, kind: 'rss', language: 'zh', entries: 2, perWeek: 14 },
  newest: [{ title: '<img src=x onerror=alert(1)>', url: null, publishedAt: null }],
});
const ticked = (url: string, more: Record<string, string> = {}) => ({
  ...{ 'url-0': url, 'title-0': 'T', 'add-0': 'true', 'publisher-0': 'New Example', 'language-0': 'en' },
  ...{ family: 'wire', interval: '900', 'topic-export-controls': 'true', ...more },
});

test('who may not change feeds sees no forms for it', async () => {
  for (const path of ['/feeds', '/feeds/wire'])
    expect([path, (await get(path, reader)).$('form[method=post]').not('.preferences').length]).toEqual([
      path,
      0,
    ]);
  expect((await get('/feeds')).$('form[action="/feeds/find"]').length).toBe(1);
});

test('what is found is shown with its entries, and what is known has no tick', async () => {
  const feedsFound = [
    candidate('https://wire.example/feed', 'Wire'),
    candidate('https://n.example/', '<b>N</b>'),
  ];
  found = { feeds: feedsFound, left: 9994, fault: null, reason: null };
  const { $ } = await post('/feeds/find', { address: 'n.example' });
  expect($('.candidate input[type=checkbox]').length).toBe(1);
  expect($('[name=add-1]').is(':checked')).toBe(true);
  expect($('[name=language-1]').val()).toBe('zh');
  expect($('.candidate').first().text()).toContain('on the list already: Example Wire');
  expect($('.candidate').text()).toContain('about 2 a day');
  expect($('main img, main b').length).toBe(0);
  expect($('main').text()).toContain('9,994 more addresses');
});

test.each([
  [ticked('https://wire.example/feed'), 'It is on the list already.'],
  [ticked('https://n.example/', { 'publisher-0': ' ' }), 'Give each feed the name'],
  [ticked('https://n.example/', { 'topic-export-controls': '' }), 'Tick at least one topic.'],
  [ticked('https://n.example/', { 'add-0': '' }), 'Tick at least one feed.'],
  [ticked('file:///etc/passwd'), 'This is no address of the web.'],
  [ticked('https://n.example/', { interval: '1' }), 'The form holds what can’t be read.'],
  [{}, 'Tick at least one feed.'],
])('a form that cannot be added says why: %#', async (fields, says) => {
  const { status, $ } = await post('/feeds', fields as Record<string, string>);
  expect([status, $('[role=alert]').text()]).toEqual([400, expect.stringContaining(says)]);
  expect(await listFeeds(db.orm)).toHaveLength(1);
});

test('a feed is added, changed and taken away', async () => {
  expect((await post('/feeds', ticked('https://n.example/'))).location).toBe('/feeds/new-example?said=added');
  const here = '/feeds/new-example';
  expect((await get(here)).$('main').text()).toContain('It has not been polled yet.');
  const settings = {
    publisher: 'Newer',
    language: 'zh',
    family: 'lab',
    interval: '3600',
    'topic-model-releases': 'true',
  };
  expect((await post(`${here}/change`, settings)).location).toBe(`${here}?said=changed`);
  expect(await listFeeds(db.orm, ['new-example'])).toMatchObject([
    { publisher: 'Newer', language: 'zh', family: 'lab', interval: 3600, topics: ['model-releases'] },
  ]);
  const wrong = await post(`${here}/change`, { ...settings, publisher: '' });
  expect([wrong.status, wrong.$('[role=alert]').text()]).toEqual([400, expect.stringContaining('name')]);
  expect((await post(`${here}/remove`, {})).location).toBe('/feeds?said=removed');
  expect((await get('/feeds')).$('.lead').text()).toContain('1 feed:');
  expect((await post(`${here}/pause`, {})).status).toBe(404);
  expect((await post('/feeds/wire/remove', {})).location).toBe('/feeds/wire');
  expect(await listFeeds(db.orm, ['wire'])).toMatchObject([{ state: 'new' }]);
});

test('the list is narrowed and put in order', async () => {
  await post('/feeds', ticked('https://n.example/', { 'language-0': 'zh', 'publisher-0': 'Another' }));
  const poll = { ms: 10, status: 200, entries: 1, added: 1, bytes: 1, reason: null };
  const outcome = 'failed' as const;
  await recordPoll(
    db.orm,
    {
      ...poll,
      feedId: 'wire',
      at: now,
      outcome,
      status: 503,
      reason: 'wire.example has <b>an error</b> (503)',
    },
    { failures: 1, nextPollAt: now, state: 'failing', reason: 'wire.example has <b>an error</b> (503)' },
  );
  const shown = async (query: string) =>
    (await get(`/feeds${query}`))
      .$('tbody th a')
      .map((_, { children: [name] }) => (name as { data?: string }).data)
      .get();
  expect(await shown('')).toEqual(['Example Wire', 'Another']);
  expect(await shown('?order=publisher')).toEqual(['Another', 'Example Wire']);
  expect(await shown('?language=zh')).toEqual(['Another']);
  expect(await shown('?health=failing')).toEqual(['Example Wire']);
  expect(await shown('?words=N.EXAMPLE&health=nonsense&order=constructor')).toEqual(['Another']);
  expect(await shown('?words=nothing')).toEqual([]);
  const { $ } = await get('/feeds');
  expect($('tbody tr').first().text()).toContain('wire.example has <b>an error</b> (503)');
  expect($('tbody tr').first().text()).toContain('The fault is the publisher’s');
  expect($('tbody tr').first().text()).toContain('failing, 1 poll in a row');
  const one = await get('/feeds/wire');
  expect(one.$('#polls').parent().find('tbody td').first().text()).toBe(
    'failedwire.example has <b>an error</b> (503)',
  );
  expect($('.poll-strip title').text()).toBe('The latest 1 poll: 0 brought something new, 1 failed');
});

test.each([
  ['nothing', undefined, 'Choose an OPML file.'],
  ['no OPML', '<html></html>', 'It is no OPML.'],
])('a list that cannot be read says why: %s', async (_, text, says) => {
  const body = new FormData();
  if (text !== undefined) body.set('file', new File([text], 'x.opml'));
  for (const [name, value] of Object.entries(ticked(''))) body.set(name, value);
  const answer = await admin.request('/feeds/import', { method: 'POST', body });
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(says)]);
});
