import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgresBackend, withBackend } from 'bullmq';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from './client.ts';
import { FolderInUseError, lockFolder } from './lock.ts';
import { openTestDatabase } from './testing/database.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipwire-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process that takes the folder, says so, and then blocks its event loop: the hardest holder to notice. */
async function holder() {
  const script = join(folder, 'hold.ts');
  writeFileSync(
    script,
    `import { lockFolder } from ${JSON.stringify(join(import.meta.dirname, 'lock.ts'))};\nlockFolder(${JSON.stringify(folder)});\nprocess.stdout.write('held', () => { for (;;) ; });`,
  );
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

describe('the data folder', () => {
  test('is refused to a second process, even when the first one hangs, and free again after kill -9', async () => {
    const child = await holder();
    expect(() => lockFolder(folder)).toThrow(FolderInUseError);
    expect(() => lockFolder(folder)).toThrow(new RegExp(`${folder}.*process ${child.pid}.*CHIPWIRE_DATA`));
    child.kill('SIGKILL');
    await once(child, 'exit');
    lockFolder(folder)();
    lockFolder(folder)();
  });

  test('keeps what was stored, and opens again', async () => {
    const settings = { dataFolder: folder, queueWorkers: 0 };
    const first = await openDatabase(settings);
    await first.orm.execute(sql`insert into lists (name, version) values ('kept', '1')`);
    await expect(openDatabase(settings)).rejects.toThrow(FolderInUseError);
    await first.close();
    const second = await openDatabase(settings);
    const { rows } = (await second.orm.execute(sql`select name from lists`)) as unknown as {
      rows: object[];
    };
    expect(rows).toEqual([{ name: 'kept' }]);
    await second.close();
  });
});

test('queues and transactions share one embedded session without mixing', async () => {
  const db = await openTestDatabase();
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const connection = db.queuePool;
  const queue = new Queue('mix', { connection });
  const done: number[] = [];
  const worker = new Worker(
    'mix',
    async (job) => {
      await db.orm
        .transaction(async (tx) => {
          await tx.execute(sql`insert into lists (name, version) values (${`job ${job.data.n}`}, '1')`);
          if (job.data.n % 2) throw new Error('undo');
        })
        .catch(() => {});
      done.push(job.data.n);
    },
    { connection, concurrency: 8 },
  );
  await queue.addBulk(Array.from({ length: 40 }, (_, n) => ({ name: 'job', data: { n } })));
  await expect.poll(() => done.length, { timeout: 20_000 }).toBe(40);
  const { rows } = (await db.orm.execute(sql`select count(*)::int as n from lists`)) as unknown as {
    rows: object[];
  };
  expect(rows).toEqual([{ n: 20 }]);
  await worker.close();
  await queue.close();
  await db.close();
});

test('a queue statement that would open a transaction on the shared session is refused', async () => {
  const db = await openTestDatabase();
  if (db.home === 'embedded')
    await expect(db.queuePool.query('-- a comment\nBEGIN')).rejects.toThrow(/block the whole/);
  await db.close();
});
