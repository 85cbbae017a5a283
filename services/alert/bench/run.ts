import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { and, desc, eq, sql } from 'drizzle-orm';
import { programsOf } from '../../../db/alertPrograms.ts';
import { articleFacts } from '../../../db/articleFacts.ts';
import { openDatabase } from '../../../db/client.ts';
import type { Condition } from '../../../db/condition.ts';
import type { Program } from '../../../db/program.ts';
import { alerts, articles } from '../../../db/schema.ts';
import { found, searchOf } from '../../../db/search/pages.ts';
import { databaseUrl, onServer } from '../../../db/testing/setup.ts';
import { randomOf } from '../../search/bench/generate.ts';
import { load } from '../../search/bench/load.ts';
import { currentVersions } from '../../watch/compile.ts';
import { createMatcher } from '../../watch/live/matcher.ts';
import type { Facts } from '../facts.ts';
import { createAlertIndex } from '../matching/alertIndex.ts';
import { conditionsOf, narrowOf } from './conditions.ts';

// New articles against saved alerts (narrow ones: a rare entity and a rare word): in memory, in memory with the questions to the database that keep it fresh, and as
// that many searches. On the server that DATABASE_URL names (in a database of its own, dropped at the end), or embedded.
// --alerts takes the greatest number of alerts, 100,000 by default. Times are of the processor, but for the database's.

const { DATABASE_URL } = process.env;
const { values } = parseArgs({ options: { alerts: { type: 'string' } } });
const most = Number(values.alerts ?? 100_000);
const sizes = [1, 100, 10_000, 100_000].filter((size) => size <= most);
/** Articles of the archive; the newest are matched, those before show which words are rare. */
const [archived, matched, learned] = [3000, 1500, 200];

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');
const name = `chipwire_bench_${randomBytes(4).toString('hex')}`;
const folder = mkdtempSync(join(tmpdir(), 'chipwire-bench-'));
if (DATABASE_URL) await onServer(DATABASE_URL, `create database ${name}`);
const db = await openDatabase({
  databaseUrl: DATABASE_URL && databaseUrl(DATABASE_URL, name),
  dataFolder: folder,
  queueWorkers: 0,
});
const { orm } = db;
await load(orm, archived, 1);
await orm.execute(sql`analyze`);

const ids = (await orm.select({ id: articles.id }).from(articles).orderBy(desc(articles.publishedAt))).map(
  ({ id }) => id,
);
const facts: Facts[] = await timed('facts of an article read', matched, () =>
  articleFacts(orm, ids.slice(0, matched)),
);
const before: Facts[] = await articleFacts(orm, ids.slice(matched, matched + learned));
const mixed = await saved('of many kinds', conditionsOf(randomOf(5)), sizes);
const narrow = await saved('narrow', narrowOf(randomOf(6)), sizes.slice(-2));

console.log(`${db.home}; ${matched} articles\n`);
console.log(
  row(
    'alerts',
    'articles/s',
    'p99 ms',
    'matched',
    'tried',
    'MB',
    'build s',
    'load s',
    'fresh ms',
    'as SQL ms',
  ),
);
for (const kind of [mixed, narrow]) for (const size of kind.sizes) await measure(kind, size);

await db.close();
rmSync(folder, { recursive: true, force: true });
if (DATABASE_URL) await onServer(DATABASE_URL, `drop database ${name}`);

/** Alerts of one kind, and how many of them are measured. */
interface Saved {
  name: string;
  sizes: number[];
  conditions: Condition[];
  programs: Program[];
}

async function saved(name: string, draw: () => Condition, sizes: number[]): Promise<Saved> {
  const conditions = Array.from({ length: sizes.at(-1) ?? 0 }, draw);
  const programs = await timed(`a query compiled, ${name}`, conditions.length, () => compiled(conditions));
  return { name, sizes, conditions, programs };
}

