import type { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { syncRights } from '../../db/rights.ts';
import { articles, corrections } from '../../db/schema.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { readPassages } from '../tag/eval/gold.ts';
import { send } from '../testing/alertsApi.ts';
import { addArticle, mentionOf } from '../testing/archive.ts';
import { addOwners } from '../testing/owners.ts';
import { addFeedsAndEntities, now } from '../web/testing/sampleArchive.ts';
import { createApi } from './app.ts';
import { asCaller } from './asCaller.ts';

let db: Database;
let ann: Hono;
let bob: Hono;
let admin: Hono;
let nobody: Hono;
let article: number;
let secret: number;
let german: number;

const written = {
  title: 'Huawei {again}',
  text: 'Curbs hit Nvidia, said Nvidia’s rival|friend. Huawei was glad.',
  publishedAt: '2026-03-01T08:00:00Z',
};
const inText = (words: string) => mentionOf('nvidia', words, written, 'text', ['negative', -0.6, ['hit']]);
const nvidia = { field: 'text', start: written.text.indexOf('Nvidia'), entity: 'nvidia' };
const huawei = { field: 'title', start: 0, entity: 'huawei' };

beforeAll(async () => {
  db = await openTestDatabase();
  await addFeedsAndEntities(db.orm);
  await addOwners(db.orm, 'ann', 'bob', 'boss');
  const mentions = [
    { ...inText('Nvidia'), sentenceEnd: written.text.indexOf(' Huawei') },
    { ...mentionOf('huawei', 'Huawei', written, 'title', ['neutral', 0, []]), sentenceEnd: 14 },
  ];
  article = await addArticle(db.orm, { ...written, mentions });
  secret = await addArticle(db.orm, {
    ...written,
    title: 'Secret',
    feed: 'xinwen',
    mentions: [mentions[0]!],
  });
  german = await addArticle(db.orm, {
    ...written,
    title: 'Deutsch',
    language: 'de',
    mentions: [mentions[0]!],
  });
  await syncRights(db.orm, [{ publisher: '新闻社', fullText: 'none' }]);
  const api = createApi({ orm: db.orm, now: () => now, version: 'test', report: console.error });
  ann = asCaller(api, { owner: 'ann', scope: 'write' });
  bob = asCaller(api, { owner: 'bob', scope: 'write' });
  admin = asCaller(api, { owner: 'boss', scope: 'admin' });
  nobody = asCaller(api, { owner: null, scope: 'read' });
});
beforeEach(() => db.orm.delete(corrections));
afterAll(() => db.close());

const correct = (by: Hono, body: object) => send(by, 'POST', '/v1/corrections', { article, ...body });
const listed = async (by = nobody, path = '') => (await send(by, 'GET', `/v1/corrections${path}`)).body;
const gold = async () => {
  const answer = await nobody.request('/v1/corrections.yaml');
  return { answer, yaml: await answer.text() };
};
const passages = async () => readPassages((await gold()).yaml, { file: 'corrections', partly: true });

describe('a correction', () => {
  test('of the sentiment is kept with what was tagged, for everybody to read', async () => {
    const made = await correct(ann, { ...nvidia, label: 'neutral', note: ' told\tas  news ' });
    expect([made.status, made.body.errors?.[0]?.parameter]).toEqual([400, 'note']);
    const { status, body } = await correct(ann, { ...nvidia, label: 'neutral', note: 'told as news' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...{ article, kind: 'sentiment', field: 'text', start: 10, end: 16, words: 'Nvidia', own: true },
      sentence: 'Curbs hit Nvidia, said Nvidia’s rival|friend.',
      tagged: {
        entity: { id: 'nvidia', name: 'Nvidia' },
        ...{ sentiment: { score: -0.6, label: 'negative' }, taggerVersion: 'test-7', listVersion: 'list-7' },
      },
      ...{ label: 'neutral', meant: null, note: 'told as news', madeAt: now.toISOString() },
    });
    expect((await listed()).corrections).toEqual([{ ...body, own: false }]);
    expect((await listed(nobody, `?article=${secret}`)).corrections).toEqual([]);
  });

  test('changes no tag', async () => {
    await correct(ann, { ...nvidia, label: 'positive' });
    const { mentions } = (await send(ann, 'GET', `/v1/articles/${article}`)).body;
    expect(mentions.map((each: { sentiment: { label: string } }) => each.sentiment.label)).toEqual([
      'neutral',
      'negative',
    ]);
  });

  test('of who is meant takes an id, a name, or nobody', async () => {
    for (const [meant, id] of [
      ['英伟达', null],
      ['Ascend', 'ascend'],
      [null, null],
    ]) {
      const { status, body } = await correct(ann, { ...huawei, meant });
      if (meant === '英伟达') expect([status, body.meant.id]).toEqual([201, 'nvidia']);
      else expect([status, body.kind, body.meant?.id ?? null, body.label]).toEqual([201, 'entity', id, null]);
    }
    // Whoever changes their mind corrects their correction.
    expect((await listed()).corrections).toHaveLength(1);
  });

  test('says what is wrong with it', async () => {
    const faults = async (body: object) =>
      (await correct(ann, body)).body.errors?.map(({ parameter }: { parameter: string }) => parameter);
    expect(await faults({ ...nvidia, label: 'negative' })).toEqual(['label']);
    expect(await faults({ ...nvidia, meant: 'nvidia' })).toEqual(['meant']);
    expect(await faults({ ...nvidia, meant: 'Huawai' })).toEqual(['meant']);
    expect(await faults({ ...nvidia })).toEqual(['label']);
    expect(await faults({ ...nvidia, label: 'neutral', meant: null })).toEqual(['label']);
    expect(await faults({ ...nvidia, label: 'neutral', note: 'x'.repeat(501) })).toEqual(['note']);
    expect((await correct(ann, { ...nvidia, start: 11, label: 'neutral' })).status).toBe(404);
    expect((await correct(ann, { ...nvidia, article: 999_999, label: 'neutral' })).status).toBe(404);
  });

  test('is taken back by whoever made it, or an administrator', async () => {
    const { id } = (await correct(ann, { ...nvidia, label: 'neutral' })).body;
    const again = (await correct(ann, { ...huawei, label: 'positive' })).body;
    const remove = async (by: Hono, which: number) =>
      (await send(by, 'DELETE', `/v1/corrections/${which}`)).status;
    expect([await remove(bob, id), await remove(ann, id), await remove(ann, id)]).toEqual([404, 204, 404]);
    expect([await remove(admin, again.id), (await listed()).corrections]).toEqual([204, []]);
  });

  test('shows no sentence of a publisher that lets none be shown', async () => {
    const { body } = await correct(ann, { article: secret, ...nvidia, label: 'neutral' });
    expect([body.words, body.sentence]).toEqual(['Nvidia', '']);
  });
});

describe('the gold set of corrections', () => {
  test('is what the eval reads, with the mention marked as corrected', async () => {
    await correct(ann, { ...nvidia, label: 'neutral', note: 'no {harm} is told' });
    await correct(bob, { ...nvidia, label: 'neutral' });
    await correct(ann, { ...huawei, meant: null });
    const { answer, yaml } = await gold();
    expect(answer.headers.get('content-disposition')).toContain('chipwire-corrections-2026-03-10.yaml');
    expect(yaml).toContain('Curbs hit {Nvidia|nvidia|0}, said Nvidia’s rival/friend.');
    const [text, title, ...none] = await passages();
    expect(none).toEqual([]);
    expect(text).toMatchObject({
      ...{ language: 'en', part: 'held', title: 'Huawei (again)', why: 'no (harm) is told', partly: true },
      mentions: [
        { field: 'text', start: 10, words: 'Nvidia', who: { entityId: 'nvidia' }, label: 'neutral' },
      ],
      ...{ topics: undefined, stance: undefined, events: undefined, quotes: undefined },
    });
    expect(title).toMatchObject({
      ...{ title: '', text: 'Huawei (again)' },
      mentions: [{ who: { nobody: true }, label: undefined }],
    });
  });

  test('leaves out what nobody can be measured on, and says so', async () => {
    await correct(ann, { ...nvidia, label: 'neutral' });
    await correct(bob, { ...nvidia, label: 'positive' });
    await correct(ann, { article: secret, ...nvidia, label: 'neutral' });
    await correct(ann, { article: german, ...nvidia, label: 'neutral' });
    const { yaml } = await gold();
    expect(yaml.match(/^# left out: .*$/gm)).toEqual([
      '# left out: 1 on which readers disagree',
      '# left out: 1 in a language that is not tagged',
      expect.stringContaining('# left out: 1 of publishers'),
    ]);
    expect(await passages()).toEqual([]);
  });

  // The last one: it edits the articles.
  test('finds the mention in its sentence after an edit, where its words stand there once', async () => {
    await correct(ann, { ...nvidia, label: 'neutral' });
    await correct(ann, { ...huawei, label: 'positive' });
    await db.orm.update(articles).set({ text: 'Other words.', title: 'Other' });
    expect((await passages()).map(({ text }) => text)).toEqual(['Huawei (again)']);
    expect((await gold()).yaml).toContain('# left out: 1 whose place');
  });
});
