import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { openKey } from '../keys/keys.ts';
import { type CommandContext, exitCodes } from './context.ts';
import { create, list, revoke, rotate } from './keys.ts';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

const now = new Date('2026-11-24T10:00:00Z');
/** Runs a command. @returns its exit code and what it printed */
async function run(act: (ctx: CommandContext) => Promise<number>) {
  const [out, err]: [string[], string[]] = [[], []];
  const ctx = {
    orm: db.orm,
    now: () => now,
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
  };
  return { code: await act(ctx as unknown as CommandContext), out, err: err.join('\n') };
}
const opens = async (key: string) => openKey(db.orm, key, now);

test('a key is made, shown once, turned and revoked', async () => {
  expect((await run((ctx) => list(ctx, {}))).out).toEqual([expect.stringContaining('no keys yet')]);
  const made = await run((ctx) => create(ctx, { name: 'Ada \x1b[31m', scope: 'admin' }));
  const [key] = made.out as [string];
  expect([made.code, made.out.length]).toEqual([exitCodes.done, 1]);
  expect(made.err).toMatch(/^[0-9a-f]{12} \(Ada \[31m\) may read, write and make keys/);
  expect(await opens(key)).toMatchObject({ key: { scope: 'admin', name: 'Ada [31m' } });
  const id = key.split('_')[1]!;
  const shown = await run((ctx) => list(ctx, {}));
  expect(shown.out.join('\n')).not.toContain('cw_');
  expect(shown.out[1]).toMatch(new RegExp(`^${id} +admin +2026-11-24 10:00 +2026-11-24 10:00 +Ada`));
  const turned = JSON.parse((await run((ctx) => rotate(ctx, { id, json: true }))).out[0]!);
  expect([await opens(key), await opens(turned.key)]).toMatchObject(['wrong', { key: { id } }]);
  expect((await run((ctx) => revoke(ctx, { id }))).code).toBe(exitCodes.done);
  expect(await opens(turned.key)).toBe('revoked');
  expect((await run((ctx) => list(ctx, {}))).out[1]).toMatch(/ revoked /);
});

test('what cannot be is told', async () => {
  for (const act of [rotate, revoke]) {
    const answer = await run((ctx) => act(ctx, { id: 'local' }));
    expect(answer).toMatchObject({ code: exitCodes.failed, err: expect.stringContaining('no key local') });
  }
  for (const name of ['', ' \n', 'x'.repeat(101)])
    expect((await run((ctx) => create(ctx, { name, scope: 'read' }))).code).toBe(exitCodes.wrongUse);
});
