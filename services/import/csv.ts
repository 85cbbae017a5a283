import { decodeText } from '../fetch/decode.ts';
import { FileFault, type Found, mostRowBytes, shownChars } from './found.ts';
import { tooLong } from './jsonl.ts';
import { type Line, splitLines } from './lines.ts';

type Read = Omit<Found, 'file' | 'bytes'>;

/** A row has fields under fewer names than this; 10 MB of commas would be ten million of them. */
const mostFields = 2000;
const delimiters = [',', ';', '\t'];

interface TextLine {
  number: number;
  /** One character for each byte; null when it is too long. */
  text: string | null;
}

/**
 * A header row, then a row a line; quoted fields may hold newlines. Rows with as many fields as the header are given
 * under its names, all others with their fault.
 *
 * A quote that nobody closes would swallow the rest of the file, as it does in csv-parse 7: here it costs
 * the line that it stands on.
 *
 * @throws FileFault when there is no header
 */
export async function* readCsv(bytes: AsyncIterable<Buffer>): AsyncGenerator<Read, void> {
  const lines = pushBack(splitLines(bytes));
  const first = await lines.next();
  if (!first) return;
  const delimiter = delimiterOf(first.text ?? '');
  lines.back([first]);
  let header: string[] | null = null;
  for await (const { fields, number, fault, text } of readRecords(lines, delimiter)) {
    const at = `line ${number}`;
    const raw = decode(text.slice(0, shownChars));
    if (!header) {
      if (fault) throw new FileFault(`its header ${fault}`);
      header = decodeFields(fields).map((name) => name.trim());
    } else if (fault) yield { at, fault, raw };
    else if (fields.length > 1 || fields[0] !== '') yield { at, ...rowOf(header, fields, raw) };
  }
}

function rowOf(header: string[], fields: string[], raw: string): Omit<Read, 'at'> {
  const spare = fields.slice(header.length).some((field) => field.trim() !== '');
  if (fields.length < header.length || spare)
    return { fault: `has ${counted(fields.length)} where the header has ${header.length}`, raw };
  const texts = decodeFields(fields);
  return { row: Object.fromEntries(header.map((name, n) => [name, unguarded(texts[n]!)])) };
}

/** Exports put an apostrophe before what a spreadsheet would take for a formula. */
const unguarded = (text: string) => text.replace(/^'(?='*[=+\-@\t\r\n＝＋－＠])/, '');

const counted = (fields: number) => `${fields} ${fields === 1 ? 'field' : 'fields'}`;

/** The one that is most often in the header. */
function delimiterOf(header: string): string {
  const bare = header.slice(0, 10_000).replaceAll(/"[^"]*"/g, '');
  const times = (delimiter: string) => bare.split(delimiter).length;
  return delimiters.reduce((best, delimiter) => (times(delimiter) > times(best) ? delimiter : best));
}

interface Lines {
  next(): Promise<TextLine | null>;
  /** Gives lines that were taken back, to be taken again. */
  back(lines: TextLine[]): void;
}

function pushBack(lines: AsyncGenerator<Line, void>): Lines {
  const waiting: TextLine[] = [];
  return {
    async next() {
      const again = waiting.pop();
      if (again) return again;
      const { value } = await lines.next();
      return value ? { number: value.number, text: value.bytes?.toString('latin1') ?? null } : null;
    },
    back(taken) {
      for (const line of taken.reverse()) waiting.push(line);
    },
  };
}

interface CsvRecord {
  number: number;
  fields: string[];
  /** The line, or the first line of those that were taken together. */
  text: string;
  fault?: string;
}

async function* readRecords(lines: Lines, delimiter: string): AsyncGenerator<CsvRecord, void> {
  /** No quote is closed on lines before this one: what opens one there is not read on from again and again. */
  let unclosedTo = 0;
  for (let line = await lines.next(); line; line = await lines.next()) {
    const { number, text } = line;
    if (text === null) {
      yield { number, fields: [], text: '', fault: tooLong };
      continue;
    }
    const record = splitFields(delimiter);
    const taken: TextLine[] = [];
    let size = text.length;
    let next: TextLine | null = line;
    record.take(text);
    while (record.isOpen() && number >= unclosedTo && size <= mostRowBytes) {
      next = await lines.next();
      if (!next) break;
      taken.push(next);
      if (next.text === null) break;
      size += next.text.length + 1;
      record.take(next.text);
    }
    if (record.isOpen()) {
      if (number >= unclosedTo) unclosedTo = taken.at(-1)?.number ?? number + 1;
      lines.back(taken);
      yield { number, fields: [], text, fault: 'opens a quote that is not closed' };
    } else if (record.fields.length > mostFields) {
      yield { number, fields: [], text, fault: `has more than ${mostFields} fields` };
    } else yield { number, fields: record.fields, text };
  }
}

/** Takes a record line by line. A quote inside a field, or one that no delimiter follows, is an ordinary character. */
function splitFields(delimiter: string) {
  const fields: string[] = [];
  let quoted: string[] | null = null;

  /** @returns where the field after the quoted one begins; -1 when the line ends first */
  function readQuoted(line: string, from: number): number {
    for (let at = from; ; ) {
      const quote = line.indexOf('"', at);
      if (quote < 0) {
        quoted!.push(line.slice(from), '\n');
        return -1;
      }
      if (line[quote + 1] === '"') at = quote + 2;
      else {
        let after = quote + 1;
        while (line[after] === ' ') after++;
        if (after >= line.length || line[after] === delimiter) {
          fields.push([...quoted!, line.slice(from, quote)].join('').replaceAll('""', '"'));
          quoted = null;
          return after + 1;
        }
        at = after;
      }
    }
  }

  return {
    fields,
    isOpen: () => quoted !== null,
    take(line: string): void {
      let at = quoted ? readQuoted(line, 0) : 0;
      while (at >= 0 && at <= line.length && fields.length <= mostFields) {
        if (line[at] === '"') {
          quoted = [];
          at = readQuoted(line, at + 1);
        } else {
          const end = line.indexOf(delimiter, at);
          fields.push(line.slice(at, end < 0 ? line.length : end));
          at = end < 0 ? -1 : end + 1;
        }
      }
    },
  };
}

const separator = '\x1f';

/** All fields in one charset: a short one alone would not show it. */
function decodeFields(fields: string[]): string[] {
  const joined = fields.map((field) => field.replaceAll(/[\0\x1f]/g, '')).join(separator);
  return decode(joined).split(separator);
}

const decode = (bytes: string) => decodeText(Buffer.from(bytes, 'latin1')).text;
