import { type FieldName, fieldMeant, fields, isPart, type Value } from './fields.ts';
import { matchAt, quotedAt, type Reading } from './reading.ts';

const start = /([a-z][a-z-]*):(?!\/\/)/iy;
const value = /[^\s()"|]+/y;
/** `sentiment`, whom it is towards, and its colon, which may be forgotten before < or >. */
const sentimentStart = /sentiment(\(\s*(?:"([^"]*)"|([^()"|]*))\s*\))?(?:(\s*:)|\s*(?=[<>=≤≥]))/iy;
const comparison = /\s*(?:[<>]=?|=|≤|≥)\s*[^\s()"|]*/y;
/** What cannot be a value, so that a field before it is empty. */
const noValue = /\s*(?:$|[)|]|(?:AND|OR|NOT|或)(?![^\s()"|]))|\s+[a-z-]+:/y;

/** Reads a field with its value. @returns where it ends; null where none begins */
export function fieldToken(reading: Reading, at: number): number | null {
  const sentiment = matchAt(sentimentStart, reading.text, at);
  if (sentiment) return sentimentToken(reading, at, sentiment);
  const match = matchAt(start, reading.text, at);
  if (!match) return null;
  const name = match[1]!.toLowerCase();
  const colon = at + name.length;
  const known = isPart(name) || Object.hasOwn(fields, name) ? name : unknownField(reading, at, name);
  if (known === null) return null;
  const valueAt = valueStart(reading, at, colon + 1, name);
  if (valueAt === null) return colon + 1;
  if (isPart(known)) {
    reading.tokens.push({ kind: 'part', part: known, start: at, end: valueAt });
    return valueAt;
  }
  return propertyToken(reading, at, valueAt, known as FieldName);
}

/** Finds fault with an unknown field. @returns the field to go on with; null where it is a word and a colon */
function unknownField(reading: Reading, at: number, name: string): string | null {
  const { text, typed } = reading;
  const end = at + name.length;
  const meant = fieldMeant(name);
  const behind = text.charAt(end + 1);
  if (behind === '' || /\s/.test(behind) || (typed.charAt(end) !== ':' && !meant)) return null;
  const whole = matchAt(value, text, at)![0];
  const said = typed.slice(at, end);
  const message = meant
    ? `There is no field “${said}:”. Did you mean ${meant}: ?`
    : `There is no field “${said}:”. Put quotation marks around a word that has a colon in it.`;
  const edit = meant
    ? { start: at, end, text: meant }
    : /[("]/.test(behind)
      ? { start: end, end: end + 1, text: ' ' }
      : { start: at, end: at + whole.length, text: `"${typed.slice(at, at + whole.length)}"` };
  reading.findings.push({ start: at, end: end + 1, message, edit });
  return meant ?? 'title';
}

/** Where a field's value begins; null, and a fault, where it has none. */
function valueStart(reading: Reading, at: number, from: number, name: string): number | null {
  const { text } = reading;
  const span = { start: at, end: from };
  if (matchAt(noValue, text, from)) {
    const example = isPart(name) ? `${name}:chips` : fields[name as FieldName]?.example;
    const message = `${name}: is empty.${example ? ` Put what to look for right behind it: ${example}` : ''}`;
    reading.findings.push({ ...span, message, edit: { ...span, text: '' } });
    // Something stands in its place, so that the operators beside it are not found fault with too.
    reading.tokens.push({ kind: 'word', text: name, ...span });
    return null;
  }
  const spaces = /^\s*/.exec(text.slice(from))![0].length;
  if (spaces > 0)
    reading.findings.push({
      ...{ ...span, message: `No space may stand behind ${name}:` },
      edit: { start: from, end: from + spaces, text: '' },
    });
  if (!/^-(?![\d.,])/.test(text.slice(from + spaces, from + spaces + 2))) return from + spaces;
  const end = from + spaces + 1;
  reading.findings.push({
    ...{ start: at, end, message: `A minus goes before ${name}: and not behind it.` },
    edit: { start: at, end, text: `-${name}:` },
  });
  return end;
}

function propertyToken(reading: Reading, at: number, valueAt: number, field: FieldName): number {
  const found = valueAtPlace(reading, valueAt);
  const end = found?.end ?? valueAt;
  reading.tokens.push({ kind: 'field', field, towards: null, value: found, start: at, end });
  return end;
}

/** In quotation marks as it stands, otherwise without the comma or full stop behind it; null before a parenthesis. */
function valueAtPlace(reading: Reading, at: number): Value | null {
  if (reading.text.charAt(at) === '"') return quotedAt(reading, at);
  const [typed] = matchAt(value, reading.text, at) ?? [];
  if (typed === undefined) return null;
  return { text: typed.replace(/(?<=.)[.,;:!?]+$/, ''), start: at, end: at + typed.length };
}

function sentimentToken(reading: Reading, at: number, match: RegExpExecArray): number {
  const [whole, parentheses = '', quoted, bare, colon] = match;
  const from = at + whole.length;
  const name = `sentiment${parentheses}`;
  if (!colon)
    reading.findings.push({
      ...{ start: at, end: from, message: 'A colon is missing: sentiment(huawei):<0.' },
      edit: { start: at + name.length, end: from, text: ':' },
    });
  const towardsAt = at + 'sentiment('.length;
  const towards = parentheses
    ? { text: quoted ?? bare ?? '', start: towardsAt, end: towardsAt + Math.max(1, parentheses.length - 2) }
    : null;
  const [compared] = matchAt(comparison, reading.text, from) ?? [];
  const valueAt = compared === undefined ? valueStart(reading, at, from, name) : from;
  if (valueAt === null) return from;
  const found = compared === undefined ? valueAtPlace(reading, valueAt) : comparedValue(compared, valueAt);
  const end = found?.end ?? valueAt;
  reading.tokens.push({ kind: 'field', field: 'sentiment', towards, value: found, start: at, end });
  return end;
}

const comparedValue = (compared: string, at: number): Value => {
  const text = compared.trimStart();
  const start = at + compared.length - text.length;
  return { text: text.replace(/[,;!?.]+$/, ''), start, end: at + compared.length };
};
