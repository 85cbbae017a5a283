import type { OpenAPIHono } from '@hono/zod-openapi';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { addArticle } from '../testing/archive.ts';
import { addFeedsAndEntities, now } from '../web/testing/sampleArchive.ts';
import { createApi } from './app.ts';

let db: Database;
let api: OpenAPIHono;
/** What stands for {id} in a path, by the noun before it. */
let ids: Record<string, string>;

beforeAll(async () => {
  db = await openTestDatabase();
  await addFeedsAndEntities(db.orm);
  const entity = { mentions: 1, salience: 0.5, score: 0.2, label: 'positive' as const };
  const article = await addArticle(db.orm, {
    title: 'Huawei and Nvidia at odds',
    text: 'An export licence for Nvidia was refused, and Huawei was glad of it.',
    publishedAt: '2026-03-01T08:00:00Z',
    tagged: {
      sentiment: { score: 0.1, label: 'positive' },
      entities: ['huawei', 'nvidia'].map((entityId) => ({ ...entity, entityId })),
    },
  });
  api = createApi({ orm: db.orm, now: () => now, version: 'test', report: () => {} });
  const { storyId } = (await (await api.request(`/v1/articles/${article}`)).json()) as { storyId: number };
  const [alert, channel, search] = [
    await save('/v1/alerts', { name: 'A', query: 'huawei' }),
    await save('/v1/channels', { kind: 'ntfy', name: 'B', target: { topic: 'chips' } }),
    await save('/v1/searches', { name: 'C', query: 'huawei' }),
  ];
  ids = {
    ...{ articles: String(article), entities: 'huawei', feeds: 'wire', stories: String(storyId) },
    ...{ alerts: String(alert), channels: String(channel), searches: String(search) },
  };
});
afterAll(() => db.close());

const send = (method: string, path: string, json: unknown) =>
  api.request(path, {
    ...{ method, body: JSON.stringify(json) },
    headers: { 'content-type': 'application/json' },
  });
const save = async (path: string, json: unknown) =>
  ((await (await send('POST', path, json)).json()) as { id: number }).id;

interface Parameter {
  name: string;
  in: 'query' | 'path';
  required?: boolean;
  example?: unknown;
  schema: { example?: unknown; type?: string };
}
interface Bodies {
  paths: Record<
    string,
    Record<
      string,
      { requestBody?: { content: { 'application/json': { schema: { $ref?: string; example?: unknown } } } } }
    >
  >;
  components: { schemas: Record<string, { example?: unknown }> };
}
type Paths = Record<string, Record<string, { parameters?: Parameter[] }>>;

const exampleOf = ({ example, schema }: Parameter) => example ?? schema.example;
const withIds = (path: string) => path.replace(/\/(\w+)\/\{id\}/, (_, noun) => `/${noun}/${ids[noun]}`);

async function reading() {
  const { paths } = (await (await api.request('/openapi.json')).json()) as { paths: Paths };
  return Object.entries(paths).flatMap(([path, methods]) =>
    methods.get && path.startsWith('/v1/') ? [{ path, parameters: methods.get.parameters ?? [] }] : [],
  );
}

describe('the description’s examples', () => {
  test('every one is answered as it stands', async () => {
    for (const { path, parameters } of await reading()) {
      const examples = parameters.filter((each) => each.in === 'query' && exampleOf(each) !== undefined);
      const pairs = examples.map((each) => [each.name, String(exampleOf(each))] as [string, string]);
      const required = pairs.filter((_, n) => examples[n]?.required);
      const each = pairs.filter((pair) => !required.includes(pair)).map((pair) => [...required, pair]);
      for (const asked of each) {
        const address = `${withIds(path)}?${new URLSearchParams(asked)}`;
        const response = await api.request(address);
        expect([address, response.status, response.ok ? '' : await response.text()]).toEqual([
          address,
          200,
          '',
        ]);
        await response.arrayBuffer();
      }
    }
  });

  test('every body of alerts, channels and saved searches is taken as it stands', async () => {
    const { paths, components } = (await (await api.request('/openapi.json')).json()) as Bodies;
    const taken: string[] = [];
    for (const [path, methods] of Object.entries(paths))
      for (const [method, { requestBody }] of Object.entries(methods)) {
        if (!requestBody || !/^\/v1\/(alerts|channels|searches)/.test(path)) continue;
        const { $ref = '', example: own } = requestBody.content['application/json'].schema;
        const example = own ?? components.schemas[$ref.split('/').at(-1)!]?.example;
        expect([path, method, example]).not.toEqual([path, method, undefined]);
        const answer = await send(method.toUpperCase(), withIds(path), example);
        expect([path, method, answer.status, answer.ok ? '' : await answer.text()]).toEqual([
          ...[path, method],
          ...[answer.status, ''],
        ]);
        taken.push(`${method} ${path}`);
      }
    expect(taken).toEqual(expect.arrayContaining(['post /v1/alerts', 'patch /v1/channels/{id}']));
  });

  test('every route that takes a query, an entity, a publisher or words shows one', async () => {
    const telling = new Set(['q', 'entity', 'name', 'publisher', 'text']);
    for (const { path, parameters } of await reading())
      for (const each of parameters)
        if (each.in === 'query' && telling.has(each.name) && each.schema.type === 'string')
          expect([path, each.name, exampleOf(each)]).not.toEqual([path, each.name, undefined]);
  });
});
