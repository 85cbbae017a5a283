import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from './database.ts';
import { hasAdminKey, insertKey, ownerLives, rehashKey, revokeKey } from './keys.ts';
import { alerts } from './schema.ts';
import { openTestDatabase } from './testing/database.ts';

let db: Database;
const at = new Date('2026-11-24T10:00:00Z');
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

test('an alert’s owner lives until its key is revoked', async () => {
  const { orm } = db;
  for (const id of ['ada', 'bob']) {
    await insertKey(orm, { id, name: id, scope: 'admin', hash: '00', madeAt: at });
    await orm.insert(alerts).values({
      ...{ owner: id, name: id, query: 'huawei', spec: {}, programVersion: '1' },
      ...{ madeAt: at, changedAt: at },
    });
  }
  await orm.insert(alerts).values({
    ...{ owner: 'local', name: 'local', query: 'huawei', spec: {}, programVersion: '1' },
    ...{ madeAt: at, changedAt: at },
  });
  await revokeKey(orm, 'ada');
  const shown = await orm
    .select({ owner: alerts.owner, lives: ownerLives(alerts.owner) })
    .from(alerts)
    .orderBy(asc(alerts.owner));
  expect(shown).toEqual([
    { owner: 'ada', lives: false },
    { owner: 'bob', lives: true },
    { owner: 'local', lives: true },
  ]);
  const living = await orm.select({ owner: alerts.owner }).from(alerts).where(ownerLives(alerts.owner));
  expect(living.map(({ owner }) => owner).toSorted()).toEqual(['bob', 'local']);
});

test('the machine itself is no key: nothing opens it, and it cannot be revoked', async () => {
  expect(await revokeKey(db.orm, 'local')).toBeNull();
  expect(await rehashKey(db.orm, 'local', '00')).toBeNull();
  expect(await hasAdminKey(db.orm)).toBe(true);
  await revokeKey(db.orm, 'bob');
  expect(await hasAdminKey(db.orm)).toBe(false);
});
