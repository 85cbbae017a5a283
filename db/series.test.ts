import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from './database.ts';
import { daysQuery, rowsOf } from './series.ts';
import { openTestDatabase } from './testing/database.ts';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

test('the days of all coverage are summed from an index alone, without reading articles', async () => {
  const since = { after: new Date('2025-01-01'), offTopic: false };
  const plan = await db.orm.transaction(async (tx) => {
    // The archive is empty, and of an empty table a scan is cheapest.
    await tx.execute(sql`set local enable_seqscan = off`);
    await tx.execute(sql`set local enable_bitmapscan = off`);
    const query = daysQuery({ filter: since, timeZone: 'Asia/Shanghai' });
    return rowsOf(await tx.execute(sql`explain ${query}`))
      .map((row) => row['QUERY PLAN'])
      .join('\n');
  });
  expect(plan).toMatch(/Index Only Scan using articles_(before_)?counted/);
});
