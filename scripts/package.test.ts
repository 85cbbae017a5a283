import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

// What the package holds; `npm run test:package` installs and tries it.

const root = join(import.meta.dirname, '..');
const { files, size } = packed();

function packed(): { files: string[]; size: number } {
  const said = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    ...{ cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 2 ** 26 },
  });
  const [told] = Object.values(JSON.parse(said)) as [{ size: number; files: { path: string }[] }];
  return { size: told.size, files: told.files.map(({ path }) => path) };
}

/** Every source that the program may load, from where it and its threads begin. */
function reached(): string[] {
  const known = new Set([
    'bin/chipwire.mjs',
    'services/worker/thread.mjs',
    'services/worker/engineThread.mjs',
  ]);
  for (const file of known)
    for (const [, words = '', path = ''] of readFileSync(join(root, file), 'utf8').matchAll(
      /(?:^|[;{}\n])\s*((?:import|export)\b[^;'"]*?from\s*|import\s*|.*?\bimport\()['"](\.[^'"]+)['"]/g,
    )) {
      const next = join(file, '..', path);
      // What is imported for its types alone is loaded by nobody.
      if (!/^(?:import|export) type\b/.test(words) && existsSync(join(root, next))) known.add(next);
    }
  return [...known];
}

test('the package holds every source that the program loads', () => {
  const needed = reached();
  expect(needed.length).toBeGreaterThan(700);
  expect(needed.filter((file) => !files.includes(file))).toEqual([]);
});

test('the package holds what an installed Chipwire reads, and its documents', () => {
  expect(files).toEqual(
    expect.arrayContaining([
      ...['README.md', 'LICENSE', 'CHANGELOG.md', 'docs/upgrade.md', 'feeds.yaml', 'tsconfig.json'],
      ...['db/migrations/meta/_journal.json', 'services/tag/sentiment/model/weights.bin'],
    ]),
  );
});

test('the package holds nothing that only development needs', () => {
  const spare =
    /\.test\.tsx?$|(?:^|\/)(?:testing|fixtures|bench|train|gold)\/|\.(?:png|gz|backup|tgz)$|_snapshot\.json$/;
  expect(files.filter((file) => spare.test(file))).toEqual([]);
  expect(size).toBeLessThan(6_000_000);
});
