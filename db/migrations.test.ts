import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { releasedMigrations } from './testing/releases.ts';

const folder = join(import.meta.dirname, 'migrations');
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .sort();
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

test('what was released stays as it is: archives have gone through it', () => {
  const hashes = Object.fromEntries(
    Object.keys(releasedMigrations()).map((name) => [
      name,
      createHash('sha256').update(read(name)).digest('hex'),
    ]),
  );
  expect(hashes).toEqual(releasedMigrations());
  // A new one comes after all of these.
  expect(files.slice(0, Object.keys(hashes).length)).toEqual(Object.keys(hashes).sort());
});

test('the journal lists every migration, each later than the one before: others are passed over in silence', () => {
  const { entries } = JSON.parse(read('meta/_journal.json')) as {
    entries: { idx: number; when: number; tag: string }[];
  };
  expect(entries.map(({ tag }) => `${tag}.sql`)).toEqual(files);
  expect(entries.map(({ idx }) => idx)).toEqual(entries.map((_, n) => n));
  const times = entries.map(({ when }) => when);
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
});

/** What was thrown away with a reason that stands here, since a released migration takes no comment any more. */
const known: Record<string, string[]> = {
  // Stories that no article belonged to; a story is known by its first article since, and by no print of its own.
  '0004_archive.sql': ['DELETE FROM "stories"', 'DROP COLUMN "fingerprint"', 'DROP COLUMN "created_at"'],
  // Their articles went into ruling_pairs, which the same migration fills from them.
  '0005_rulings.sql': ['DROP COLUMN "article_id"', 'DROP COLUMN "other_id"'],
};

test.each(files)('%s throws nothing away without saying why', (name) => {
  // A comment right above a statement is its reason.
  const bare = read(name).replaceAll(/^--(?!>).*\n[^;]*;/gm, '');
  const lost = [...bare.matchAll(/\bDROP (?:TABLE|COLUMN) "\w+"|^\s*(?:DELETE FROM|TRUNCATE)[^;]*?"\w+"/gim)];
  expect(lost.map(([words]) => words.trim())).toEqual(known[name] ?? []);
});
