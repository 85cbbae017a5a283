const dayMs = 86_400_000;

/** A moment of the past as people say it: `08:00`, `yesterday 08:00`, `Monday 08:00`, `20 November 08:00`. */
export function sinceWords(since: Date, now: Date, timeZone: string): string {
  const time = since.toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  const days = (Date.parse(localDay(now, timeZone)) - Date.parse(localDay(since, timeZone))) / dayMs;
  if (days <= 0) return time;
  if (days === 1) return `yesterday ${time}`;
  const named = days < 7 ? ({ weekday: 'long' } as const) : ({ day: 'numeric', month: 'long' } as const);
  return `${since.toLocaleDateString('en-GB', { timeZone, ...named })} ${time}`;
}

// Swedish dates are written as ISO has them.
const localDay = (at: Date, timeZone: string) => at.toLocaleDateString('sv-SE', { timeZone });
