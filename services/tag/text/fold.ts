/**
 * Folding and script classes of single UTF-16 code units. Everything here keeps the length of a text, so that an
 * offset into the folded text is an offset into the original one.
 */
import { simplified } from '../../text/simplified.ts';

/** What a code unit counts as where a match begins or ends. */
export const OTHER = 0;
export const LATIN = 1;
export const DIGIT = 2;
export const HAN = 3;

const FULL_WIDTH_SHIFT = 0xfee0;

/** Typographic variants that publishers use for one and the same sign. */
const VARIANTS = new Map<number, number>([
  [0x3000, 0x20],
  [0x00a0, 0x20],
  [0x2007, 0x20],
  [0x202f, 0x20],
  [0x0009, 0x20],
  [0x000a, 0x20],
  [0x000d, 0x20],
  [0x2018, 0x27],
  [0x2019, 0x27],
  [0x02bc, 0x27],
  [0x201c, 0x22],
  [0x201d, 0x22],
  [0x2010, 0x2d],
  [0x2011, 0x2d],
  [0x2013, 0x2d],
  [0x2212, 0x2d],
]);

/** Tables over all 65,536 code units: 192 KB once, against a regular expression per character. */
const shapes = new Uint16Array(0x10000);
const lowered = new Uint16Array(0x10000);
const classes = new Uint8Array(0x10000);

for (let unit = 0; unit < 0x10000; unit++) {
  shapes[unit] = shapeOf(unit);
  lowered[unit] = lowerOf(shapes[unit]!);
  classes[unit] = classOfFolded(shapes[unit]!);
}

function shapeOf(unit: number): number {
  if (unit >= 0xff01 && unit <= 0xff5e) return unit - FULL_WIDTH_SHIFT;
  return VARIANTS.get(unit) ?? simplified(unit);
}

/** One code unit in lower case; letters whose lower case is longer (İ) stay as they are, to keep offsets. */
function lowerOf(unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdfff) return unit;
  const lower = String.fromCharCode(unit).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : unit;
}

function classOfFolded(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return DIGIT;
  if ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a) return LATIN;
  if (unit >= 0xc0 && unit <= 0x24f) return unit === 0xd7 || unit === 0xf7 ? OTHER : LATIN;
  if (unit >= 0x1e00 && unit <= 0x1eff) return LATIN;
  if (unit >= 0x3400 && unit <= 0x9fff) return HAN;
  if (unit >= 0xf900 && unit <= 0xfaff) return HAN;
  // High surrogates of the Han planes (U+20000 and on); the low half is judged with it.
  return unit >= 0xd840 && unit <= 0xd888 ? HAN : OTHER;
}

/** The class of a code unit as given; {@link OTHER} outside the text (NaN from charCodeAt). */
export function classOf(unit: number): number {
  return classes[unit] ?? OTHER;
}

/** Whether a code unit is a Latin letter or a digit, the only neighbours a Latin alias looks at. */
export function isLatinOrDigit(unit: number): boolean {
  const found = classes[unit];
  return found === LATIN || found === DIGIT;
}

/** Whether a code unit is a letter of any script, by its class where that tells. */
export function isLetter(unit: number): boolean {
  return classes[unit] === LATIN || (unit > 0x7f && LETTER.test(String.fromCharCode(unit)));
}

const LETTER = /\p{L}/u;

/** One code unit with width, typography and Chinese script variants folded, case kept. */
export function shape(unit: number): number {
  return shapes[unit]!;
}

/** One code unit folded as {@link shape} does, and in lower case. */
export function lower(unit: number): number {
  return lowered[unit]!;
}

/** The table behind {@link lower}, for a scan that folds as it goes. */
export const lowerTable: Uint16Array = lowered;

/** A text folded by {@link shape}: same length, case kept. */
export function shaped(text: string): string {
  return mapped(text, shapes);
}

/** A text folded by {@link lower}: same length, lower case. */
export function folded(text: string): string {
  return mapped(text, lowered);
}

function mapped(text: string, table: Uint16Array): string {
  const units = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) units[i] = table[text.charCodeAt(i)]!;
  return fromUnits(units);
}

/** In slices, since a spread of more than some 100,000 arguments overflows the stack. */
function fromUnits(units: Uint16Array): string {
  let text = '';
  for (let i = 0; i < units.length; i += 8192) text += String.fromCharCode(...units.subarray(i, i + 8192));
  return text;
}
