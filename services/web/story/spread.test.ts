import { expect, it } from 'vitest';
import { arrivalsOf, hoursOf, pace, placeOf, rowsOf, spanOf } from './spread.ts';

const at = (time: string) => new Date(`2026-03-0${time}:00Z`);
let id = 1;
const moment = (publisher: string, time: string, copyOf: number | null = null) => ({
  ...{ id: id++, title: 'T', language: 'en', publishedAt: at(time), publisher, copyOf },
});
const moments = [
  moment('Wire', '1T08:00'),
  moment('Copyist', '1T08:30', 1),
  moment('Ledger', '1T10:00'),
  moment('Wire', '1T11:00'),
  moment('Copyist', '2T08:00'),
  moment('Review', '3T08:00'),
];

it('a row for each publisher, in the order in which they came, copies told apart', () => {
  const rows = rowsOf(moments);
  expect(rows.map(({ publisher, articles, copies }) => [publisher, articles, copies])).toEqual([
    ['Wire', 2, 0],
    ['Copyist', 1, 1],
    ['Ledger', 1, 0],
    ['Review', 1, 0],
  ]);
  const arrivals = arrivalsOf(rows);
  expect(arrivals).toEqual(['1T08:00', '1T10:00', '2T08:00', '3T08:00'].map(at));
  expect(pace(arrivals)).toEqual({ half: 7200, all: 172_800 });
  expect(pace(arrivals.slice(0, 3))).toEqual({ half: null, all: 86_400 });
  expect([pace(arrivals.slice(0, 1)), pace([])]).toEqual(Array(2).fill({ half: null, all: null }));
});

it('an axis from the first to the last article, of an hour at least', () => {
  const span = spanOf(moments);
  expect([placeOf(span.from, span), placeOf(span.to, span)]).toEqual([3, 97]);
  const one = spanOf(moments.slice(0, 1));
  expect(one.to - one.from).toBe(3_600_000);
});

it('full hours of a short span and none of a long one', () => {
  const hours = (from: string, to: string) =>
    hoursOf({ from: at(from).getTime(), to: at(to).getTime() }, 6).map((ms) =>
      new Date(ms).toISOString().slice(8, 16),
    );
  expect(hours('1T08:10', '1T11:00')).toEqual(['01T09:00', '01T10:00', '01T11:00']);
  expect(hours('1T08:10', '2T20:00')).toEqual([
    '01T12:00',
    '01T18:00',
    '02T00:00',
    '02T06:00',
    '02T12:00',
    '02T18:00',
  ]);
  expect(hours('1T08:10', '9T20:00')).toEqual([]);
});
