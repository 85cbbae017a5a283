import type { Hono } from 'hono';
import { expect } from 'vitest';
import type { Database } from '../../db/database.ts';
import { alerts, channels, matches, notices } from '../../db/schema.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import type { Told } from '../alert/told.ts';
import { createApi } from '../api/app.ts';
import { asCaller } from '../api/asCaller.ts';
import { addFeedsAndEntities } from '../web/testing/sampleArchive.ts';
import { addArticle } from './archive.ts';
import { addOwners } from './owners.ts';

export interface AlertsApi {
  db: Database;
  /** The API as two keys have it, and as somebody without one. */
  ann: Hono;
  bob: Hono;
  nobody: Hono;
  /** What time it is; tests may change it. */
  clock: { now: Date };
  articleId: number;
  storyId: number;
  /** Removes what a test saved. */
  clear(): Promise<void>;
}

/** Two keys, an article in a story of its own, and the API over it all. */
export async function openAlertsApi(): Promise<AlertsApi> {
  const db = await openTestDatabase();
  await addFeedsAndEntities(db.orm);
  await addOwners(db.orm, 'ann', 'bob');
  const clock = { now: new Date('2026-11-26T09:00:00Z') };
  const report = (error: Error) => console.error(error);
  const api = createApi({ orm: db.orm, now: () => clock.now, version: 'test', report });
  const articleId = await addArticle(db.orm, {
    ...{ title: 'Huawei listed again', text: 'Huawei.', publishedAt: '2026-11-25T08:00:00Z' },
  });
  const ann = asCaller(api, { owner: 'ann', scope: 'write' });
  const { storyId } = (await send(ann, 'GET', `/v1/articles/${articleId}`)).body;
  const clear = async () => {
    for (const table of [notices, alerts, channels]) await db.orm.delete(table);
  };
  const bob = asCaller(api, { owner: 'bob', scope: 'write' });
  const nobody = asCaller(api, { owner: null, scope: 'read' });
  return { db, ann, bob, nobody, clock, articleId, storyId, clear };
}

/** Asks a route. */
export async function send(to: Hono, method: string, path: string, json?: unknown) {
  const answer = await to.request(path, {
    method,
    ...(json === undefined
      ? {}
      : { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }),
  });
  const text = await answer.text();
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it asks for
  return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as any };
}

/** An alert in its plainest form. */
export const plainAlert = { name: 'Huawei', query: 'entity:huawei licence' };

/** Saves an alert. @returns its id */
export async function saveAlert(by: Hono, more: object = {}): Promise<number> {
  const { status, body } = await send(by, 'POST', '/v1/alerts', { ...plainAlert, ...more });
  expect([status, body.errors]).toEqual([201, undefined]);
  return body.id;
}

/** Saves a webhook. @returns its id */
export async function saveWebhook(by: Hono): Promise<number> {
  const target = { url: 'https://desk.example/in' };
  return (await send(by, 'POST', '/v1/channels', { kind: 'webhook', name: 'Desk', target })).body.id;
}

/** Notes that an alert found the article, as the match stage does. @returns the match’s id */
export async function addMatch(
  { db, clock, articleId, storyId }: AlertsApi,
  alertId: number,
  about: string,
  state: 'told' | 'held' | 'muted' = 'told',
): Promise<number> {
  const at = clock.now.toISOString();
  const told: Told = {
    ...{ kind: 'story', why: 'First report of this story, by The Wire', matchedAt: at, storyId },
    ...{ publishers: 1, numbers: { relevance: 80, novelty: 100, importance: 60, credibility: 70 } },
    article: {
      ...{
        id: articleId,
        url: 'https://wire.example/h',
        title: 'Huawei listed again',
        publisher: 'The Wire',
      },
      ...{ language: 'en', publishedAt: at, foundAt: at, entities: [], events: [] },
    },
  };
  const [row] = await db.orm
    .insert(matches)
    .values({ alertId, about, storyId, articleId, matchedAt: clock.now, told, state })
    .returning({ id: matches.id });
  return row!.id;
}
