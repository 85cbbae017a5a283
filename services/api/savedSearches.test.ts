import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { savedSearches } from '../../db/schema.ts';
import { mostSavedSearches } from '../queries/savedSearches.ts';
import { type AlertsApi, openAlertsApi, send } from '../testing/alertsApi.ts';

let on: AlertsApi;
beforeAll(async () => {
  on = await openAlertsApi();
});
beforeEach(() => on.db.orm.delete(savedSearches));
afterAll(() => on.db.close());

const huawei = { name: 'Huawei', query: 'entity:huawei licence' };
const save = (by = on.ann, more: object = {}) => send(by, 'POST', '/v1/searches', { ...huawei, ...more });

describe('saved searches', () => {
  test('are kept as typed, listed newest first, changed and deleted', async () => {
    const { status, body } = await save();
    expect([status, body]).toEqual([
      201,
      { id: body.id, ...huawei, sort: 'newest', madeAt: '2026-11-26T09:00:00.000Z' },
    ]);
    const other = (await save(on.ann, { name: 'Chips', query: 'after:7d', sort: 'relevance' })).body;
    const list = async (query = '') => (await send(on.ann, 'GET', `/v1/searches${query}`)).body;
    expect(await list()).toEqual({ searches: [other, body], next: null });
    expect(await list('?limit=1')).toEqual({ searches: [other], next: other.id });
    expect((await list(`?before=${other.id}`)).searches).toEqual([body]);
    const changed = await send(on.ann, 'PATCH', `/v1/searches/${body.id}`, { name: ' Licences ' });
    expect(changed.body).toEqual({ ...body, name: 'Licences' });
    expect((await send(on.ann, 'PATCH', `/v1/searches/${body.id}`, {})).body).toEqual(changed.body);
    expect((await send(on.ann, 'GET', `/v1/searches/${body.id}`)).body).toEqual(changed.body);
    expect((await send(on.ann, 'DELETE', `/v1/searches/${body.id}`)).status).toBe(204);
    expect((await send(on.ann, 'DELETE', `/v1/searches/${body.id}`)).status).toBe(404);
  });

  test('are their owner’s alone', async () => {
    const { id } = (await save()).body;
    expect((await save(on.bob)).status).toBe(201);
    expect((await send(on.bob, 'GET', '/v1/searches')).body.searches).toHaveLength(1);
    for (const [method, json] of [['GET'], ['PATCH', { name: 'Mine' }], ['DELETE']] as const)
      expect((await send(on.bob, method, `/v1/searches/${id}`, json)).status).toBe(404);
    expect((await save(on.nobody)).status).toBe(401);
  });

  test('have a name of their own and a query that can be read', async () => {
    const { id } = (await save()).body;
    const faultsOf = ({ status, body }: Awaited<ReturnType<typeof send>>) => [status, body.errors];
    const taken = [400, [expect.objectContaining({ parameter: 'name' })]];
    expect(faultsOf(await save())).toEqual(taken);
    await save(on.ann, { name: 'Other' });
    expect(faultsOf(await send(on.ann, 'PATCH', `/v1/searches/${id}`, { name: 'Other' }))).toEqual(taken);
    const unread = await save(on.ann, { name: 'New', query: 'entity:huawai' });
    expect(faultsOf(unread)).toEqual([
      400,
      [expect.objectContaining({ parameter: 'query', start: 7, mend: 'entity:huawei' })],
    ]);
    for (const wrong of [
      { name: ' ' },
      { name: 'x'.repeat(101) },
      { sort: 'best' },
      { query: 'a\0' },
      { a: 1 },
    ])
      expect((await save(on.ann, wrong)).status, JSON.stringify(wrong)).toBe(400);
  });

  test('are so many at most, however they are asked for', async () => {
    const rows = Array.from({ length: mostSavedSearches - 1 }, (_, n) => ({
      ...{ owner: 'ann', name: `Search ${n}`, query: '', madeAt: on.clock.now },
    }));
    await on.db.orm.insert(savedSearches).values(rows);
    const answers = await Promise.all(['a', 'b', 'c'].map((name) => save(on.ann, { name })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400]);
  });
});
