import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addNotice } from '../../db/notices.ts';
import { type AlertsApi, addMatch, openAlertsApi, saveAlert, send } from '../testing/alertsApi.ts';

let api: AlertsApi;
beforeAll(async () => {
  api = await openAlertsApi();
});
afterAll(() => api.db.close());
beforeEach(() => api.clear());

describe('matches', () => {
  test('are listed newest first, page by page, with the notice that told of each', async () => {
    const id = await saveAlert(api.ann);
    const ids: number[] = [];
    for (let nth = 1; nth <= 3; nth += 1) ids.unshift(await addMatch(api, id, `story:${nth}`, 'held'));
    await addMatch(api, id, 'story:4', 'muted');
    const notice = await api.db.orm.transaction((tx) =>
      addNotice(
        tx,
        { owner: 'ann', alertId: id, kind: 'digest', content: {}, matchIds: [ids[1]!], channelIds: [] },
        api.clock.now,
      ),
    );
    const first = (await send(api.ann, 'GET', `/v1/alerts/${id}/matches?limit=2`)).body;
    expect(first.matches.map((match: { id: number }) => match.id)).toEqual(ids.slice(0, 2));
    expect(first.matches[0]).toMatchObject({
      ...{ about: 'story:3', state: 'held', notice: null, story: api.storyId, article: api.articleId },
      told: { why: 'First report of this story, by The Wire' },
    });
    expect(first.matches[1]).toMatchObject({
      ...{ state: 'told', notice: { id: `notice-${notice}`, madeAt: api.clock.now.toISOString() } },
    });
    const second = (await send(api.ann, 'GET', `/v1/alerts/${id}/matches?limit=2&before=${first.next}`)).body;
    expect(second).toMatchObject({ matches: [{ id: ids[2] }], next: null });
    const all = (await send(api.ann, 'GET', `/v1/alerts/${id}/matches?muted=true`)).body.matches;
    expect(all[0].state).toBe('muted');
    expect((await send(api.ann, 'GET', `/v1/alerts/${id}`)).body).toMatchObject({
      ...{ held: 2, lastMatchAt: api.clock.now.toISOString() },
    });
  });
});

describe('mutes', () => {
  test('of a story, of an entity by name, until a time; taken back', async () => {
    const id = await saveAlert(api.ann);
    const path = `/v1/alerts/${id}/mutes`;
    const story = (await send(api.ann, 'POST', path, { story: api.storyId })).body;
    expect(story).toMatchObject({
      story: api.storyId,
      entity: null,
      says: 'Huawei listed again',
      until: null,
    });
    const until = '2026-12-01T08:00:00+08:00';
    const entity = (await send(api.ann, 'POST', path, { entity: 'Nvidia', until })).body;
    expect(entity).toMatchObject({ entity: 'nvidia', says: 'Nvidia', until: '2026-12-01T00:00:00.000Z' });
    const again = (await send(api.ann, 'POST', path, { entity: 'nvidia' })).body;
    expect((await send(api.ann, 'GET', path)).body.mutes).toEqual([story, again]);
    expect((await send(api.ann, 'DELETE', `${path}/${story.id}`)).status).toBe(204);
    expect((await send(api.ann, 'DELETE', `${path}/${story.id}`)).status).toBe(404);
    const before = api.clock.now;
    await send(api.ann, 'POST', path, { entity: 'nvidia', until: '2026-11-27T00:00:00Z' });
    api.clock.now = new Date('2026-11-27T00:00:00Z');
    expect((await send(api.ann, 'GET', path)).body.mutes).toEqual([]);
    api.clock.now = before;
  });

  test.each([
    [{}, 'story', 'give either story or entity'],
    [{ story: 1, entity: 'huawei' }, 'story', 'give either story or entity'],
    [{ story: 1 }, 'story', 'is no story’s id'],
    [{ entity: 'huawie' }, 'entity', /Did you mean Huawei\?/],
    [{ entity: 'huawei', until: '2020-01-01T00:00:00Z' }, 'until', 'must lie in the future'],
    [{ entity: 'huawei', until: 'tomorrow' }, 'until', /./],
  ])('%j is refused in words', async (json, parameter, words) => {
    const { status, body } = await send(
      api.ann,
      'POST',
      `/v1/alerts/${await saveAlert(api.ann)}/mutes`,
      json,
    );
    expect([status, body.errors[0].parameter]).toEqual([400, parameter]);
    expect(body.errors[0].detail).toMatch(words);
  });
});
