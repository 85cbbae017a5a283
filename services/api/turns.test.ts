import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { inTurn } from './turns.ts';

const breath = () => new Promise((done) => setTimeout(done, 5));

function slowApp(turns: { atOnce: number; inLine: number }) {
  let [at, most] = [0, 0];
  const ends: (() => void)[] = [];
  const app = new Hono();
  app.use(inTurn(turns));
  app.all('/fails', () => {
    throw new Error('broken');
  });
  app.all('*', async (c) => {
    most = Math.max(most, ++at);
    await new Promise<void>((end) => ends.push(end));
    at--;
    return c.text('done');
  });
  app.onError((_, c) => c.text('broken', 500));
  return { app, ends, now: () => at, most: () => most };
}

test('so many are answered at a time, others wait, and whoever finds the line full is told to come back', async () => {
  const { app, ends, now, most } = slowApp({ atOnce: 2, inLine: 3 });
  const asked = Array.from({ length: 6 }, () => app.request('/'));
  await breath();
  expect(now()).toBe(2);
  const refused = await asked[5]!;
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  for (const _ of [1, 2, 3, 4, 5]) {
    ends.shift()!();
    await breath();
  }
  expect((await Promise.all(asked.slice(0, 5))).map(({ status }) => status)).toEqual([
    200, 200, 200, 200, 200,
  ]);
  expect(most()).toBe(2);
});

test('whoever hangs up while waiting leaves the line, and nobody works for them', async () => {
  const { app, ends, now } = slowApp({ atOnce: 1, inLine: 2 });
  const holder = app.request('/');
  await breath();
  const caller = new AbortController();
  const gone = [1, 2].map(() => app.request('/', { signal: caller.signal }));
  await breath();
  caller.abort();
  await Promise.all(gone);
  const next = app.request('/');
  await breath();
  ends.shift()!();
  expect((await holder).status).toBe(200);
  await breath();
  expect([now(), ends.length]).toEqual([1, 1]);
  ends.shift()!();
  expect((await next).status).toBe(200);
});

test('an answer that breaks gives its turn back', async () => {
  const { app, ends } = slowApp({ atOnce: 1, inLine: 5 });
  for (const _ of [1, 2, 3]) expect((await app.request('/fails')).status).toBe(500);
  const after = app.request('/');
  await breath();
  ends.shift()!();
  expect((await after).status).toBe(200);
});

test.each([
  ['POST', '/v1/alerts'],
  ['GET', '/readyz'],
  ['GET', '/health'],
  ['GET', '/mcp'],
])('%s %s waits for nobody', async (method, path) => {
  const { app, ends } = slowApp({ atOnce: 1, inLine: 5 });
  const holder = app.request('/');
  await breath();
  const asked = app.request(path, { method });
  await breath();
  expect(ends).toHaveLength(2);
  for (const end of ends) end();
  await Promise.all([holder, asked]);
});
