/** A day in a calendar. */
export interface CalendarDay {
  /** Stays the same while it is the same thing; a calendar changes what it has by it. */
  id: string;
  /** `YYYY-MM-DD` */
  day: string;
  /** When what is said of it last changed. */
  changedAt: Date;
  title: string;
  text: string;
  url: string;
  isSure: boolean;
}

export const calendarType = 'text/calendar; charset=utf-8';

/**
 * An iCalendar file (RFC 5545) of whole days that block no time.
 *
 * @param name what calendars call it; a calendar that knows how asks again every six hours
 */
export function calendar(name: string, days: readonly CalendarDay[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Chipwire//Clocks//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${text(name)}`,
    `X-WR-CALNAME:${text(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    'X-PUBLISHED-TTL:PT6H',
    ...days.flatMap(event),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

const event = ({ id, day, changedAt, title, text: told, url, isSure }: CalendarDay): string[] => [
  'BEGIN:VEVENT',
  `UID:${text(id)}`,
  `DTSTAMP:${changedAt.toISOString().replaceAll(/[-:]/g, '').replace(/\.\d+/, '')}`,
  `DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`,
  `SUMMARY:${text(title)}`,
  `DESCRIPTION:${text(told)}`,
  // A URI is written as it is: nothing of it may end the line.
  `URL:${new URL(url).href}`,
  `STATUS:${isSure ? 'CONFIRMED' : 'TENTATIVE'}`,
  'TRANSP:TRANSPARENT',
  'END:VEVENT',
];

/** A value of type TEXT: line ends are written as letters, other controls not at all. */
const text = (value: string): string =>
  value
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');

const longest = 75;

/** Lines of 75 octets at most, the next begins with a space; no character is cut in two. */
function folded(line: string): string {
  const lines = [''];
  let octets = 0;
  for (const sign of line) {
    const size = Buffer.byteLength(sign);
    if (octets + size > longest) {
      lines.push(' ');
      octets = 1;
    }
    lines[lines.length - 1] += sign;
    octets += size;
  }
  return lines.join('\r\n');
}
