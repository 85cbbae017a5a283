import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { alerts, matches, notices } from '../../db/schema.ts';
import {
  type AlertsApi,
  addMatch,
  openAlertsApi,
  plainAlert,
  saveAlert,
  saveWebhook,
  send,
} from '../testing/alertsApi.ts';

let api: AlertsApi;
beforeAll(async () => {
  api = await openAlertsApi();
});
afterAll(() => api.db.close());
beforeEach(() => api.clear());

const rowOf = async (id: number) => (await api.db.orm.select().from(alerts).where(eq(alerts.id, id)))[0]!;

describe('saving', () => {
  test('an alert has everything that was asked for, and what stands for the rest', async () => {
    const channel = await saveWebhook(api.ann);
    const { status, body } = await send(api.ann, 'POST', '/v1/alerts', {
      ...plainAlert,
      trigger: { on: 'event', type: 'entity-listing', entity: 'Huawei' },
      gates: { novelty: 40 },
      channels: [channel],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...{
        ...plainAlert,
        state: 'on',
        fault: null,
        lastMatchAt: null,
        held: 0,
        feed: false,
        priority: 'normal',
      },
      trigger: { on: 'event', type: 'entity-listing', entity: 'huawei', developments: false },
      gates: { novelty: 40, relevance: 0, maxAgeHours: 72 },
      rhythm: { every: 'match', timeZone: 'UTC', quiet: null },
      channels: [{ id: channel, kind: 'webhook', name: 'Desk', state: 'ok', reason: null }],
    });
    expect(await rowOf(body.id)).toMatchObject({ owner: 'ann', lookAt: null, changedAt: api.clock.now });
    expect((await rowOf(body.id)).program).not.toBeNull();
    expect((await send(api.ann, 'GET', `/v1/alerts/${body.id}`)).body).toEqual(body);
    expect((await send(api.ann, 'GET', '/v1/alerts')).body).toEqual({ alerts: [body], next: null });
  });

  test('what time alone may fire is looked at at once', async () => {
    const id = await saveAlert(api.ann, { trigger: { on: 'silence', days: 3 } });
    expect((await rowOf(id)).lookAt).toEqual(api.clock.now);
  });

  test.each([
    [{ query: 'entity:huawie' }, 'query', /no entity “huawie”. Did you mean Huawei\?/],
    [{ query: 'a AND (b' }, 'query', /./],
    [{ name: ' ' }, 'name', /must not be empty/],
    [
      { trigger: { on: 'level', entity: 'huawie', side: 'below', level: 0 } },
      'trigger.entity',
      /Did you mean Huawei\?/,
    ],
    [
      { trigger: { on: 'event', type: 'entity-listin' } },
      'trigger.type',
      /no type of event “entity-listin”. Did you mean entity-listing\?/,
    ],
    [{ trigger: { on: 'silence' } }, 'trigger.days', /number/],
    [{ trigger: { on: 'noise' } }, 'trigger.on', /story.*event.*level.*silence/],
    [{ gates: { novel: 3 } }, 'gates.novel', /is not known here/],
    [{ gates: { novelty: 101 } }, 'gates.novelty', /100/],
    [{ rhythm: { timeZone: 'Mars/Olympus' } }, 'rhythm.timeZone', /such as Asia\/Shanghai/],
    [{ rhythm: { at: '8:00' } }, 'rhythm.at', /such as 08:30/],
    [{ channels: [999_999] }, 'channels', /999999, which is no channel of yours/],
    [{ channels: ['x'] }, 'channels.0', /number/],
    [{ colour: 'red' }, 'colour', /is not known here/],
  ])('%j is refused in words', async (more, parameter, words) => {
    const { status, body } = await send(api.ann, 'POST', '/v1/alerts', { ...plainAlert, ...more });
    expect(status).toBe(400);
    expect(body.errors[0].parameter).toBe(parameter);
    expect(body.errors[0].detail).toMatch(words);
    expect((await send(api.ann, 'GET', '/v1/alerts')).body.alerts).toEqual([]);
  });

  test('a query that can’t be read is shown with its place, and mended', async () => {
    const { body } = await send(api.ann, 'POST', '/v1/alerts', {
      ...plainAlert,
      query: 'chips entity:huawie',
    });
    expect(body.errors[0]).toMatchObject({ start: 13, end: 19, mend: 'chips entity:huawei' });
  });

  test('what is no JSON is told so', async () => {
    const answer = await api.ann.request('/v1/alerts', {
      ...{ method: 'POST', body: '{"name":', headers: { 'content-type': 'application/json' } },
    });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  test('an owner has a thousand at most', async () => {
    const rows = Array.from({ length: 999 }, (_, nth) => ({
      ...{
        owner: 'ann',
        name: `a${nth}`,
        query: '',
        spec: {},
        programVersion: '',
        madeAt: api.clock.now,
        changedAt: api.clock.now,
      },
    }));
    await api.db.orm.insert(alerts).values(rows);
    await saveAlert(api.ann);
    const { status, body } = await send(api.ann, 'POST', '/v1/alerts', plainAlert);
    expect([status, body.errors[0].detail]).toEqual([
      400,
      'can’t be saved: you have 1000 alerts already; delete one first',
    ]);
    await saveAlert(api.bob);
  });
});

describe('changing', () => {
  test('parts that are left out stay', async () => {
    const id = await saveAlert(api.ann, {
      gates: { novelty: 40, importance: 20 },
      rhythm: { every: 'day', at: '07:30' },
    });
    const { body } = await send(api.ann, 'PATCH', `/v1/alerts/${id}`, {
      ...{ gates: { novelty: 0 }, rhythm: { timeZone: 'Asia/Shanghai' }, name: 'Other' },
    });
    expect(body).toMatchObject({
      ...{ name: 'Other', query: plainAlert.query, gates: { novelty: 0, importance: 20 } },
      rhythm: { every: 'day', at: '07:30', timeZone: 'Asia/Shanghai' },
    });
  });

  test('of two changes at once neither is lost', async () => {
    const id = await saveAlert(api.ann);
    const changes = [{ gates: { novelty: 40 } }, { gates: { relevance: 30 } }, { priority: 'high' }];
    const answers = await Promise.all(
      changes.map((change) => send(api.ann, 'PATCH', `/v1/alerts/${id}`, change)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await rowOf(id)).spec).toMatchObject({
      ...{ gates: { novelty: 40, relevance: 30 }, priority: 'high' },
    });
  });

  test('every change moves changedAt, also two in one millisecond', async () => {
    const id = await saveAlert(api.ann);
    const at: number[] = [(await rowOf(id)).changedAt.getTime()];
    for (const change of [
      () => send(api.ann, 'PATCH', `/v1/alerts/${id}`, { name: 'B' }),
      () => send(api.ann, 'POST', `/v1/alerts/${id}/pause`),
      () => send(api.ann, 'POST', `/v1/alerts/${id}/resume`),
    ]) {
      expect((await change()).status).toBe(200);
      at.push((await rowOf(id)).changedAt.getTime());
    }
    expect(at).toEqual([...new Set(at)].sort((a, b) => a - b));
  });

  test('another query is compiled, mends a fault and forgets; another name does none of it', async () => {
    const id = await saveAlert(api.ann, {
      trigger: { on: 'level', entity: 'huawei', side: 'below', level: -0.2 },
    });
    const before = await rowOf(id);
    await api.db.orm.update(alerts).set({ fault: 'gone', program: null, memory: { side: 'above' } });
    expect((await send(api.ann, 'GET', `/v1/alerts/${id}`)).body).toMatchObject({
      state: 'faulty',
      fault: 'gone',
    });
    await send(api.ann, 'PATCH', `/v1/alerts/${id}`, { name: 'Other' });
    expect(await rowOf(id)).toMatchObject({ fault: 'gone', memory: { side: 'above' } });
    await send(api.ann, 'PATCH', `/v1/alerts/${id}`, { query: 'entity:nvidia' });
    const after = await rowOf(id);
    expect(after).toMatchObject({ fault: null, memory: {}, lookAt: api.clock.now });
    expect(after.program).not.toEqual(before.program);
  });

  test('a wrong change changes nothing', async () => {
    const id = await saveAlert(api.ann);
    const { status } = await send(api.ann, 'PATCH', `/v1/alerts/${id}`, {
      name: 'Other',
      query: 'entity:huawie',
    });
    expect(status).toBe(400);
    expect((await send(api.ann, 'GET', `/v1/alerts/${id}`)).body).toMatchObject(plainAlert);
  });

  test('paused and on again', async () => {
    const id = await saveAlert(api.ann);
    expect((await send(api.ann, 'POST', `/v1/alerts/${id}/pause`)).body.state).toBe('paused');
    expect((await rowOf(id)).paused).toBe(true);
    expect((await send(api.ann, 'POST', `/v1/alerts/${id}/resume`)).body.state).toBe('on');
  });

  test('deleted, it is gone with its matches', async () => {
    const id = await saveAlert(api.ann);
    await addMatch(api, id, 'story:1');
    expect((await send(api.ann, 'DELETE', `/v1/alerts/${id}`)).status).toBe(204);
    expect((await send(api.ann, 'GET', `/v1/alerts/${id}`)).status).toBe(404);
    expect(await api.db.orm.select().from(matches)).toEqual([]);
  });
});

test('an owner sees and changes only what is its own', async () => {
  const channel = await saveWebhook(api.ann);
  const id = await saveAlert(api.ann, { channels: [channel] });
  await addMatch(api, id, 'story:1');
  const mute = (await send(api.ann, 'POST', `/v1/alerts/${id}/mutes`, { story: api.storyId })).body.id;
  for (const [method, path, json] of [
    ['GET', `/v1/alerts/${id}`],
    ['PATCH', `/v1/alerts/${id}`, { name: 'Mine now' }],
    ['DELETE', `/v1/alerts/${id}`],
    ['POST', `/v1/alerts/${id}/pause`],
    ['POST', `/v1/alerts/${id}/resume`],
    ['POST', `/v1/alerts/${id}/test`],
    ['POST', `/v1/alerts/${id}/feed`],
    ['DELETE', `/v1/alerts/${id}/feed`],
    ['GET', `/v1/alerts/${id}/matches`],
    ['GET', `/v1/alerts/${id}/mutes`],
    ['POST', `/v1/alerts/${id}/mutes`, { entity: 'huawei' }],
    ['DELETE', `/v1/alerts/${id}/mutes/${mute}`],
    ['GET', `/v1/channels/${channel}`],
    ['PATCH', `/v1/channels/${channel}`, { name: 'Mine now' }],
    ['DELETE', `/v1/channels/${channel}`],
    ['POST', `/v1/channels/${channel}/rotate`],
    ['POST', `/v1/channels/${channel}/test`],
    ['POST', `/v1/channels/${channel}/on`],
    ['POST', `/v1/channels/${channel}/off`],
  ] as [string, string, unknown?][])
    expect([method, path, (await send(api.bob, method, path, json)).status]).toEqual([method, path, 404]);
  for (const path of ['/v1/alerts', '/v1/channels', `/v1/deliveries?alert=${id}`])
    expect(Object.values((await send(api.bob, 'GET', path)).body)[0]).toEqual([]);
  const { body } = await send(api.bob, 'POST', '/v1/alerts', { ...plainAlert, channels: [channel] });
  expect(body.errors[0].parameter).toBe('channels');
  expect((await send(api.ann, 'GET', `/v1/alerts/${id}`)).body.name).toBe('Huawei');
});

test('who has no key has no alerts', async () => {
  for (const path of ['/v1/alerts', '/v1/channels', '/v1/deliveries', '/v1/alerts/stream'])
    expect((await send(api.nobody, 'GET', path)).status).toBe(401);
});

describe('a test', () => {
  test('goes through the channels that are on, with what was matched last', async () => {
    const [on, off] = [await saveWebhook(api.ann), await saveWebhook(api.ann)];
    const id = await saveAlert(api.ann, { channels: [on, off] });
    await send(api.ann, 'POST', `/v1/channels/${off}/off`);
    await addMatch(api, id, 'story:1');
    const { status, body } = await send(api.ann, 'POST', `/v1/alerts/${id}/test`);
    expect([status, body.channels]).toEqual([202, [on]]);
    const { deliveries } = (await send(api.ann, 'GET', `/v1/deliveries?alert=${id}`)).body;
    expect(deliveries).toMatchObject([
      {
        state: 'pending',
        notice: { id: body.notice, kind: 'test' },
        alert: id,
        channel: { id: on },
        tries: [],
      },
    ]);
    const [notice] = await api.db.orm.select().from(notices);
    expect(notice?.content).toMatchObject({
      ...{
        kind: 'test',
        alert: { id, ...plainAlert },
        title: 'Test of “Huawei”: alerts will look like this',
        more: 0,
      },
      matches: [{ why: 'First report of this story, by The Wire' }],
    });
    // A test tells nobody of the match.
    expect((await api.db.orm.select().from(matches))[0]?.noticeId).toBeNull();
  });

  test('of an alert that tells through nothing is refused', async () => {
    const { status, body } = await send(api.ann, 'POST', `/v1/alerts/${await saveAlert(api.ann)}/test`);
    expect([status, body.errors[0].detail]).toEqual([
      400,
      'must have one that is on: this alert tells through none',
    ]);
  });
});
