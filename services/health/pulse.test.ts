import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { aliveProcesses } from '../../db/processes.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { startPulse } from './pulse.ts';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

const now = () => new Date();
const process = { kind: 'both' as const, version: '1', connections: 0, now };
const kinds = async () => (await aliveProcesses(db.orm, 60)).map(({ kind }) => kind);

test('a process is known while it runs, and takes its leave', async () => {
  const one = await startPulse({ ...process, orm: db.orm });
  const other = await startPulse({ ...process, kind: 'web', orm: db.orm });
  expect(await kinds()).toEqual(['both', 'web']);
  await one.close();
  expect(await kinds()).toEqual(['web']);
  await other.close();
  expect(await kinds()).toEqual([]);
});

test('what keeps it from writing is known until it writes again; that the database is busy is no reason', async () => {
  let error: Error | null = null;
  const orm = {
    insert: () => ({
      values: () => ({
        onConflictDoUpdate: async () => {
          if (error) throw error;
        },
      }),
    }),
    delete: () => ({ where: async () => {} }),
  } as unknown as Database['orm'];
  const fail = (code: string) => Object.assign(new Error(`because of ${code}`), { code });
  const pulse = await startPulse({ ...process, orm });
  expect(await pulse.writeFault()).toBeNull();
  error = fail('25006');
  expect(await pulse.writeFault()).toBeNull(); // nobody has noticed
  pulse.doubt(error);
  expect(await pulse.writeFault()).toEqual({ reason: 'because of 25006', full: false });
  error = new Error('failed query', { cause: fail('53100') });
  expect(await pulse.writeFault()).toEqual({ reason: 'because of 53100', full: true });
  expect(pulse.known()).toMatchObject({ full: true });
  error = null;
  expect(await pulse.writeFault()).toBeNull();
  error = fail('57014');
  pulse.doubt(error);
  expect(await pulse.writeFault()).toBeNull();
  await pulse.close();
});

test('a full disk that has room for one row more is held full for a while', async () => {
  let at = 0;
  const pulse = await startPulse({ ...process, orm: db.orm, steady: () => at });
  pulse.doubt(Object.assign(new Error('no space left'), { code: '53100' }));
  expect(await pulse.writeFault()).toEqual({ reason: 'no space left', full: true });
  at = 9_000;
  expect(await pulse.writeFault()).toMatchObject({ full: true });
  at = 11_000;
  expect(await pulse.writeFault()).toBeNull();
  await pulse.close();
});

test('a clock that jumps is noticed, and one that is merely late is not', async () => {
  let [wall, at] = [1_000_000, 0];
  const jumps: number[] = [];
  const pulse = await startPulse({
    ...{ ...process, orm: db.orm, everyMs: 5 },
    ...{ now: () => new Date(wall), steady: () => at, onJump: (by: number) => jumps.push(by) },
  });
  const move = async (wallBy: number, steadyBy: number) => {
    [wall, at] = [wall + wallBy, at + steadyBy];
    await expect.poll(() => pulse.jumped().at).toBe(at);
    await new Promise((done) => setTimeout(done, 50));
  };
  await move(60_000, 60_000);
  expect(jumps).toEqual([]);
  await move(3_600_000, 0);
  await move(-3_590_000, 10_000);
  expect(jumps).toEqual([3_600_000, -3_600_000]);
  expect(pulse.jumped().jump).toEqual({ by: -3_600_000, at: 70_000 });
  await pulse.close();
});