async function measure({ name, conditions, programs }: Saved, size: number): Promise<void> {
  collect();
  const heap = process.memoryUsage().heapUsed;
  const index = createAlertIndex();
  for (const each of before) index.learn(each);
  const build = cpuMs(() => {
    for (const [n, program] of programs.slice(0, size).entries()) index.put(n, program);
  });
  collect();
  const megabytes = (process.memoryUsage().heapUsed - heap) / 2 ** 20;
  const tried = facts.reduce((sum, each) => sum + index.candidates(each).length, 0);
  const times: number[] = [];
  let matches = 0;
  const total = cpuMs(() => {
    for (const each of facts) {
      const begun = performance.now();
      matches += index.matching(each).length;
      times.push(performance.now() - begun);
    }
  });
  const { loading, fresh } = await inDatabase(programs.slice(0, size));
  console.log(
    row(
      ...[
        `${size}${name === narrow.name ? ' narrow' : ''}`,
        (matched / (total / 1000)).toFixed(0),
        at(times, 0.99).toFixed(2),
      ],
      ...[
        (matches / matched).toFixed(2),
        (tried / matched).toFixed(1),
        megabytes.toFixed(0),
        (build / 1000).toFixed(2),
      ],
      ...[
        (loading / 1000).toFixed(2),
        fresh.toFixed(2),
        size > 100 ? '' : (await asSql(conditions.slice(0, size))).toFixed(1),
      ],
    ),
  );
}

/** Milliseconds that a matcher takes to read all alerts, and then for one article. */
async function inDatabase(programs: Program[]): Promise<{ loading: number; fresh: number }> {
  await save(programs);
  const matcher = createMatcher(orm);
  const now = new Date();
  const loading = await clockMs(() => matcher.matching(facts[0]!, now));
  const some = facts.slice(0, 200);
  const fresh = await clockMs(async () => {
    for (const each of some) await matcher.matching(each, now);
  });
  return { loading, fresh: fresh / some.length };
}

async function save(programs: Program[]): Promise<void> {
  await orm.execute(sql`truncate alerts cascade`);
  const { plain } = await currentVersions(orm);
  const long = new Date(Date.now() - 86_400_000);
  const rows = programs.map((program, n) => ({
    ...{ owner: 'local', name: `Alert ${n}`, query: '', spec: {}, madeAt: long, changedAt: long },
    ...{ program, programVersion: plain },
  }));
  for (let from = 0; from < rows.length; from += 1000)
    await orm.insert(alerts).values(rows.slice(from, from + 1000));
  await orm.execute(sql`analyze alerts`);
}

/** Milliseconds for one article when each alert's query is put to the database. */
async function asSql(conditions: Condition[]): Promise<number> {
  const searches = conditions.map((condition) => searchOf(condition, { copies: true }));
  const some = facts.slice(0, Math.max(5, 100 / conditions.length));
  const ms = await clockMs(async () => {
    for (const { id } of some)
      for (const search of searches)
        await orm
          .select({ id: articles.id })
          .from(articles)
          .where(and(eq(articles.id, id), found(search)));
  });
  return ms / some.length;
}

async function compiled(all: Condition[]): Promise<Program[]> {
  const made: Program[] = [];
  for (let from = 0; from < all.length; from += 200)
    made.push(...(await programsOf(orm, all.slice(from, from + 200))));
  return made;
}

async function timed<Result>(what: string, times: number, act: () => Promise<Result>): Promise<Result> {
  const begun = performance.now();
  const result = await act();
  console.log(`${((performance.now() - begun) / times).toFixed(3)} ms: ${what}`);
  return result;
}

async function clockMs(act: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await act();
  return performance.now() - begun;
}

function cpuMs(act: () => void): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function at(numbers: number[], share: number): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) * share)] ?? 0;
}

function row(...cells: string[]): string {
  return cells.map((cell, n) => cell.padStart(n === 0 ? 14 : 11)).join('');
}
