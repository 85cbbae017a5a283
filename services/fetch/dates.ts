// biome-ignore format: a table
/** Minutes east of UTC of the zone names met in feeds; RFC 822 gives the American ones. */
const ZONES = new Map<string, number>(Object.entries({
  z: 0, ut: 0, utc: 0, gmt: 0, wet: 0, west: 60, bst: 60, cet: 60, cest: 120, mez: 60, mesz: 120, eet: 120, eest: 180,
  msk: 180, trt: 180, ist: 330, pkt: 300, ict: 420, wib: 420, hkt: 480, sgt: 480, awst: 480, pht: 480, myt: 480,
  jst: 540, kst: 540, aest: 600, aedt: 660, nzst: 720, nzdt: 780, nst: -210, ast: -240, adt: -180, brt: -180, art: -180,
  est: -300, edt: -240, cst: -360, cdt: -300, mst: -420, mdt: -360, pst: -480, pdt: -420, akst: -540, akdt: -480,
  hst: -600, et: -300, ct: -360, mt: -420, pt: -480,
}));

const MONTHS = new Map<string, number>();
for (const [month, names] of Object.entries({
  1: 'jan january januar janvier enero ene janeiro gennaio gen januari',
  2: 'feb february februar février fév fevrier febrero fevereiro fev febbraio februari',
  3: 'mar march märz mär mrz mars marzo março marco maart',
  4: 'apr april avril avr abril abr aprile',
  5: 'may mai mayo maio mag maggio mei',
  6: 'jun june juni juin junio junho giugno giu',
  7: 'jul july juli juillet juil julio julho luglio lug',
  8: 'aug august août aout agosto ago augustus',
  9: 'sep sept september septembre septiembre setembro set settembre',
  10: 'oct october oktober okt octobre octubre outubro out ottobre ott',
  11: 'nov november novembre noviembre novembro',
  12: 'dec december dezember dez décembre déc decembre diciembre dic dezembro dicembre',
})) {
  for (const name of names.split(' ')) MONTHS.set(name, Number(month));
}

/** One moment as written: `zone` is minutes east of UTC, undefined where none is written. */
interface Written {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  zone?: number | undefined;
}

export interface DateContext {
  /** minutes east of UTC for a date without a zone; default 0 */
  assumeOffsetMinutes?: number;
  /** a Chinese source: CST is China's, not America's central time */
  chinese?: boolean;
}

/** Feeds did not exist earlier; such a date is a clock that was never set. */
const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(10_000, 0, 1);

/**
 * Reads the dates that feeds and pages really carry: RFC 822 and 3339 and their near misses, asctime and Java, American and
 * European written forms, Chinese, Japanese and Korean (“2025年1月20日 上午10:30”, without a zone Beijing, Tokyo or Seoul),
 * Unix seconds or milliseconds. A weekday is not checked against the date.
 *
 * @returns null for what cannot be read, does not exist (30 February, 25 o'clock) or lies before 1990. A date in the
 *   future is returned as written: whoever stores it knows when it was first seen.
 */
export function parseDate(raw: string, context: DateContext = {}): Date | null {
  const text = raw
    .slice(0, 120)
    .normalize('NFKC')
    .replace(/[\s\u200e\u200f]+/g, ' ')
    .trim();
  if (!/\d/.test(text)) return null;
  const unix = /^(\d{10}|\d{13})$/.exec(text)?.[1];
  if (unix) return within(Number(unix) * (unix.length === 10 ? 1000 : 1));
  const written = eastAsian(text) ?? iso(text, context) ?? named(text, context) ?? slashed(text, context);
  return written ? within(toTime(written, context)) : null;
}

function within(time: number | null): Date | null {
  return time !== null && time >= EARLIEST && time < LATEST ? new Date(time) : null;
}

