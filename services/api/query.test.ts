import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { syncEntities } from '../../db/entities.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { ProblemError } from './problems.ts';
import { askedQuery } from './query.ts';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
  const huawei = { id: 'huawei', type: 'company' as const, name: 'Huawei', nameZh: '华为', aliases: [] };
  await syncEntities(db.orm, [{ ...huawei, tickers: [], parentId: null, wikidata: null }]);
});
afterAll(() => db.close());

test('a route tells each fault with its place and mend', async () => {
  const asked = askedQuery(db.orm, 'entity:huawie (chips', new Date('2026-11-24T10:30:00Z'));
  const refused = await asked.catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ProblemError);
  expect((refused as ProblemError).details.errors).toEqual([
    {
      parameter: 'q',
      detail: expect.stringContaining('closed'),
      start: 14,
      end: 15,
      mend: 'entity:huawie (chips)',
    },
  ]);
});
