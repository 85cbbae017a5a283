import { type CalendarDay, calendar } from '../../export/ics.ts';
import { listed, say } from '../language/say.tsx';
import { certaintyName, statusName } from '../parts/names.ts';
import { dateOf, daysBefore } from '../parts/times.tsx';
import { type BoardClock, clockId, clockTitle } from './clockBoard.ts';

/** Days that a calendar still shows of the past. */
const daysBack = 365;

/**
 * The clocks as an iCalendar file, in the language of the page.
 *
 * @param home where the pages are
 */
export function clockCalendar(clocks: readonly BoardClock[], home: string, now: Date): string {
  const first = daysBefore(now, daysBack).toISOString().slice(0, 10);
  const days = clocks.filter(({ day }) => day >= first).map((clock) => calendarDay(clock, home, now));
  return calendar(`Chipwire: ${say('Clocks')}`, days);
}

function calendarDay(clock: BoardClock, home: string, now: Date): CalendarDay {
  const id = clockId(clock);
  // The list does not say when it learned of a fact; whole days, so that a calendar that asks again may be told nothing is new.
  const latest = clock.sources.at(-1)?.article.publishedAt ?? dateOf(now);
  return {
    id: `${id}@chipwire`,
    day: clock.day,
    changedAt: new Date(latest),
    title: clockTitle(clock),
    text: [lawLine(clock), ...sourceLines(clock), conflictLine(clock)].filter(Boolean).join('\n'),
    url: new URL(`/clocks?past=all#${encodeURIComponent(id)}`, home).href,
    isSure: clock.certainty === 'law' || clock.certainty === 'stated',
  };
}

function lawLine({ law }: BoardClock): string {
  if (!law) return '';
  const words = [statusName(law.is), law.note, law.source].filter((each) => each !== undefined);
  return say('In law: {what}', { what: words.join('; ') });
}

/** The first few, with their addresses: what a note in a calendar has room for. */
const sourceLines = ({ sources }: BoardClock): string[] =>
  sources.slice(0, 3).map(({ article: { publisher, title, url }, certainty }) => {
    const sure = certaintyName(certainty);
    return [`${publisher}: ${title}`, sure && `(${sure})`, url].filter(Boolean).join(' ');
  });

const conflictLine = ({ otherDays }: BoardClock): string =>
  otherDays.length > 0 ? say('Also told for {days}.', { days: listed(otherDays) }) : '';