function toTime(written: Written, context: DateContext): number | null {
  const { year, month, day, hour, minute, second, millisecond } = written;
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && minute + second > 0)) return null;
  const midnight = new Date(Date.UTC(year, month - 1, day));
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return null;
  const zone = written.zone ?? context.assumeOffsetMinutes ?? 0;
  const clock = ((hour * 60 + minute - zone) * 60 + Math.min(second, 59)) * 1000 + millisecond;
  return midnight.getTime() + clock;
}

const ISO =
  /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?|(\d{2})(\d{2}))?(?:[T ,_]+(\d{1,2})(?::?(\d{2})(?::?(\d{2})(?:[.,:](\d{1,9}))?)?)? ?(.*))?$/i;

function iso(text: string, context: DateContext): Written | null {
  const [, year, month, day, month2, day2, hour, minute, second, fraction, rest] = ISO.exec(text) ?? [];
  if (year === undefined) return null;
  const { zone, pm } = tail(rest ?? '', context);
  return {
    year: Number(year),
    month: Number(month ?? month2 ?? 1),
    day: Number(day ?? day2 ?? 1),
    hour: hourOf(hour, pm),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: Math.floor(Number(`0.${fraction ?? 0}`) * 1000),
    zone,
  };
}

/** Dates with the month as a word, in whatever order the rest stands. */
function named(text: string, context: DateContext): Written | null {
  const clock = /(\d{1,2})[:h.](\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?/i.exec(text);
  const date = clock ? `${text.slice(0, clock.index)} ` : text;
  const after = clock ? text.slice(clock.index + clock[0].length) : '';
  const words = `${date} | ${after}`.match(/\p{L}+|\d+|\|/gu) ?? [];
  const at = words.findIndex((word) => MONTHS.has(word.toLowerCase()));
  if (at < 0) return null;
  const [day, year] = dayAndYear(words, at);
  if (day === undefined || year === undefined) return null;
  const { zone, pm } = tail(after, context);
  return {
    year: fullYear(year),
    month: MONTHS.get(words[at]!.toLowerCase())!,
    day: Number(day),
    hour: hourOf(clock?.[1], pm),
    minute: Number(clock?.[2] ?? 0),
    second: Number(clock?.[3] ?? 0),
    millisecond: Math.floor(Number(`0.${clock?.[4] ?? 0}`) * 1000),
    zone,
  };
}

function dayAndYear(words: string[], at: number): [day: string | undefined, year: string | undefined] {
  const isDay = (word: string | undefined) => word !== undefined && /^\d{1,2}$/.test(word);
  const before = words[at - 1] === 'de' ? words[at - 2] : words[at - 1];
  const next = words.slice(at + 1).filter((word) => !/^(de|del|st|nd|rd|th)$/i.test(word));
  if (isDay(before)) return [before, next.find((word) => /^(\d{2}|\d{4})$/.test(word))];
  const ordinal = /^(st|nd|rd|th)$/i.test(before ?? '') ? words[at - 2] : undefined;
  if (isDay(ordinal)) return [ordinal, next.find((word) => /^\d{4}$/.test(word))];
  if (isDay(next[0])) return [next[0], words.find((word) => /^\d{4}$/.test(word))];
  return [undefined, undefined];
}

/** 1/20/2025 as America writes it; 20/1/2025 and 20.1.2025 where only that is possible or a dot says so; 2025/1/20. */
function slashed(text: string, context: DateContext): Written | null {
  const pattern =
    /^(?:\p{L}+,? )?(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})(?:[ ,T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)? ?(.*)$/u;
  const [, a, mark, b, c, hour, minute, second, rest] = pattern.exec(text) ?? [];
  if (a === undefined || b === undefined || c === undefined) return null;
  const { zone, pm } = tail(rest ?? '', context);
  const yearFirst = a.length === 4;
  const dayFirst = !yearFirst && (mark === '.' || Number(a) > 12);
  const [year, month, day] = yearFirst ? [a, b, c] : dayFirst ? [c, b, a] : [c, a, b];
  if (year.length === 3 || (yearFirst && c.length > 2)) return null;
  const time = { hour: hourOf(hour, pm), minute: Number(minute ?? 0), second: Number(second ?? 0) };
  return { year: fullYear(year), month: Number(month), day: Number(day), ...time, millisecond: 0, zone };
}

const EAST_ASIAN = /(\d{4}) ?[年년.] ?(\d{1,2}) ?[月월.] ?(\d{1,2}) ?(?:[日号號일]|\.(?!\d))/;
const CLOCK = /(\d{1,2}) ?(?:[:时時点點시] ?)(?:(\d{1,2})(?: ?[:分분] ?(\d{1,2}))?)?/;
const EAST_ASIAN_ZONE: [sign: RegExp, minutes: number][] = [
  [/[년월일]/, 540],
  [/午[前後]|오[전후]/, 540],
  [/[年月]/, 480],
];

function eastAsian(text: string): Written | null {
  const date = EAST_ASIAN.exec(text);
  if (!date) return null;
  const rest = text.slice(date.index + date[0].length);
  const clock = CLOCK.exec(rest);
  const pm = /下午|晚上|傍晚|中午|午後|오후|pm/i.test(rest)
    ? true
    : /上午|凌晨|早上|午前|오전|am/i.test(rest)
      ? false
      : null;
  const zone = zoneOf(
    /[+-]\d{2}:?\d{2}|UTC|GMT|JST|KST/i.exec(clock ? rest.slice(clock.index + clock[0].length) : '')?.[0],
    {},
  );
  return {
    year: Number(date[1]),
    month: Number(date[2]),
    day: Number(date[3]),
    hour: noon(hourOf(clock?.[1], pm), rest),
    minute: /半/.test(rest) ? 30 : Number(clock?.[2] ?? 0),
    second: Number(clock?.[3] ?? 0),
    millisecond: 0,
    zone: zone ?? EAST_ASIAN_ZONE.find(([sign]) => sign.test(text))?.[1],
  };
}

/** 中午11:30 is before noon, unlike 下午3:30. */
function noon(hour: number, rest: string): number {
  return /中午/.test(rest) && hour === 23 ? 11 : hour;
}

function hourOf(hour: string | undefined, pm: boolean | null): number {
  const value = Number(hour ?? 0);
  if (pm === null || value > 12) return value;
  return (value % 12) + (pm ? 12 : 0);
}

function fullYear(year: string): number {
  const value = Number(year);
  if (year.length > 2) return value;
  return value + (value < 70 ? 2000 : 1900);
}

/** What follows the clock: AM or PM, an offset, a zone's name, and text that means nothing. */
function tail(rest: string, context: DateContext): { zone: number | undefined; pm: boolean | null } {
  const half = /(?:^|[\d ])([ap])\.?m\b\.?/i.exec(rest)?.[1]?.toLowerCase();
  const offset = /(?:^|[^\d-])((?:GMT|UTC?)? ?[+\-\u2212] ?\d{1,2}:?(?:\d{2})?)(?!\d)/i.exec(rest)?.[1];
  const names = rest.match(/\b[a-z]{1,4}\b/gi)?.filter((word) => ZONES.has(word.toLowerCase()));
  const pm = half === undefined ? null : half === 'p';
  return { pm, zone: zoneOf(offset, context) ?? zoneOf(names?.[0], context) };
}

function zoneOf(written: string | undefined, context: DateContext): number | undefined {
  if (written === undefined) return undefined;
  const [, sign, hours, minutes] = /([+\-\u2212]) ?(\d{1,2}):?(\d{2})?$/.exec(written) ?? [];
  if (hours !== undefined) {
    const offset = Number(hours) * 60 + Number(minutes ?? 0);
    return offset > 14 * 60 ? undefined : sign === '+' ? offset : -offset;
  }
  if (context.chinese && /^cst$/i.test(written)) return 480;
  return ZONES.get(written.toLowerCase());
}
