import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { setFeedHash } from '../../db/alerts.ts';
import { alerts, keys } from '../../db/schema.ts';
import { type AlertsApi, addMatch, openAlertsApi, saveAlert, send } from '../testing/alertsApi.ts';
import { createApi } from './app.ts';

let api: AlertsApi;
beforeAll(async () => {
  api = await openAlertsApi();
});
afterAll(() => api.db.close());
beforeEach(() => api.clear());

const rowOf = async (id: number) => (await api.db.orm.select().from(alerts).where(eq(alerts.id, id)))[0]!;

describe('the feed', () => {
  const get = (path: string, headers: Record<string, string> = {}) =>
    api.bob.request(`http://chipwire.example${path}`, { headers });

  test('shows the newest matches at a secret address, until another is made', async () => {
    const id = await saveAlert(api.ann);
    await addMatch(api, id, 'story:1');
    await addMatch(api, id, 'story:2', 'muted');
    const { body } = await send(api.ann, 'POST', `/v1/alerts/${id}/feed`);
    expect(body.atom).toMatch(/^\/feeds\/alerts\/[\w-]{32}\.atom$/);
    expect(JSON.stringify(await rowOf(id))).not.toContain(body.atom.slice(14, -5));
    const answer = await get(body.atom);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
    expect(answer.headers.get('x-robots-tag')).toContain('noindex');
    const text = await answer.text();
    expect(text.match(/<entry/g)).toHaveLength(1);
    expect(text).toContain('<title>Huawei listed again</title>');
    expect((await get(body.atom, { 'if-none-match': answer.headers.get('etag')! })).status).toBe(304);
    const json = (await (await get(body.json)).json()) as { items: Record<string, unknown>[] };
    expect(json).toMatchObject({
      title: 'Chipwire alert: Huawei',
      home_page_url: `http://chipwire.example/alerts/${id}`,
    });
    expect(text).toContain(`<id>${json.items[0]?.id}</id>`);
    const other = (await send(api.ann, 'POST', `/v1/alerts/${id}/feed`)).body;
    expect((await get(body.atom)).status).toBe(404);
    expect(await (await get(other.atom)).text()).toContain(`<id>${json.items[0]?.id}</id>`);
    expect((await send(api.ann, 'GET', `/v1/alerts/${id}`)).body.feed).toBe(true);
    expect((await send(api.ann, 'DELETE', `/v1/alerts/${id}/feed`)).status).toBe(204);
    expect((await get(other.atom)).status).toBe(404);
  });

  test('calls itself what the settings say, whatever a request calls it', async () => {
    const id = await saveAlert(api.ann);
    const { body } = await send(api.ann, 'POST', `/v1/alerts/${id}/feed`);
    const report = (error: Error) => console.error(error);
    const known = { now: () => api.clock.now, version: 'test', report, home: 'https://news.example.com' };
    const answer = await createApi({ orm: api.db.orm, ...known }).request(`http://evil.example${body.json}`);
    expect(await answer.json()).toMatchObject({
      home_page_url: `https://news.example.com/alerts/${id}`,
      feed_url: `https://news.example.com${body.json}`,
    });
  });

  test('of a key that was revoked, or of no alert, is none', async () => {
    const id = await saveAlert(api.bob);
    const { body } = await send(api.bob, 'POST', `/v1/alerts/${id}/feed`);
    await api.db.orm.update(keys).set({ revoked: true }).where(eq(keys.id, 'bob'));
    expect((await get(body.atom)).status).toBe(404);
    await api.db.orm.update(keys).set({ revoked: false }).where(eq(keys.id, 'bob'));
    expect((await get(body.atom)).status).toBe(200);
    expect((await get(`/feeds/alerts/${'a'.repeat(32)}.json`)).status).toBe(404);
    // The hash itself opens nothing.
    await setFeedHash(api.db.orm, 'bob', id, 'a'.repeat(32));
    expect((await get(`/feeds/alerts/${'a'.repeat(32)}.json`)).status).toBe(404);
  });
});
