const day = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' });
const shortDay = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** `2026-11-23 14:05 UTC` */
export const utc = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
/** `2026-11-23` in UTC: what makes two moments the same day. */
export const dateOf = (at: Date) => at.toISOString().slice(0, 10);
/** `Monday 23 November 2026` */
export const dayName = (at: Date) => day.format(at).replace(',', '');

export const dayMs = 86_400_000;

/** The moment `days` before `now`. */
export const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * dayMs);

/** What a list calls a day beside its date: a word for the last two, otherwise the weekday. */
export function dayWord(at: Date, now: Date): string {
  if (dateOf(at) === dateOf(now)) return 'Today';
  if (dateOf(at) === dateOf(daysBefore(now, 1))) return 'Yesterday';
  return weekday.format(at);
}

/** `in 12 min`, `3 h ago`, and beyond a month the date. */
export function relative(at: Date, now: Date): string {
  const minutes = Math.round((at.getTime() - now.getTime()) / 60_000);
  const size = Math.abs(minutes);
  if (size < 1) return 'now';
  if (size > 31 * 24 * 60) return shortDay.format(at);
  const amount =
    size < 60
      ? `${size} min`
      : size < 48 * 60
        ? `${Math.round(size / 60)} h`
        : `${Math.round(size / 1440)} days`;
  return minutes < 0 ? `${amount} ago` : `in ${amount}`;
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
      {shortDay.format(at)}
    </time>
  );
}

/** The moment in full. */
export function Moment({ at }: { at: Date }) {
  return <time datetime={at.toISOString()}>{utc(at)}</time>;
}

/** How long ago, or a dash for never. */
export function Ago({ at, now }: { at: Date | null; now: Date }) {
  if (!at) return <span class="none">never</span>;
  return (
    <time datetime={at.toISOString()} title={utc(at)}>
      {relative(at, now)}
    </time>
  );
}
