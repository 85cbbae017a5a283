import { expect, test } from 'vitest';
import { dateFormat, isTimeZone, numberFormat } from './formats.ts';

test('what is asked for again is made once', () => {
  const percent = numberFormat('en', { style: 'percent' });
  expect(numberFormat('en', { style: 'percent' })).toBe(percent);
  expect(numberFormat('zh', { style: 'percent' })).not.toBe(percent);
  expect(percent.format(0.5)).toBe('50%');
});

test('who asks for ever more of them does not fill the memory', () => {
  const first = dateFormat('en', { timeZone: 'UTC', year: 'numeric' });
  // Names of zones may be written in any case: 2^n spellings of each.
  for (let n = 0; n < 2_000; n++) {
    const spelling = [...'europe/berlin']
      .map((sign, at) => ((n >> at) & 1 ? sign.toUpperCase() : sign))
      .join('');
    expect(isTimeZone(spelling)).toBe(true);
  }
  expect(dateFormat('en', { timeZone: 'UTC', year: 'numeric' })).not.toBe(first);
});

test('a zone that does not exist is none', () => {
  expect(isTimeZone('Mars/Olympus')).toBe(false);
});
