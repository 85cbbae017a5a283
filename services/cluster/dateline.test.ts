import { expect, test } from 'vitest';
import { datelineOf } from './dateline.ts';

const july7 = Date.UTC(2012, 6, 7) / 86_400_000;

test.each([
  'Updated: July 7, 2012, 10:04 PM ET',
  'LONDON, 7 July 2012 - The bank said',
  '7th Jul. 2012',
  'SATURDAY , JULY 7 , 2012 , 10 : 53 AM',
  'https://a.test/news/2012/07/07/title',
  'http : / / a . test / 2012 / jul / 07 / title',
  '2012 - 07 - 07 The bank said',
  '路透北京2012年7月7日电',
  'July 7, 2012 - It was announced on May 1, 2011',
])('finds the day in %s', (text) => {
  expect(datelineOf(text)).toBe(july7);
});

test.each([
  '',
  'On July 7 the bank said',
  'July 2012',
  'Sales of 2012 10 45',
  'February 30, 2012',
  'On the 7th',
  `${'word '.repeat(110)}July 7, 2012`,
])('finds none in %s', (text) => {
  expect(datelineOf(text)).toBeNull();
});
