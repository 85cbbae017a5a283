import { expect, test } from 'vitest';
import { calendar } from './ics.ts';

const day = {
  id: 'clock-1@chipwire',
  day: '2026-11-27',
  changedAt: new Date('2026-11-20T02:15:00.123Z'),
  title: 'Pause ends',
  text: '',
  url: 'https://news.example.com/clocks#c1',
  isSure: true,
};
const unfolded = (file: string) => file.replaceAll('\r\n ', '').split('\r\n');

test('a day is a whole-day event that blocks no time', () => {
  const file = calendar('Clocks', [day]);
  expect(unfolded(file)).toEqual(
    expect.arrayContaining([
      'BEGIN:VEVENT',
      'UID:clock-1@chipwire',
      'DTSTAMP:20261120T021500Z',
      'DTSTART;VALUE=DATE:20261127',
      'SUMMARY:Pause ends',
      'URL:https://news.example.com/clocks#c1',
      'STATUS:CONFIRMED',
      'TRANSP:TRANSPARENT',
    ]),
  );
  expect(file.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')).toBe(true);
  expect(file.endsWith('END:VEVENT\r\nEND:VCALENDAR\r\n')).toBe(true);
});

test('hostile text stays text: no line and no property of its own', () => {
  const title = 'a;b,c\\d\r\nBEGIN:VALARM\nX\u0000\u0007:1\rend';
  const lines = unfolded(calendar('x', [{ ...day, title, isSure: false }]));
  expect(lines).toContain('SUMMARY:a\\;b\\,c\\\\d\\nBEGIN:VALARM\\nX:1\\nend');
  expect(lines).toContain('STATUS:TENTATIVE');
  expect(lines.filter((line) => line.startsWith('BEGIN:'))).toEqual(['BEGIN:VCALENDAR', 'BEGIN:VEVENT']);
});

test('lines have 75 octets at most, and no character is cut in two', () => {
  const title = '镓锗锑出口禁令暂停到期🚧'.repeat(20);
  const file = calendar('x', [{ ...day, title }]);
  for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(unfolded(file)).toContain(`SUMMARY:${title}`);
});
