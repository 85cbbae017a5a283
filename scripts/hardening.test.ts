import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/hardening.md'), 'utf8');
/** Rows of the tables: number, promise, tests, figure. */
const rows = [...page.matchAll(/^\| (\d+) \| (.+?) \| (.+) \| (.+?) \|$/gm)].map(
  ([, number, promise, tests, passes]) => ({
    ...{ number: Number(number), promise, passes },
    tests: [...tests!.matchAll(/`([^`]+)` `([^`]+)`/g)].map(([, file, title]) => ({
      file: file!,
      title: title!,
    })),
  }),
);

test('every promise from 1 to 36 is there once, with tests and a figure', () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 36 }, (_, n) => n + 1));
  for (const { number, tests } of rows) expect(tests.length, `row ${number}`).toBeGreaterThan(0);
});

test('every test that a row names is in its file', () => {
  const missing = rows.flatMap(({ number, tests }) =>
    tests.filter(({ file, title }) => !titlesIn(file).includes(title)).map((one) => ({ number, ...one })),
  );
  expect(missing).toEqual([]);
});

test('every test that says a row’s number is named in that row', () => {
  const named = rows.flatMap(({ number, tests }) => tests.map(({ file }) => `${number} ${file}`));
  const marked = testFiles().flatMap((file) => rowsIn(file).map((number) => `${number} ${file}`));
  expect(marked.filter((one) => !named.includes(one))).toEqual([]);
});

/** A file’s text; empty where there is none. */
const titlesIn = (file: string) =>
  existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '';

const rowsIn = (file: string) =>
  [...titlesIn(file).matchAll(/['`"]row (\d+):/g)].map(([, number]) => Number(number));

const testFiles = () =>
  ['services', 'db'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.test\.tsx?$/.test(file))
      .map((file) => join(folder, file)),
  );
