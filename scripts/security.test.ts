import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/security.md'), 'utf8');
/** Rows of the tables of threats: threat, what stands against it, tests, what is left. */
const rows = page
  .split('\n')
  .filter((line) => line.includes('.test.ts'))
  .map((line) => {
    const [, threat = '', against = '', tests = '', left] = line.split('|').map((cell) => cell.trim());
    const named = [...tests.matchAll(/`([^`]+\.test\.tsx?)` `([^`]+)`/g)];
    return { threat, against, left, tests: named.map(([, file, title]) => ({ file: file!, title: title! })) };
  });

test('every threat has something against it and a test that shows it', () => {
  expect(rows.length).toBeGreaterThanOrEqual(25);
  const bare = rows.filter(
    ({ threat, against, left, tests }) => !threat || !against || left === undefined || tests.length === 0,
  );
  expect(bare).toEqual([]);
});

test('every test that is named is in its file', () => {
  const textOf = (file: string) =>
    existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '';
  const missing = rows.flatMap(({ tests }) =>
    tests.filter(({ file, title }) => !textOf(file).includes(title)),
  );
  expect(missing).toEqual([]);
});

test('whoever starts with README finds it', () => {
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain('docs/security.md');
});
