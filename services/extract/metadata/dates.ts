/** Which of the first two numbers in 2/3/2026 is the day. */
export type DateOrder = 'day first' | 'month first';

/** By the page's language: month first in American English and where the region or the language is not said. */
export function dateOrder(language: string | null): DateOrder {
  return language === null || /^en(?:-(?:us|ca|ph))?$/i.test(language) ? 'month first' : 'day first';
}

/** A date as found, normalised: `2026-02-03T09:30:00+01:00`, or `2026-02-03` where no time or no offset is given. */
export function normaliseDate(raw: string, order: DateOrder = 'month first'): string | null {
  const text = raw.trim().slice(0, 200);
  return fromIso(text) ?? fromRfc(text) ?? fromEpoch(text) ?? findDate(text, order);
}

const iso =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:(?:[T_ ]|\s+)(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}(?!\d))?)?/i;

function fromIso(text: string): string | null {
  const match = iso.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second = '00', zone] = match;
  const date = checked(Number(year), Number(month), Number(day));
  if (!date || !hour || !minute || !zone || Number(hour) > 23) return date;
  return `${date}T${hour}:${minute}:${second}${offsetOf(zone)}`;
}

function offsetOf(zone: string): string {
  if (/^[a-z]/i.test(zone)) return 'Z';
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

// "Tue, 03 Feb 2026 09:30:00 GMT", as mail and HTTP write it.
function fromRfc(text: string): string | null {
  const match =
    /^(?:\w{3,9},?\s+)?(\d{1,2})\s+([a-z]{3,9})\.?,?\s+(\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(GMT|UTC|Z|[+-]\d{2}:?\d{2})\b/i.exec(
      text,
    );
  if (!match) return null;
  const [, day, name, year, hour = '', minute, second = '00', zone = 'Z'] = match;
  const date = checked(Number(year), monthNumber(name ?? ''), Number(day));
  return date && `${date}T${hour.padStart(2, '0')}:${minute}:${second}${offsetOf(zone)}`;
}

function fromEpoch(text: string): string | null {
  if (!/^\d{10}(?:\d{3})?$/.test(text)) return null;
  const ms = text.length === 13 ? Number(text) : Number(text) * 1000;
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}

// Month names of the languages met, by their first letters; enough to tell each from the others.
const months: [number, RegExp][] = [
  [1, /^(?:jan|jän|ene|gen|janv|sty|led|янв|oca)/],
  [2, /^(?:feb|fév|fev|lut|úno|фев|şub)/],
  [3, /^(?:mar|mär|maer|mrz|maa|břez|бер|мар)/],
  [4, /^(?:apr|avr|abr|kwi|dub|апр|nis)/],
  [5, /^(?:may|mai|mei|mag|maj|květ|май|мая)/],
  [6, /^(?:jun|juin|giu|cze|červn|июн|haz)/],
  [7, /^(?:jul|juil|lug|lip|července|июл|tem)/],
  [8, /^(?:aug|aoû|aou|ago|sie|srp|авг|ağu)/],
  [9, /^(?:sep|set|wrz|zář|сен|eyl)/],
  [10, /^(?:oct|okt|ott|out|paź|říj|окт|eki)/],
  [11, /^(?:nov|lis|list|ноя|kas)/],
  [12, /^(?:dec|dez|déc|dic|gru|pros|дек|ara)/],
];

function monthNumber(name: string): number {
  const lower = name.toLowerCase();
  return months.find(([, pattern]) => pattern.test(lower))?.[0] ?? 0;
}

interface DateForm {
  pattern: RegExp;
  read: (match: RegExpExecArray, order: DateOrder) => [year: string, month: string | number, day: string];
}

const word = '[\\p{L}]{3,10}';
const forms: DateForm[] = [
  { pattern: /(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/, read: (m) => [m[1]!, m[2]!, m[3]!] },
  {
    pattern: /(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]/,
    read: (m) => [m[1]!, m[2]!, m[3]!],
  },
  { pattern: /(?<!\d)(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)/, read: (m) => [m[1]!, m[2]!, m[3]!] },
  { pattern: /(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?!\d)/, read: (m) => [m[3]!, m[2]!, m[1]!] },
  {
    pattern: new RegExp(
      `(?<!\\d)(\\d{1,2})(?:\\.|st|nd|rd|th|er|º)?\\s+(?:de\\s+)?(${word})\\.?,?\\s+(?:de\\s+|del\\s+)?(\\d{4})(?!\\d)`,
      'u',
    ),
    read: (m) => [m[3]!, monthNumber(m[2]!), m[1]!],
  },
  {
    pattern: new RegExp(`(${word})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?:at\\s+)?(\\d{4})(?!\\d)`, 'u'),
    read: (m) => [m[3]!, monthNumber(m[1]!), m[2]!],
  },
  {
    pattern: /(?<!\d)(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d)/,
    read: (m, order) => {
      const dayFirst = Number(m[1]) > 12 || (order === 'day first' && Number(m[2]) <= 12);
      return dayFirst ? [m[3]!, m[2]!, m[1]!] : [m[3]!, m[1]!, m[2]!];
    },
  },
];

/** The first date written anywhere in a text, in the forms of many languages; date only. */
export function findDate(text: string, order: DateOrder = 'month first'): string | null {
  let found: { at: number; date: string } | null = null;
  for (const { pattern, read } of forms) {
    const match = pattern.exec(text);
    if (!match || (found && match.index >= found.at)) continue;
    const [year, month, day] = read(match, order);
    const date = checked(Number(year.length === 2 ? `20${year}` : year), Number(month), Number(day));
    if (date) found = { at: match.index, date };
  }
  return found?.date ?? null;
}

/** The date in an address such as `/2026/02/03/` or `/2026-02-03-…`. */
export function dateInUrl(url: string): string | null {
  const match = /[/_-]((?:19|20)\d{2})[/_-]?(\d{2})[/_-]?(\d{2})(?:[/_.-]|$)/.exec(url);
  return match ? checked(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}

function checked(year: number, month: number, day: number): string | null {
  if (year < 1990 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return null;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}`;
}
