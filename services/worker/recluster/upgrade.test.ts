import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { openInMemory } from '../../../db/embedded.ts';
import { articles, stories } from '../../../db/schema.ts';
import { hasUnsigned } from '../../../db/signatures.ts';
import { liveStory } from '../../../db/storyPlacements.ts';
import { signatureVersion } from '../../cluster/signature.ts';
import { wires } from '../../testing/wires.ts';
import { recluster } from './recluster.ts';

const migrations = join(import.meta.dirname, '../../../db/migrations');
/** The last one before articles in other words than another's could be of its story. */
const before = '0003_judgements';

let db: Database;
beforeAll(async () => {
  const old = await PGlite.create();
  await migrateTo(old, before);
  await fill(old);
  const seed = await old.dumpDataDir('none');
  await old.close();
  db = await openInMemory(seed);
  await db.migrate();
});
afterAll(() => db.close());

/** As the migrator would have left it. */
async function migrateTo(old: PGlite, last: string): Promise<void> {
  const { entries } = JSON.parse(readFileSync(join(migrations, 'meta/_journal.json'), 'utf8')) as {
    entries: { tag: string; when: number }[];
  };
  await old.exec(
    'create schema drizzle; create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
  );
  for (const { tag, when } of entries) {
    await old.exec(readFileSync(join(migrations, `${tag}.sql`), 'utf8'));
    await old.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
      tag,
      when,
    ]);
    if (tag === last) return;
  }
}

/** The wires as an archive of then had them: a story for each text, of which one is without articles. */
async function fill(old: PGlite): Promise<void> {
  await old.exec(`
    insert into feeds (id, url, publisher, family, language, topics, "interval")
      select f, 'https://e.org/' || f, f, 'wire', 'en', '{}', 1800 from unnest('{wire,courier,herald}'::text[]) f;
    insert into entities (id, type, name, listed)
      select e, 'company', e, true from unnest('{huawei,smic,bis,deepseek}'::text[]) e;
    insert into stories (fingerprint) values ('of no article')`);
  for (const { name, feed, at, title, text, entities } of wires) {
    // The same text under two titles was one story then.
    const story = name === 'copied' ? 'listed' : name;
    await old.query(`insert into stories (fingerprint) values ($1) on conflict do nothing`, [story]);
    const { rows } = await old.query<{ id: number }>(
      `insert into articles (canonical_url, feed_id, publisher, language, title, text, published_at, found_at, step,
        step_at, tagger_version, list_version, tagged_at, stance, story_id, copy_of, search)
      values ($1, $2, $2, 'en', $3, $4, $5, $5, 'clustered', $5, '1', '1', $5, 'none',
        (select id from stories where fingerprint = $6), case when $7 then (select min(id) from articles) end,
        to_tsvector('english', $4)) returning id`,
      [`https://${feed}.example/${name}`, feed, title, text, at, story, name === 'copied'],
    );
    for (const [nth, entity] of entities.entries())
      await old.query(
        `insert into article_entities (article_id, entity_id, mentions, salience, score, label)
        values ($1, $2, 1, $3, 0, 'neutral')`,
        [rows[0]!.id, entity, 0.8 - nth / 5],
      );
  }
}

test('stories of an older archive keep their articles, are counted, and are grouped anew when asked', async () => {
  const found = await db.orm.select().from(stories).orderBy(asc(stories.firstAt));
  expect(found).toHaveLength(4);
  expect(found[0]).toMatchObject({
    ...{ articles: 2, publishers: 1, movedTo: null },
    ...{ firstAt: new Date(wires[0]!.at), lastAt: new Date(wires[1]!.at) },
  });
  expect(await hasUnsigned(db.orm, signatureVersion)).toBe(true);
  const { report } = await recluster(
    { orm: db.orm, now: () => new Date('2026-11-23T12:00:00Z') },
    { since: null, dryRun: false, signal: new AbortController().signal, onProgress: () => {} },
  );
  expect(await hasUnsigned(db.orm, signatureVersion)).toBe(false);
  expect(report).toMatchObject({
    articles: 5,
    stories: { before: 4, after: 2 },
    copies: { before: 1, after: 1 },
  });
  const rows = await db.orm.select().from(articles).orderBy(asc(articles.publishedAt));
  const [story, , told, other] = rows.map(({ storyId }) => storyId);
  expect(told).toBe(story);
  expect(other).not.toBe(story);
  for (const { id } of found) expect([story, other]).toContain(await liveStory(db.orm, id));
});
