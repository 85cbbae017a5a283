import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { expect, test } from 'vitest';
import { rows } from './backup.ts';
import { openEmbedded } from './embedded.ts';
import { NewerArchiveError, OtherPostgresError } from './schemaVersion.ts';
import { openTestDatabase } from './testing/database.ts';
import { catalogOf, nameOf, openBare } from './testing/releases.ts';
import { databaseUrl } from './testing/setup.ts';

const { DATABASE_URL } = process.env;

async function freshCatalog(): Promise<string[]> {
  const fresh = await openTestDatabase();
  return catalogOf(fresh.orm).finally(() => fresh.close());
}

test('an archive of a newer Chipwire is refused, and left as it is', async () => {
  const db = await openTestDatabase();
  const before = await catalogOf(db.orm);
  await db.orm.execute(
    sql`insert into drizzle.__drizzle_migrations (hash, created_at)
      select 'of the next version', max(created_at) + 1 from drizzle.__drizzle_migrations`,
  );
  await expect(db.migrate()).rejects.toThrow(NewerArchiveError);
  expect(await catalogOf(db.orm)).toEqual(before);
  await db.close();
});

test.skipIf(!DATABASE_URL)(
  'a migration that is cut off leaves nothing, and the next one does it all',
  async () => {
    const db = await openBare();
    const url = databaseUrl(DATABASE_URL!, await nameOf(db));
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    // The migration that makes this table waits for whoever is making it.
    await other.query('begin; create table events ()');
    const cutOff = expect(db.migrate()).rejects.toThrow();
    const look = (what: string) =>
      rows(
        db.orm,
        sql.raw(`select ${what} from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and application_name like '%migration'`),
      );
    await expect.poll(() => look('pid'), { timeout: 30_000 }).toHaveLength(1);
    await look('pg_terminate_backend(pid)');
    await cutOff;
    await other.query('rollback');
    await other.end();
    expect(await catalogOf(db.orm)).toEqual([]);
    await db.migrate();
    expect(await catalogOf(db.orm)).toEqual(await freshCatalog());
    await db.close();
  },
);

test.skipIf(DATABASE_URL)(
  'a process that is killed while it migrates leaves an archive that the next one brings up to date',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chipwire-test-'));
    await (await openEmbedded(folder)).close();
    for (const ms of [50, 250, 700]) await killWhileMigrating(folder, ms);
    const db = await openEmbedded(folder);
    await db.migrate();
    expect(await catalogOf(db.orm)).toEqual(await freshCatalog());
    await db.close();
    rmSync(folder, { recursive: true });
  },
  120_000,
);

/** Kills a process this long after it began to migrate. */
async function killWhileMigrating(folder: string, ms: number): Promise<void> {
  const program = `import { openEmbedded } from ${JSON.stringify(join(import.meta.dirname, 'embedded.ts'))};
    const db = await openEmbedded(${JSON.stringify(folder)});
    await new Promise((written) => process.stdout.write('open', written));
    await db.migrate();`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout!, 'data');
  await sleep(ms);
  child.kill('SIGKILL');
  await once(child, 'exit');
}

test('a folder that another PostgreSQL made is refused before it is opened', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'chipwire-test-'));
  mkdirSync(join(folder, 'postgres'));
  writeFileSync(join(folder, 'postgres/PG_VERSION'), '17\n');
  await expect(openEmbedded(folder)).rejects.toThrow(OtherPostgresError);
  rmSync(join(folder, 'postgres'), { recursive: true });
  // Refused once, the folder is free for the next; and what is made now is of the version that is expected.
  await (await openEmbedded(folder)).close();
  const again = await openEmbedded(folder);
  expect(await rows(again.orm, sql`select 1 as one`)).toEqual([{ one: 1 }]);
  await again.close();
  rmSync(folder, { recursive: true });
});
