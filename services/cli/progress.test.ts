import { expect, test } from 'vitest';
import { progressLine, startProgress } from './progress.ts';

test.each([
  [0, 5000, 0, '0 of 5,000 articles (0%)'],
  [1204, 5000, 25_000, '1,204 of 5,000 articles (24%), 48 a second, 1 min 19 s left'],
  [3, 40_000, 2_000, '3 of 40,000 articles (0%)'],
  [30, 40_000, 20_000, '30 of 40,000 articles (0%), 1.5 a second, 7 h 24 min left'],
  [999, 1000, 10_000, '999 of 1,000 articles (99%), 100 a second, 1 s left'],
  [1000, 1000, 10_000, '1,000 of 1,000 articles (100%), 100 a second'],
])('%i of %i after %i ms', (done, total, ms, line) => {
  expect(progressLine(done, total, ms)).toBe(line);
});

/** Shows 100 steps of 100 ms each. */
function shown(isTTY: boolean): string[] {
  const written: string[] = [];
  let ms = 0;
  const progress = startProgress({ isTTY, write: (text) => written.push(String(text)) > 0 }, () => ms);
  for (let done = 1; done <= 100; done++) {
    ms += 100;
    progress.show(done, 100);
  }
  progress.end();
  return written;
}

test('a terminal sees a bar that moves in one line', () => {
  const written = shown(true);
  expect(written.length).toBeGreaterThan(40);
  for (const text of written.slice(0, -1)) expect(text).toMatch(/^\r\x1b\[2K\[█*░*\] \d/);
  expect(written.at(-2)).toContain(`[${'█'.repeat(30)}] 100 of 100 articles (100%), 10 a second`);
  expect(written.at(-1)).toBe('\n');
});

test('a file gets plain lines now and then', () => {
  const written = shown(false);
  expect(written.length).toBeLessThan(5);
  for (const text of written) expect(text).toMatch(/^[\d,]+ of 100 articles[^\x1b\r]*\n$/);
  expect(written.at(-1)).toBe('100 of 100 articles (100%), 10 a second\n');
});

test('nothing to do is no progress', () => {
  const written: string[] = [];
  startProgress({ write: (text) => written.push(String(text)) > 0 }).end();
  expect(written).toEqual([]);
});

test('another unit begins a bar and a clock of its own', () => {
  const written: string[] = [];
  let ms = 0;
  const progress = startProgress({ write: (text) => written.push(String(text)) > 0 }, () => ms);
  progress.show(100, 100, 'kB');
  ms += 60_000;
  progress.show(0, 40, 'articles');
  ms += 10_000;
  progress.show(20, 40, 'articles');
  progress.end();
  progress.end();
  expect(written.slice(1)).toEqual([
    '100 of 100 kB (100%), 1.7 a second\n',
    '20 of 40 articles (50%), 2.0 a second, 10 s left\n',
    '20 of 40 articles (50%), 2.0 a second, 10 s left\n',
  ]);
});
