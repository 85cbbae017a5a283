import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { openDatabase } from '../../../db/client.ts';
import { articles } from '../../../db/schema.ts';
import { databaseUrl, onServer } from '../../../db/testing/setup.ts';
import { load } from './load.ts';
import { measure } from './measure.ts';
import { tellSizes } from './sizes.ts';

// Searches of a generated archive: 1,000,000 articles on the server that DATABASE_URL names (in a database of its own,
// dropped at the end), 100,000 embedded. --articles takes another number; --keep keeps the database under the name
// given, and goes on with it where it is there already. --cpu counts this process's time on the processor instead of the
// clock's: on a machine that others use, and embedded, where all is done in this process. --partitions makes each month
// a partition, and --sizes tells how many bytes an article takes in each table and index.

const { DATABASE_URL } = process.env;
const { values } = parseArgs({
  options: {
    ...{ articles: { type: 'string' }, keep: { type: 'string' }, cpu: { type: 'boolean' } },
    ...{ partitions: { type: 'boolean' }, sizes: { type: 'boolean' } },
  },
});
const count = Number(values.articles ?? (DATABASE_URL ? 1_000_000 : 100_000));
const name = values.keep ?? `chipwire_bench_${randomBytes(4).toString('hex')}`;
const folder = values.keep ? join(tmpdir(), name) : mkdtempSync(join(tmpdir(), 'chipwire-bench-'));
if (DATABASE_URL)
  await onServer(DATABASE_URL, `create database ${name}`).catch((error) => {
    if (!values.keep) throw error;
  });
const db = await openDatabase({
  databaseUrl: DATABASE_URL && databaseUrl(DATABASE_URL, name),
  dataFolder: folder,
  queueWorkers: 0,
});
function cpuClock(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const started = performance.now();
const there = await db.orm.$count(articles);
if (there === 0) {
  await load(db.orm, count, DATABASE_URL ? 3 : 1, values.partitions);
  if (DATABASE_URL) await onServer(databaseUrl(DATABASE_URL, name), 'vacuum analyze');
  else await db.orm.execute(sql`vacuum analyze`);
}
console.log(
  `${count} articles, ${db.home}; ${there === 0 ? 'loaded' : 'opened'} in ${Math.round((performance.now() - started) / 1000)} s`,
);
if (values.sizes) await tellSizes(db.orm, count);
await measure(db.orm, values.cpu ? cpuClock : () => performance.now());
await db.close();
if (!values.keep) {
  rmSync(folder, { recursive: true, force: true });
  if (DATABASE_URL) await onServer(DATABASE_URL, `drop database ${name}`);
}
