import { dateFormat } from '../../text/formats.ts';
import { language, tags } from '../language/language.ts';
import { say } from '../language/say.tsx';

// Days and times, all in UTC. Dates in figures (2026-11-23) are the same in every language, for those who copy them.

/** A format of the page's language. */
const format = (options: Intl.DateTimeFormatOptions) =>
  dateFormat(tags[language()], { ...options, timeZone: 'UTC' });

/** `2026-11-23 14:05 UTC` */
export const utc = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
/** `2026-11-23` in UTC: what makes two moments the same day. */
export const dateOf = (at: Date) => at.toISOString().slice(0, 10);

/** `Monday 23 November 2026`; `2026年11月23日星期一` */
export const dayName = (at: Date): string =>
  format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(at).replace(',', '');

/** `23 Nov 2026`; `2026年11月23日` */
export const shortDay = (at: Date): string =>
  format({ day: 'numeric', month: 'short', year: 'numeric' }).format(at);

/** `23 November`; `11月23日` */
export const dayOfYear = (at: Date): string => format({ day: 'numeric', month: 'long' }).format(at);

/** `November 2026`; `2026年11月` */
export const monthName = (at: Date): string => format({ month: 'long', year: 'numeric' }).format(at);

export const dayMs = 86_400_000;

/** The moment `days` before `now`. */
export const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * dayMs);

/** What a list calls a day beside its date: a word for the last two, otherwise the weekday. */
function dayWord(at: Date, now: Date): string {
  if (dateOf(at) === dateOf(now)) return say('Today');
  if (dateOf(at) === dateOf(daysBefore(now, 1))) return say('Yesterday');
  return format({ weekday: 'long' }).format(at);
}

/** A day as a heading of a list: `Today 23 Nov 2026`, `Friday 20 Nov 2026`; `今天 2026年11月23日`, `2026年11月20日星期五`. */
export function ListDay({ at, now }: { at: Date; now: Date }) {
  const word = <span>{dayWord(at, now)}</span>;
  const isLately = dateOf(at) >= dateOf(daysBefore(now, 1)) && at <= now;
  return language() === 'zh' && !isLately ? (
    <>
      <ShortDay at={at} />
      {word}
    </>
  ) : (
    <>
      {word} <ShortDay at={at} />
    </>
  );
}

/** `in 12 min`, `3 h ago`, and beyond a month the date. */
export function relative(at: Date, now: Date): string {
  const minutes = Math.round((at.getTime() - now.getTime()) / 60_000);
  const size = Math.abs(minutes);
  if (size < 1) return say('now');
  if (size > 31 * 24 * 60) return shortDay(at);
  const amount = duration(size * 60, size < 48 * 60 ? 'hours' : 'days');
  return minutes < 0 ? say('{amount} ago', { amount }) : say('in {amount}', { amount });
}

/** How far off a day is: `today`, `tomorrow`, `in 4 days`, `13 days ago`. */
export function daysOff(days: number): string {
  if (days === 0) return say('today');
  if (days === 1) return say('tomorrow');
  const amount = duration(Math.abs(days) * 86_400, 'days');
  return days > 0 ? say('in {amount}', { amount }) : say('{amount} ago', { amount });
}

/** `45 min`, `2.5 h`, `1 day`; whole hours or days where the finer part says nothing. */
export function duration(seconds: number, upTo?: 'hours' | 'days'): string {
  if (seconds < 3600) return say('{n} min', { n: Math.round(seconds / 60) });
  if (upTo === 'hours') return say('{n} h', { n: Math.round(seconds / 3600) });
  if (upTo !== 'days' && seconds < 86_400) return say('{n} h', { n: String(Math.round(seconds / 360) / 10) });
  const days = Math.round(seconds / 86_400);
  return days === 1 ? say('1 day') : say('{n} days', { n: days });
}

/** `14:05`, under a heading that gives the day. */
export function Clock({ at }: { at: Date }) {
  return (
    <time datetime={at.toISOString()} title={utc(at)}>
      {at.toISOString().slice(11, 16)}
    </time>
  );
}

/** `23 Nov 2026` */
export function ShortDay({ at }: { at: Date }) {
  return (
    <time datetime={at.toISOString()} title={utc(at)}>
      {shortDay(at)}
    </time>
  );
}

/** `23 Nov 2026 14:05 UTC` */
export const DayTime = ({ at }: { at: Date }) => (
  <time datetime={at.toISOString()}>{`${shortDay(at)} ${at.toISOString().slice(11, 16)} UTC`}</time>
);

/** The moment in full. */
export function Moment({ at }: { at: Date }) {
  return <time datetime={at.toISOString()}>{utc(at)}</time>;
}

/** How long ago, or a word for never. */
export function Ago({ at, now }: { at: Date | null; now: Date }) {
  if (!at) return <span class="none">{say('never')}</span>;
  return (
    <time datetime={at.toISOString()} title={utc(at)}>
      {relative(at, now)}
    </time>
  );
}
