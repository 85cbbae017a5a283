import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { judgements, tokenDays } from '../../db/schema.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { readConfig } from '../runtime/config.ts';
import { endServers, serve } from '../runtime/testing/servers.ts';
import { installedRuntime } from '../tag/engines/onnx.ts';
import { tinyFolder } from '../tag/engines/testing.ts';
import { taggerVersion } from '../tag/tags.ts';
import { openChatEndpoint, startTagging, type TaggingThreads, withEngine } from './engine.ts';
import { startThreads, type Threads } from './threads.ts';

let db: Database;
let threads: Threads;
const reports: string[] = [];
const closers: (() => Promise<void>)[] = [];
beforeAll(async () => {
  db = await openTestDatabase();
  threads = startThreads(undefined);
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  await endServers();
  await db.orm.delete(judgements);
  await db.orm.delete(tokenDays);
  reports.length = 0;
});
afterAll(async () => {
  await threads.close();
  await db.close();
});

interface Asked {
  url: string;
  authorization: string | undefined;
  body: { model: string; temperature: number; messages: { role: string; content: string }[] };
}
interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  hangs?: boolean;
}

/** A chat endpoint on loopback. */
async function endpoint(reply: (asked: Asked, call: number) => Reply) {
  const calls: Asked[] = [];
  const server = await serve(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    calls.push({
      url: `${request.method} ${request.url}`,
      authorization: request.headers.authorization,
      body: JSON.parse(text),
    });
    const { status = 200, headers = {}, body = '', hangs } = reply(calls.at(-1)!, calls.length);
    if (!hangs) response.writeHead(status, headers).end(body);
  });
  return { url: `${server.url}v1/`, calls };
}

const questionsIn = ({ body }: Asked): { n: number; sentence: string }[] =>
  JSON.parse(body.messages[1]!.content);
const answers = (given: unknown): Reply => ({
  body: JSON.stringify({
    choices: [{ message: { content: JSON.stringify(given) } }],
    usage: { total_tokens: 700 },
  }),
});
const allBad = (asked: Asked) =>
  answers(questionsIn(asked).map(({ n }) => ({ n, label: 'negative', score: -0.6 })));
const bad = { label: 'negative', score: -0.6 };

const context = () => ({
  orm: db.orm,
  now: () => new Date('2026-03-01T12:00:00Z'),
  report: (reason: string) => reports.push(reason),
});
const configFor = (url: string, more: Record<string, string> = {}) =>
  readConfig({
    ...{ CHIPWIRE_SENTIMENT: 'chat', CHIPWIRE_CHAT_URL: url, CHIPWIRE_CHAT_MODEL: 'small-7b' },
    ...{ CHIPWIRE_CHAT_KEY: 'sk-secret', ...more },
  });
function open(url: string, timeoutMs = 5_000, more: Record<string, string> = {}) {
  const engine = openChatEndpoint(configFor(url, more), context(), timeoutMs);
  closers.push(engine.close);
  return engine;
}
const start = async (config: ReturnType<typeof readConfig>): Promise<TaggingThreads> => {
  const own = await startTagging(config, context());
  closers.push(own.close);
  return own;
};
const ask = (text: string, target: string) => {
  const from = text.indexOf(target);
  return { text, from, to: from + target.length, language: 'en' };
};
const one = [ask('Huawei opened a plant.', 'Huawei')];
const article = {
  title: 'Huawei opens a plant',
  text: 'Huawei beat all forecasts. Its rival Nvidia did well too.',
  publishedAt: new Date('2026-03-01T00:00:00Z'),
};

