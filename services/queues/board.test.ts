import { pino } from 'pino';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openQueues, type Queues } from '../runtime/queue.ts';
import { bearer, elsewhere, TestWeb } from '../testing/web.ts';
import { chromiumPath, openBrowser, sizes, visit, withoutBrowser } from '../web/testing/browser.ts';
import { openStageQueues } from '../worker/run.ts';

const web = new TestWeb();
const prefix = `board${process.pid}`;
let queues: Queues;
let stages: ReturnType<typeof openStageQueues>;

beforeEach(async () => {
  const redisUrl = process.env.REDIS_URL;
  const home = redisUrl ? { redisUrl, prefix } : { pool: web.db.queuePool };
  queues = openQueues(home, pino({ level: 'silent' }));
  stages = openStageQueues(queues);
  await stages.read.add('read', { id: 7 }, { jobId: 'read-7', delay: 3_600_000 });
  await web.start({ CHIPWIRE_QUEUE_PREFIX: prefix });
});
afterEach(async () => {
  await stages.read.obliterate({ force: true });
  await queues.close();
});

test('shows administrators the queues, and nobody else', async () => {
  const [write, admin] = [await web.keyOf('write'), await web.keyOf('admin')];
  const as = (path: string, headers: Record<string, string>) => web.send(path, { headers });
  for (const path of ['/queues', '/queues/api/queues', '/queues/static/favicon.ico']) {
    const statuses = [{}, elsewhere, bearer(write), bearer(admin)].map(
      async (headers) => (await as(path, headers)).status,
    );
    // Where there is a key for administration, being on this machine is not enough.
    expect([path, await Promise.all(statuses)]).toEqual([path, [403, 401, 403, 200]]);
  }
  const told = JSON.parse((await as('/queues/api/queues?activeQueue=read', bearer(admin))).text);
  const read = told.queues.find(({ name }: { name: string }) => name === 'read');
  expect(told.queues).toHaveLength(8);
  expect(read).toMatchObject({ counts: { delayed: 1 }, readOnlyMode: true });
  expect(read.jobs).toMatchObject([{ id: 'read-7', data: { id: 7 } }]);
  const page = await as('/queues', bearer(admin));
  expect(page.headers['content-security-policy']).not.toMatch(/unsafe|\*|http/);
  expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(page.text).not.toMatch(/googleapis|style=|<style/);
  const script = /static\/js\/main\.\w+\.js/.exec(page.text)![0];
  const { status, headers } = await as(`/queues/${script}`, bearer(admin));
  expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('javascript')]);
  for (const path of ['/queues/static/../../package.json', '/queues/static/%2e%2e/%2e%2e/package.json'])
    expect((await as(path, bearer(admin))).text).not.toContain('bull-board');
});

test('changes nothing, whoever asks and from wherever', async () => {
  const admin = await web.keyOf('admin');
  const cookie = await web.signInWith(admin);
  const senders = [
    bearer(admin),
    { ...elsewhere, cookie, origin: web.origin },
    { ...elsewhere, cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  ];
  for (const headers of senders)
    for (const [method, path] of [
      ['PUT', '/queues/api/queues/pause'],
      ['PUT', '/queues/api/queues/read/read-7/promote'],
      ['PUT', '/queues/api/queues/read/read-7/clean'],
      ['PUT', '/queues/api/queues/read/obliterate'],
      ['PATCH', '/queues/api/queues/read/read-7/update-data'],
      ['POST', '/queues/api/queues/read/add'],
    ] as const) {
      const sent = { method, headers: { ...headers, 'content-type': 'application/json' }, body: '{}' };
      expect([path, (await web.send(path, sent)).status]).toEqual([path, 403]);
    }
  expect((await web.send('/queues/api/queues', { headers: { ...elsewhere, cookie } })).status).toBe(200);
  expect(await stages.read.isPaused()).toBe(false);
  expect(await stages.read.getJobCounts('delayed', 'wait')).toEqual({ delayed: 1, wait: 0 });
});

describe.skipIf(!chromiumPath)(`in a browser${withoutBrowser}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test.each(Object.entries(sizes))('shows a queue and its job under its policy: %s', async (_, viewport) => {
    const { page, faults, close } = await visit(browser, `${web.origin}/queues`, { viewport });
    await page.getByText('deliver').first().waitFor({ state: 'attached' });
    await page.goto(`${web.origin}/queues/queue/read?status=delayed`);
    await page.getByText('read-7').first().waitFor();
    // Its own letters and animations want styles in the page; without them it works all the same.
    expect(faults.filter((fault) => !/inline style/.test(fault))).toEqual([]);
    await close();
  });
});
