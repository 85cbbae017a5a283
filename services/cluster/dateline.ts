/** So far from its start a text says of which day it is; later dates are those of what it tells. */
const headLength = 500;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const month = `(?<month>${months.join('|')})[a-z]{0,6}`;
const year = '(?<year>(?:19|20)\\d\\d)';
const day = '(?<day>\\d{1,2})(?:st|nd|rd|th)?';
/** July 7, 2012; 7 July 2012; 2012-07-07 and 2012/Jul/07, also with spaces; 2012年7月7日. */
const forms = [
  `\\b${month}\\W{1,3}${day}\\W{1,4}${year}\\b`,
  `\\b${day}\\W{1,3}${month}\\W{1,4}${year}\\b`,
  `\\b${year}\\W{1,3}(?:${month}|(?<number>[01]?\\d))\\W{1,3}${day}\\b`,
  `${year}\\s?年\\s?(?<number>[01]?\\d)\\s?月\\s?${day}\\s?日`,
].map((form) => new RegExp(form, 'gi'));

/**
 * The first day with its year at the head of a text, for articles that came without a time.
 *
 * @returns days since 1970, or null
 */
export function datelineOf(text: string): number | null {
  const head = text.slice(0, headLength);
  const found = forms
    .flatMap((form) => [...head.matchAll(form)])
    .map(({ index, groups = {} }) => ({ index, day: dayOf(groups) }))
    .filter(({ day }) => day !== undefined)
    .sort((a, b) => a.index - b.index);
  return found[0]?.day ?? null;
}

function dayOf({ year, month, number, day }: Partial<Record<string, string>>): number | undefined {
  const nth = month ? months.indexOf(month.toLowerCase()) : Number(number) - 1;
  const at = new Date(Date.UTC(Number(year), nth, Number(day)));
  return at.getUTCMonth() === nth && at.getUTCDate() === Number(day) ? at.getTime() / 86_400_000 : undefined;
}