describe('a chat endpoint', () => {
  test('judges an article’s mentions, once; the rows say which method made them', async () => {
    const { url, calls } = await endpoint(allBad);
    const tagging = await start(configFor(url));
    const rows = await tagging.tagRows(article);
    expect(calls).toMatchObject([
      {
        url: 'POST /v1/chat/completions',
        authorization: 'Bearer sk-secret',
        body: { model: 'small-7b', temperature: 0, messages: [{ role: 'system' }, { role: 'user' }] },
      },
    ]);
    expect(questionsIn(calls[0]!).map(({ sentence }) => sentence)).toContain('⟦Huawei⟧ beat all forecasts.');
    expect(rows.taggerVersion).toBe(`${taggerVersion}+chat:small-7b`);
    expect(rows.taggerVersion).toBe(tagging.taggerVersion);
    expect(rows.mentions).toEqual(rows.mentions.map((mention) => ({ ...mention, ...bad, cues: [] })));
    expect(rows.entities).toEqual(rows.entities.map((entity) => ({ ...entity, ...bad })));
    expect(rows.sentiment).toEqual(bad);
    expect(await tagging.tagRows(article)).toEqual(rows);
    expect(calls).toHaveLength(1);
  });

  test('that gives too few answers leaves the others as they were', async () => {
    const { url } = await endpoint(() => answers([{ n: 1, label: 'negative', score: -0.6 }]));
    const rows = await withEngine(threads, open(url), context().report).tagRows(article);
    expect(rows.taggerVersion).toBe(`${taggerVersion}+chat:small-7b~partly`);
    expect(rows.mentions.filter(({ score }) => score === -0.6)).toHaveLength(1);
  });

  test('that hangs, drips or lies leaves all to the built-in engine', async () => {
    for (const [reply, reason] of [
      [{ hangs: true }, /no complete answer within 0\.2 s/],
      [{ status: 500, headers: { 'retry-after': '120' } }, /answered 500/],
      [{ status: 307, headers: { location: 'http://169.254.169.254/' } }, /answered 307/],
      [{ body: 'x'.repeat(2_000_000) }, /more than 1,000,000 bytes/],
    ] as const) {
      const { url, calls } = await endpoint(() => reply);
      expect(await open(url, 200).judge(one)).toEqual([undefined]);
      expect(calls).toHaveLength(1);
      expect(reports.pop()).toMatch(reason);
    }
    const { url } = await endpoint(() => ({ body: '<html>Sign in</html>' }));
    expect(await open(url).judge(one)).toEqual([undefined]);
    expect(await open('http://127.0.0.1:1/v1').judge(one)).toEqual([undefined]);
    expect(reports.join()).toMatch(/refused the connection/);
  });

  test('that is busy is asked again after its Retry-After', async () => {
    const { url, calls } = await endpoint((asked, call) =>
      call === 1 ? { status: 429, headers: { 'retry-after': '1' } } : allBad(asked),
    );
    const before = performance.now();
    expect(await open(url).judge(one)).toEqual([bad]);
    expect(performance.now() - before).toBeGreaterThan(900);
    expect(calls).toHaveLength(2);
  });

  test('is never shown elsewhere what its key is', async () => {
    const { url } = await endpoint(() => ({ status: 401, body: 'sk-secret is not known' }));
    await open(url).judge(one);
    expect(reports).toEqual(['the chat endpoint answered 401']);
  });

  test('gets no more than the day’s tokens, from all processes together', async () => {
    const { url, calls } = await endpoint(allBad);
    const cap = { CHIPWIRE_CHAT_TOKENS_PER_DAY: '2000' };
    const sentence = (n: number) => [ask(`Huawei opened plant ${n}.`, 'Huawei')];
    expect(await open(url, 5_000, cap).judge(sentence(1))).toEqual([bad]);
    expect(await open(url, 5_000, cap).judge(sentence(2))).toEqual([bad]);
    expect(await open(url, 5_000, cap).judge(sentence(3))).toEqual([undefined]);
    expect(calls).toHaveLength(2);
    expect(await db.orm.select().from(tokenDays)).toEqual([{ day: '2026-03-01', tokens: 1400 }]);
    expect(reports).toEqual(['the tokens of the day are used up']);
    // what is remembered costs nothing
    expect(await open(url, 5_000, cap).judge(sentence(1))).toEqual([bad]);
  });
});

test('an engine that fails altogether leaves the article to the built-in engine', async () => {
  const broken = { version: 'onnx:x@1', judge: () => Promise.reject(new Error('out of memory')) };
  const rows = await withEngine(threads, broken, context().report).tagRows(article);
  expect(rows).toEqual(await threads.tagRows(article));
  expect(rows.taggerVersion).toBe(taggerVersion);
  expect(reports).toEqual(['out of memory']);
});

describe('an ONNX model', () => {
  const runtime = installedRuntime().then(
    () => true,
    () => false,
  );

  test('that is not there ends the start in words', async () => {
    const config = readConfig({ CHIPWIRE_SENTIMENT: 'onnx', CHIPWIRE_ONNX: '/nowhere/model' });
    await expect(start(config)).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringMatching(/\/nowhere\/model\/chipwire\.json is missing/),
    });
  });

  test('judges in a thread of its own', async ({ skip }) => {
    if (!(await runtime)) skip('no ONNX runtime is installed');
    const { folder, remove } = await tinyFolder({
      name: 'tiny',
      labels: ['negative', 'neutral', 'positive'],
    });
    closers.push(remove);
    const tagging = await start(readConfig({ CHIPWIRE_SENTIMENT: 'onnx', CHIPWIRE_ONNX: folder }));
    const rows = await tagging.tagRows({ ...article, title: '', text: 'Huawei soars. Nvidia slumps.' });
    expect(rows.taggerVersion).toMatch(/\+onnx:tiny@[0-9a-f]{8}$/);
    expect(rows.mentions).toMatchObject([
      { entityId: 'huawei', label: 'positive' },
      { entityId: 'nvidia', label: 'negative' },
    ]);
  });
});
