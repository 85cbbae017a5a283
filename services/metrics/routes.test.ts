import { Writable } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import { startApp } from '../app.ts';
import { readConfig } from '../runtime/config.ts';
import { createLog } from '../runtime/log.ts';
import { bearer, elsewhere, TestWeb } from '../testing/web.ts';

const web = new TestWeb();

/** Lines of the metrics of the process that was started last. */
const lines = async (name: string) =>
  (await web.send('/metrics')).text.split('\n').filter((line) => line.startsWith(`${name}{`));

/** A log that is kept. */
function keptLog() {
  const written: string[] = [];
  const out = new Writable({
    write(line, _, done) {
      written.push(...String(line).trim().split('\n'));
      done();
    },
  });
  const log = createLog({ LOG_LEVEL: 'debug', LOG_FORMAT: 'json' }, out);
  return { log, written: () => written.map((line) => JSON.parse(line)), text: () => written.join('\n') };
}

describe('/metrics', () => {
  test('is for programs on this machine, and for keys', async () => {
    await web.start();
    const { status, headers, text } = await web.send('/metrics');
    expect([status, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    for (const line of [
      'chipwire_reachable{part="database"} 1',
      'chipwire_reachable{part="queue"} 1',
      'chipwire_articles 0',
      'chipwire_queue_jobs{stage="tag",state="wait"} 0',
      'chipwire_check{check="database"} 0',
    ])
      expect(text).toContain(`\n${line}\n`);
    expect(text).toMatch(/\nprocess_resident_memory_bytes \d+/);
    const connections = /\nchipwire_database_connections\{pool="archive",state="idle"\} \d/;
    if (web.db.home === 'server') expect(text).toMatch(connections);
    const as = async (sent: Record<string, string>) => (await web.send('/metrics', { headers: sent })).status;
    expect(await as(elsewhere)).toBe(401);
    expect(await as({ ...elsewhere, ...bearer(await web.keyOf('read')) })).toBe(200);
  });

  test('counts requests by pattern, and gives nobody a way to make series', async () => {
    await web.start();
    await web.send('/v1/articles?q=s3cret');
    for (const id of [1, 2, 3]) await web.send(`/v1/articles/${id}`);
    for (const path of ['/nothing/s3cret', '/v1/nothing', '/feeds/nothing', '/stories/7'])
      await web.send(path);
    await web.send('/v1/keys/s3cret', { method: 'DELETE', headers: elsewhere });
    await web.send('/v1/articles', { method: 'BREW' as never }).catch(() => {});
    const shown = await lines('chipwire_http_requests_total');
    for (const line of [
      '{method="GET",route="/v1/articles",status="200"} 1',
      '{method="GET",route="/v1/articles/:id",status="404"} 3',
      '{method="GET",route="(none)",status="404"} 1',
      '{method="GET",route="/v1/*",status="404"} 1',
      '{method="GET",route="/feeds/:id",status="404"} 1',
      '{method="DELETE",route="(none)",status="401"} 1',
    ])
      expect(shown).toContain(`chipwire_http_requests_total${line}`);
    expect(shown.join()).not.toMatch(/s3cret|BREW/);
  });

  test('is there while the database is away, and says so', async () => {
    await web.start();
    const broken = vi.spyOn(web.db.orm, 'execute').mockImplementation(() => {
      throw new Error('away');
    });
    const { status, text } = await web.send('/metrics');
    broken.mockRestore();
    expect(status).toBe(200);
    expect(text).toContain('chipwire_reachable{part="database"} 0');
    expect(text).not.toMatch(/^chipwire_waiting\{/m);
  });

  test('of a process without pages it is on a port of its own, behind the same door', async () => {
    const { log, written } = keptLog();
    const settings = { CHIPWIRE_METRICS_PORT: '0', REDIS_URL: process.env.REDIS_URL, PORT: '0' };
    const app = await startApp({
      config: readConfig({ ...settings, CHIPWIRE_QUEUE_PREFIX: `m${Date.now()}` }),
      db: { ...web.db, close: async () => {} },
      ...{ log, feeds: [], roles: { workers: true, web: false } },
    });
    try {
      expect(app.origin).toBeNull();
      const said = written().find(({ msg }) => msg.startsWith('metrics are at'));
      const address = /http:\S+/.exec(said.msg)![0];
      const answer = await fetch(address);
      expect([answer.status, await answer.text()]).toEqual([
        200,
        expect.stringContaining('chipwire_threads '),
      ]);
      expect((await fetch(address, { headers: elsewhere })).status).toBe(401);
      expect((await fetch(new URL('/', address))).status).toBe(404);
    } finally {
      await app.close();
    }
  });
});

describe('requests', () => {
  test('have an id that the answer, its problem and every line of the log tell', async () => {
    const { log, written } = keptLog();
    await web.start({}, log);
    const { headers, text } = await web.send('/v1/articles/999');
    const id = headers['x-request-id'];
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.parse(text).instance).toBe(`urn:chipwire:request:${id}`);
    expect(written()).toContainEqual(
      expect.objectContaining({ request: id, method: 'GET', route: '/v1/articles/:id', status: 404 }),
    );
    expect((await web.send('/')).headers['x-request-id']).not.toBe(id);
  });

  test('keep the id that a proxy gave them, where it can be one', async () => {
    await web.start();
    const told = async (given: string) =>
      (await web.send('/healthz', { headers: { 'x-request-id': given } })).headers['x-request-id'];
    expect(await told('0af7651916cd43dd')).toBe('0af7651916cd43dd');
    for (const odd of [
      'short',
      'x'.repeat(65),
      'a b c d e f g',
      '"; drop table',
      '<script>alert(1)</script>',
    ])
      expect(await told(odd)).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('leave no secret in the log, whatever is asked', async () => {
    const { log, written, text } = keptLog();
    await web.start({}, log);
    const key = await web.keyOf('read');
    const secret = 's3cret'.padEnd(43, 'x');
    for (const path of [
      `/v1/articles?token=${secret}`,
      `/feeds/alerts/${secret}.atom`,
      `/unsubscribe/7/${secret}`,
      `/${secret}`,
    ])
      await web.send(path, { headers: { ...bearer(key), cookie: `chipwire=${secret}` } });
    const broken = vi.spyOn(web.db.orm, 'select').mockImplementation(() => {
      throw new Error(`could not ask postgres://ada:${secret}@db/x with ${key}`);
    });
    const failed = await web.send('/v1/articles');
    broken.mockRestore();
    expect(failed.status).toBe(500);
    const line = written().find(({ msg }) => msg === 'request failed');
    expect(line).toMatchObject({ request: failed.headers['x-request-id'], path: '/v1/articles' });
    expect(line.reason).toContain('could not ask postgres://…@db/x');
    expect(text()).not.toContain('s3cret');
    expect(text()).not.toContain(key.slice(16));
  });
});
