import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWatching, type Watching } from '../watch/testing/watching.ts';
import { createApi } from './app.ts';
import type { Problem } from './problems.ts';

let watching: Watching;
beforeAll(async () => {
  watching = await startWatching();
  const listing = { entities: ['huawei'], events: [{ type: 'entity-listing', who: 'huawei' }] };
  await watching.write({ title: 'Huawei listed', ...listing, story: 'one' });
  watching.clock.ms += 60_000;
  await watching.write({ title: 'Huawei listed, they say', ...listing, story: 'one', feed: 'courier' });
  watching.clock.ms += 60_000;
});
afterAll(() => watching.close());

function post(body: object) {
  const { orm, now } = watching;
  const api = createApi({ orm, now, version: 'test', report: (error) => console.error(error) });
  const headers = { 'content-type': 'application/json' };
  return api.request('/v1/alerts/preview', { method: 'POST', headers, body: JSON.stringify(body) });
}

test('answers in lines of JSON: hits, how far it is, and what they come to', async () => {
  const answer = await post({ query: 'huawei', trigger: { on: 'event', type: 'entity-listing' } });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
  const lines = (await answer.text())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const [hit] = lines.flatMap((line) => line.hit ?? []);
  expect(hit).toMatchObject({
    ...{ at: '2026-03-02T12:00:00.000Z', toldAt: '2026-03-02T12:00:00.000Z', kind: 'event' },
    ...{ assumed: false, official: null, numbers: { novelty: 100 } },
    article: { title: 'Huawei listed', publisher: 'Example Wire', publishedAt: '2026-03-02T11:59:00.000Z' },
  });
  expect(hit.about).toBe(`story:${hit.storyId}`);
  expect(lines.flatMap((line) => line.progress ?? []).at(-1)).toMatchObject({ articles: 2, hits: 1 });
  expect(lines.at(-1).summary).toMatchObject({
    ...{ from: '2025-03-02T12:02:00.000Z', until: '2026-03-02T12:02:00.000Z', hits: 1, notices: 1 },
    ...{ articles: 2, held: { copy: 1 }, busiest: { week: '2026-03-02', hits: 1 } },
  });
});

test.each([
  [{ query: 'entity:nobody' }, 'query'],
  [{ query: '', trigger: { on: 'event', type: 'wedding' } }, 'trigger.type'],
  [{ query: '', trigger: { on: 'level', entity: 'huawei', side: 'under', level: 0 } }, 'trigger.side'],
  [{ query: '', from: '2027-01-01' }, 'from'],
  [{ query: '', from: 'yesterday' }, 'from'],
  [{ query: '', gates: { novelty: 101 } }, 'gates.novelty'],
  [{ query: '', name: 'Chips' }, 'name'],
])('refuses %j before the first line', async (body, parameter) => {
  const answer = await post(body);
  expect(answer.status).toBe(400);
  expect(((await answer.json()) as Problem).errors?.map((error) => error.parameter)).toEqual([parameter]);
});
