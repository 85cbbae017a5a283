import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createLog, within } from './log.ts';

function lines(format: 'json' | 'text', settings: object = {}) {
  const written: string[] = [];
  const out = new Writable({
    write(line, _, done) {
      written.push(String(line));
      done();
    },
  });
  return { log: createLog({ LOG_LEVEL: 'debug', LOG_FORMAT: format, ...settings }, out), written };
}

test('a line says which request or job it is about, however deep it is written', async () => {
  const { log, written } = lines('json');
  await within({ request: 'r-1' }, async () => {
    await sleep(1);
    log.info('one');
    await within({ job: 'read-7', attempt: 2 }, async () => log.info({ attempt: 3 }, 'two'));
    log.info('three');
  });
  log.info('four');
  expect(written.map((line) => JSON.parse(line))).toMatchObject([
    { request: 'r-1', msg: 'one' },
    { request: 'r-1', job: 'read-7', attempt: 3, msg: 'two' },
    { request: 'r-1', msg: 'three' },
    { msg: 'four' },
  ]);
  expect(JSON.parse(written[2]!)).not.toHaveProperty('job');
  expect(JSON.parse(written[3]!)).not.toHaveProperty('request');
});

test.each(['json', 'text'] as const)('no line holds a secret: %s', async (format) => {
  const secrets = {
    DATABASE_URL: 'postgres://ada:Tr0ub4dor%26%22%5C@db/x',
    CHIPWIRE_CHAT_KEY: 'sk-"0123\\456',
  };
  const { log, written } = lines(format, secrets);
  const [password, key] = ['Tr0ub4dor&"\\', 'sk-"0123\\456'];
  log.warn({ reason: `refused ${password}` }, `tried ${key}`);
  log.debug({ headers: { authorization: 'Basic dTpw', cookie: 'key=abc' }, token: 'told' }, 'asked');
  log.error({ err: new Error(`postgres://ada:${encodeURIComponent(password)}@db/x`) }, 'away');
  await expect.poll(() => written.length).toBeGreaterThanOrEqual(3);
  const all = written.join('');
  for (const secret of ['Tr0ub4dor', 'sk-', '0123', 'dTpw', 'key=abc', 'told'])
    expect(all).not.toContain(secret);
  expect(all).toContain('refused …');
});

test('people read what a job did', async () => {
  const { log, written } = lines('text');
  within({ job: 'fetch-wire', attempt: 1 }, () =>
    log.info({ stage: 'fetch', feedId: 'wire', outcome: 'entries', added: 3, ms: 2400 }, 'fetch'),
  );
  within({ job: 'read-7', attempt: 2 }, () =>
    log.warn({ stage: 'read', articleId: 7, outcome: 'again', reason: 'no answer', ms: 10 }, 'read'),
  );
  await expect.poll(() => written.length).toBe(2);
  const plain = written.map((line) => line.replaceAll(/\u001b\[\d+m/g, '').replace(/^\[.*?\] /, ''));
  expect(plain).toEqual([
    'INFO: fetch wire: entries, added 3 (2.4 s)\n',
    'WARN: read 7: again, no answer, attempt 2 (0.0 s)\n',
  ]);
});
