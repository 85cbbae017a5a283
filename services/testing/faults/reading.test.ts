import { expect, test } from 'vitest';
import { judgeHeard } from './listener.ts';
import { answeredAfter, judgeReaders } from './readers.ts';

test.each([
  ['all, once and in order', [1, 2, 5], []],
  ['one less', [1, 5], ['the stream missed notice 2']],
  ['one twice', [1, 2, 2, 5], ['the stream brought notice 2 again or late']],
  ['one late', [2, 1, 5], ['the stream brought notice 1 again or late']],
  ['one that was taken back', [1, 2, 4, 5], ['the stream told of notice 4, which is not in the archive']],
])('a stream that brought %s', (_, heard, wrong) => {
  expect(judgeHeard(heard, [1, 2, 5])).toEqual(wrong);
});

const log = [
  { at: 100, path: '/', status: 200 },
  { at: 200, path: '/', status: 0 },
  { at: 300, path: '/search', status: 503 },
  { at: 400, path: '/search', status: 200 },
];

test('readers may find nobody, and be told to come back', () => {
  expect(judgeReaders({ log, seen: new Set(['a']) }, new Set(['a', 'b']))).toEqual([]);
  expect(answeredAfter(log, 150)).toBe(250);
  expect(answeredAfter(log, 500)).toBeNull();
});

test('readers may meet no fault of ours, and what they saw stays', () => {
  const broken = { log: [...log, { at: 500, path: '/', status: 500 }], seen: new Set(['a', 'c']) };
  expect(judgeReaders(broken, new Set(['a']))).toEqual([
    'a reader of / was answered 500',
    'a reader was shown c, which is gone',
  ]);
});
