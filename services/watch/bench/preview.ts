import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SQL, sql } from 'drizzle-orm';
import { openDatabase } from '../../../db/client.ts';
import type { Orm } from '../../../db/database.ts';
import { databaseUrl, onServer } from '../../../db/testing/setup.ts';
import { specSchema } from '../../alert/spec.ts';
import { chineseWord, englishWord } from '../../search/bench/generate.ts';
import { load } from '../../search/bench/load.ts';
import type { PreviewSummary } from '../past/lines.ts';
import { preview } from '../preview.ts';

// Tries against the past of a generated archive: all its articles, whose four years stand for a year of as many. On the
// server that DATABASE_URL names (in a database of its own, dropped at the end), or embedded.

const { DATABASE_URL } = process.env;
const span = { from: new Date('2022-01-01'), until: new Date('2026-01-01') };

const tries: Record<string, [query: string, spec: object]> = {
  'rare word': [englishWord(25_000), {}],
  'medium word': [englishWord(500), {}],
  'entity and word': [`entity:entity-5 ${englishWord(400)}`, {}],
  'common entity': ['entity:entity-3', {}],
  'its developments': ['entity:entity-3', { trigger: { on: 'story', developments: true } }],
  'Chinese word': [chineseWord(10), {}],
  'common word': [englishWord(3), {}],
  everything: ['', {}],
  level: ['entity:entity-3', { trigger: { on: 'level', entity: 'entity-3', side: 'below', level: 0 } }],
  burst: ['entity:entity-1', { trigger: { on: 'burst' } }],
  silence: [englishWord(25_000), { trigger: { on: 'silence', days: 30 } }],
};

/** Prints what each try takes, the second time it is made. @param articles in the archive */
export async function measurePreviews(articles: number): Promise<void> {
  const name = `chipwire_bench_preview_${process.pid}`;
  const folder = mkdtempSync(join(tmpdir(), 'chipwire-bench-'));
  if (DATABASE_URL) await onServer(DATABASE_URL, `create database ${name}`);
  const url = DATABASE_URL && databaseUrl(DATABASE_URL, name);
  const db = await openDatabase({ databaseUrl: url, dataFolder: folder, queueWorkers: 0 });
  await load(db.orm, articles, DATABASE_URL ? 2 : 1);
  await addTags(db.orm);
  console.log(`${articles.toLocaleString('en')} articles, ${db.home}`);
  for (const [what, [query, spec]] of Object.entries(tries)) {
    await measured(db.orm, query, spec);
    console.log(`${what.padEnd(18)} ${await measured(db.orm, query, spec)}`);
  }
  await db.close();
  rmSync(folder, { recursive: true, force: true });
  if (DATABASE_URL) await onServer(DATABASE_URL, `drop database ${name}`);
}

async function measured(orm: Orm, query: string, spec: object): Promise<string> {
  const [begun, cpu] = [performance.now(), process.cpuUsage()];
  let first: number | undefined;
  let summary: PreviewSummary | undefined;
  for await (const line of await preview(orm, { query, spec: specSchema.parse(spec), ...span }, new Date())) {
    if ('hit' in line) first ??= performance.now() - begun;
    if ('summary' in line) summary = line.summary;
  }
  const { user, system } = process.cpuUsage(cpu);
  const times = [performance.now() - begun, (user + system) / 1000, first ?? 0].map((ms) => Math.round(ms));
  return `${times[0]} ms (${times[1]} on the processor), first hit after ${times[2]} ms; ${summary!.articles} articles, ${summary!.hits} hits`;
}

/** Of each article an event of the type that its index has, with its first entity, which its title names. */
async function addTags(orm: Orm): Promise<void> {
  const statements: SQL[] = [
    sql`insert into events (article_id, published_at, nth, type, field, starts_at, ends_at, words, sentence,
        sentence_start, sentence_end, from_day, to_day, dated, certainty, stance, tagger_version)
      select id, published_at, 0, substr(facet, 4), 'title', 0, 1, 'x', 'x', 0, 1, published_at::date,
        published_at::date, false, 'stated', 'none', 'x' from articles, unnest(facets) facet where facet like '@v:%'`,
    sql`insert into event_roles (article_id, event_nth, nth, entity_id, role, effect, starts_at, ends_at, words)
      select article_id, 0, 0, min(ae.entity_id), 'target', 0, 0, 1, 'x'
      from events join article_entities ae using (article_id) group by article_id`,
    sql`insert into mentions (article_id, entity_id, field, starts_at, ends_at, words, sentence_start, sentence_end,
        score, label, tagger_version)
      select article_id, min(entity_id), 'title', 0, 1, 'x', 0, 1, 0, 'neutral', 'x'
      from article_entities group by article_id`,
    sql`vacuum analyze`,
  ];
  for (const statement of statements) await orm.execute(statement);
}
