import { Hono } from 'hono';
import { expect, test } from 'vitest';
import type { Orm } from '../../db/database.ts';
import type { Replica, ReplicaState } from '../../db/replica.ts';
import { readingFrom } from './reading.ts';

const named = (name: string) => ({ select: () => name, transaction: () => name }) as unknown as Orm;

/** Which server each request asks. */
function open() {
  let [state, now]: [ReplicaState, number] = ['used', 0];
  const replica = { orm: named('replica'), state: () => state } as Replica;
  const reading = readingFrom({ orm: named('primary'), replica }, () => new Date(now));
  const app = new Hono();
  app.use(async (c, next) => {
    c.set('caller' as never, { owner: c.req.header('who') ?? null } as never);
    await next();
  });
  app.use(reading.choose);
  app.all('*', async (c) => {
    await Promise.resolve(); // what comes later belongs to the same request
    return c.text(
      `${reading.orm.select()}${c.req.path === '/both' ? ` ${reading.orm.transaction(null!)}` : ''}`,
    );
  });
  const ask = async (path: string, init: RequestInit & { who?: string } = {}) => {
    const headers = { ...(init.who ? { who: init.who } : {}), ...(init.headers as Record<string, string>) };
    return (await app.request(path, { ...init, headers })).text();
  };
  return { ask, set: (next: ReplicaState) => (state = next), pass: (ms: number) => (now += ms) };
}

test('what is read comes from the replica, what may change something goes to the primary', async () => {
  const { ask } = open();
  expect(await ask('/v1/feeds')).toBe('replica');
  expect(await ask('/mcp', { method: 'POST' })).toBe('replica');
  expect(await ask('/v1/searches', { method: 'POST', who: 'ann' })).toBe('primary');
  expect(await ask('/both')).toBe('replica primary');
  expect(await ask('/readyz')).toBe('primary');
  expect(await ask('/health')).toBe('primary');
});

test('whoever has written reads from the primary for ten seconds, others do not', async () => {
  const { ask, pass } = open();
  await ask('/v1/searches', { method: 'POST', who: 'ann' });
  expect(await ask('/v1/searches', { who: 'ann' })).toBe('primary');
  expect(await ask('/v1/searches', { who: 'bob' })).toBe('replica');
  expect(await ask('/v1/searches', { who: 'bob', headers: { cookie: 'chipwire-wrote=1' } })).toBe('primary');
  pass(9_999);
  expect(await ask('/v1/searches', { who: 'ann' })).toBe('primary');
  pass(1);
  expect(await ask('/v1/searches', { who: 'ann' })).toBe('replica');
});

test.each<ReplicaState>(['starting', 'behind', 'away', 'other'])(
  'a replica that is %s is not asked',
  async (state) => {
    const { ask, set } = open();
    set(state);
    expect(await ask('/v1/feeds')).toBe('primary');
  },
);
