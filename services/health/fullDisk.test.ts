import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countSteps } from '../../db/articles.ts';
import { addFeed } from '../../db/testing/faults.ts';
import { type App, startApp } from '../app.ts';
import { readConfig } from '../runtime/config.ts';
import { freeBytes, leastRoomBytes } from '../runtime/room.ts';
import { articlePage, give, rss, startPublisher } from '../testing/app.ts';
import { serverPrograms, startPostgres } from '../testing/faults/server.ts';
import { full } from '../testing/full.ts';
import { shows } from './testing/seen.ts';

const folder = mkdtempSync(join(tmpdir(), 'chipwire-'));
chmodSync(folder, 0o755); // PostgreSQL runs as another user
const disk = join(folder, 'disk');

/** A file system of this test’s own, where the system lets us have one. */
function mounted(): boolean {
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=320m', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const isMounted = mounted();

afterAll(() => {
  if (isMounted) execFileSync('umount', ['-l', disk]);
  rmSync(folder, { recursive: true, force: true });
});

const kinds = ['of the embedded database', ...(full && serverPrograms() ? ['of a PostgreSQL'] : [])];

describe.skipIf(!isMounted).each(kinds)('a small disk %s', (kind) => {
  let app: App;
  let publisher: Awaited<ReturnType<typeof startPublisher>>;
  let postgres: Awaited<ReturnType<typeof startPostgres>> | undefined;
  beforeAll(async () => {
    publisher = await startPublisher();
    // Its log is not to fill up with it.
    symlinkSync(join(folder, 'postgres.log'), join(disk, 'postgres.log'));
    postgres = kind.endsWith('PostgreSQL') ? await startPostgres(disk) : undefined;
    app = await startApp({
      config: readConfig({
        ...{ PORT: '0', CHIPWIRE_DATA: join(disk, 'data'), CHIPWIRE_ALLOW_HOSTS: publisher.host },
        DATABASE_URL: postgres?.url,
      }),
      log: pino({ level: 'silent' }),
      roles: { workers: true, web: true },
    });
  }, 120_000);
  afterAll(async () => {
    await app?.close();
    await publisher?.close();
    await postgres?.crash();
    for (const name of readdirSync(disk)) rmSync(join(disk, name), { recursive: true });
  });

  /** Lets there be a feed with so many long articles. */
  async function publish(id: string, articles: number): Promise<void> {
    const entries = Array.from({ length: articles }, (_, nth) => {
      const path = `/${id}-${nth}`;
      const text = `Report ${id} ${nth} says that Huawei made new chips of ${nth + 2} nanometres. `.repeat(
        40,
      );
      publisher.answers[path] = give('text/html', articlePage(`Report ${id} ${nth}`, [text, text]));
      return { title: `Report ${id} ${nth}`, link: publisher.origin + path, guid: `${id}-${nth}` };
    });
    publisher.answers[`/${id}.xml`] = give('application/rss+xml', rss(entries));
    await addFeed(app.db.orm, { id, url: `${publisher.origin}/${id}.xml` });
  }
  const steps = () => countSteps(app.db.orm);
  const settled = async (n: number) => {
    await expect.poll(async () => (await steps()).clustered, { timeout: 150_000, interval: 200 }).toBe(n);
    expect(await steps()).toMatchObject({ found: 0, read: 0, tagged: 0, failed: 0 });
  };

  /**
   * Takes what is left, while others write as well: from a PostgreSQL all of it, from the embedded database what it may
   * lose, since without any room it can go round for ever in a write.
   */
  async function fill(): Promise<string> {
    const file = join(disk, 'filler');
    const piece = Buffer.alloc(64 * 1024);
    const left = postgres ? 0 : leastRoomBytes / 2;
    try {
      while ((await freeBytes(disk)) >= left) appendFileSync(file, piece);
      return file;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      return file;
    }
  }

  test('that fills up while articles are written: nothing is lost, and it goes on', async () => {
    await publish('before', 2);
    await settled(2);
    await publish('while', 30);
    await expect
      .poll(async () => (await steps()).found, { timeout: 60_000, interval: 20 })
      .toBeGreaterThan(0);
    const filler = await fill();
    // A checkpoint gives room back.
    const again = setInterval(() => void fill(), 300);
    const [name, none, room] = postgres
      ? (['writing', 'database-full', 'writable'] as const)
      : (['disk', 'room-none', 'room-short'] as const);
    expect(await shows(app.origin!, name, none)).toMatchObject({ status: 200, state: 'failing' });
    clearInterval(again);
    await new Promise((done) => setTimeout(done, 10_000));
    expect(await steps()).toMatchObject({ failed: 0 });
    expect((await fetch(`${app.origin}/stories`)).status).toBe(200);
    rmSync(filler);
    await shows(app.origin!, name, room);
    await settled(32);
  }, 400_000);
});
