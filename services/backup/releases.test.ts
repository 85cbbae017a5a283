import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inSnapshot, rowLines, rows } from '../../db/backup.ts';
import type { Database, Orm } from '../../db/database.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { backupOf, catalogOf, openRelease, releasedVersions } from '../../db/testing/releases.ts';
import type { App } from '../app.ts';
import { articlePage, feedAt, give, rss, startPublisher, startTestApp } from '../testing/app.ts';
import { restoreBackup } from './read.ts';

const signal = new AbortController().signal;

/** How many rows each table of a backup has, and what they hash to. */
const sumsOf = (orm: Orm) =>
  inSnapshot(orm, async (tx, { tables }) => {
    await tx.execute(sql`set local timezone = 'UTC'`);
    const sums: Record<string, string> = {};
    for (const table of tables) {
      const hash = createHash('sha256');
      let n = 0;
      for await (const lines of rowLines(tx, table)) {
        for (const line of lines) hash.update(line);
        n += lines.length;
      }
      sums[table] = `${n} ${hash.digest('hex').slice(0, 16)}`;
    }
    return sums;
  });

describe.each(releasedVersions)('an archive of %s', (version) => {
  let upgraded: Database;
  let restored: Database;
  let fresh: Database;
  let articles: number;
  beforeAll(async () => {
    [upgraded, restored, fresh] = [
      await openRelease(version),
      await openTestDatabase(),
      await openTestDatabase(),
    ];
    articles = await countOf(upgraded.orm, 'articles');
    await upgraded.migrate();
    const manifest = await restoreBackup(restored.orm, backupOf(version), { signal, onProgress() {} });
    expect(manifest.chipwire).toBe(version);
  }, 120_000);
  afterAll(() => Promise.all([restored, fresh].map((db) => db?.close())));

  test('has the form of a new one after its migrations, and so has its backup', async () => {
    const form = await catalogOf(fresh.orm);
    expect(form.length).toBeGreaterThan(300);
    expect(await catalogOf(upgraded.orm)).toEqual(form);
    expect(await catalogOf(restored.orm)).toEqual(form);
  });

  test('has all that it had, whichever way it came', async () => {
    expect(articles).toBeGreaterThan(80);
    const sums = await sumsOf(upgraded.orm);
    expect(sums.articles).toMatch(new RegExp(`^${articles} `));
    for (const table of [
      'mentions',
      'events',
      'quotes',
      'matches',
      'deliveries',
      'corrections',
      'ruling_pairs',
    ])
      expect(sums[table], table).not.toMatch(/^0 /);
    expect(await sumsOf(restored.orm)).toEqual(sums);
  });

  test('is migrated once: again changes nothing', async () => {
    const before = await sumsOf(upgraded.orm);
    await upgraded.migrate();
    expect(await sumsOf(upgraded.orm)).toEqual(before);
  });

  test('goes on: what is there is found, and what comes is told to the alerts of then', async () => {
    const publisher = await startPublisher();
    const page = articlePage(
      'Huawei wins licence',
      Array(4).fill('Huawei won an export licence for its chips.'),
    );
    publisher.answers['/a'] = give('text/html', page);
    publisher.answers['/feed'] = give(
      'application/rss+xml',
      rss([{ title: 'Huawei wins licence', link: `${publisher.origin}/a` }]),
    );
    const app = await startTestApp(upgraded, [feedAt('next', `${publisher.origin}/feed`)], {
      allowHosts: [publisher.host],
    });
    try {
      expect((await asked(app, '/v1/search?q=entity:huawei')).total.count).toBeGreaterThan(5);
      expect((await asked(app, '/v1/searches')).searches).toMatchObject([{ name: 'Nvidia' }]);
      expect((await asked(app, '/v1/corrections')).corrections).toMatchObject([{ kind: 'sentiment' }]);
      expect((await asked(app, '/v1/alerts')).alerts).toHaveLength(3);
      const { alerts } = await asked(app, '/v1/alerts');
      const { id } = alerts.find((each: { name: string }) => each.name === '华为');
      await expect
        .poll(async () => JSON.stringify(await asked(app, `/v1/alerts/${id}/matches`)), { timeout: 50_000 })
        .toContain('Huawei wins licence');
    } finally {
      await app.close(); // and the archive with it
      await publisher.close();
    }
  });
});

// biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it asks for
const asked = async ({ origin }: App, path: string): Promise<any> => {
  const answer = await fetch(origin + path);
  expect(answer.status).toBe(200);
  return answer.json();
};

const countOf = async (orm: Orm, table: string): Promise<number> => {
  const [row] = await rows<{ n: number }>(
    orm,
    sql`select count(*)::int as n from ${sql.identifier('public')}.${sql.identifier(table)}`,
  );
  return row!.n;
};
