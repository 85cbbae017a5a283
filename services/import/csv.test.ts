import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeMarkup } from '../demo/wire/gb18030.ts';
import { readCsv } from './csv.ts';
import { gather } from './testing/gather.ts';

const rows = async (content: string | Buffer, pieces?: number) =>
  (await gather(readCsv, content, pieces)).map(({ row, fault, at }) => row ?? `${at} ${fault}`);

test('quoted fields hold delimiters, newlines and quotes', async () => {
  const csv = 'title,text\r\n"Chips, again","He said ""no"".\r\nThen left."\r\nPlain,x\r\n';
  expect(await rows(csv)).toEqual([
    { title: 'Chips, again', text: 'He said "no".\nThen left.' },
    { title: 'Plain', text: 'x' },
  ]);
});

test.each([
  [';', 'title;text\n"a;b";c, d\n'],
  ['\t', 'title\ttext\n"a\tb"\tc, d\n'],
])('finds the delimiter %j', async (delimiter, csv) => {
  expect(await rows(csv)).toEqual([{ title: `a${delimiter}b`, text: 'c, d' }]);
});

test('a quote that is not closed costs its own row only', async () => {
  const csv = 'title,text\nA,"never closed\nB,fine\nC,"also, never\nD,"two\nlines"\nE,fine too\n';
  expect(await rows(csv)).toEqual([
    // The next quote that ends a field is two rows on: what lies between is taken for the text of A.
    { title: 'A', text: 'never closed\nB,fine\nC,"also, never\nD,"two\nlines' },
    { title: 'E', text: 'fine too' },
  ]);
  expect(await rows('title,text\nA,"never closed\nB,fine\nC,"also\nD,fine\n')).toEqual([
    'line 2 opens a quote that is not closed',
    { title: 'B', text: 'fine' },
    'line 4 opens a quote that is not closed',
    { title: 'D', text: 'fine' },
  ]);
});

test('quotes where none belong are ordinary characters', async () => {
  expect(await rows('title,text\n5" wafer,"an "odd" one"\n')).toEqual([
    { title: '5" wafer', text: 'an "odd" one' },
  ]);
});

test('the apostrophe that exports put before formulas is taken away, another is not', async () => {
  expect(await rows("title,text\n'=1+1,'Twas\n\"'-5%, it said\",'@home\n")).toEqual([
    { title: '=1+1', text: "'Twas" },
    { title: '-5%, it said', text: '@home' },
  ]);
});

test('rows with another number of fields than the header are rejected, empty ends are not', async () => {
  expect(await rows('title,text\nA\n\nB,b,,\nC,c,more\nD,d\n')).toEqual([
    'line 2 has 1 field where the header has 2',
    { title: 'B', text: 'b' },
    'line 5 has 3 fields where the header has 2',
    { title: 'D', text: 'd' },
  ]);
});

test.each([
  ['UTF-8 with a mark', Buffer.from('\ufefftitle,text\n华为,昇腾芯片上市\n')],
  ['UTF-16', Buffer.from('\ufefftitle,text\n华为,昇腾芯片上市\n', 'utf16le')],
  ['UTF-16 without a mark', Buffer.from('title,text\n华为,昇腾芯片上市\n', 'utf16le')],
  ['UTF-16, big end first', Buffer.from('\ufefftitle,text\n华为,昇腾芯片上市\n', 'utf16le').swap16()],
  ['GBK', encodeMarkup('title,text\n华为,在中国的昇腾芯片，上市了。\n')],
])('reads %s', async (_, bytes) => {
  const [row] = await rows(bytes);
  expect(row).toMatchObject({ title: '华为', text: expect.stringContaining('昇腾芯片') });
});

test('a million fields and a row of 11 MB are rejected, and what follows is read', async () => {
  const wide = ','.repeat(1_000_000);
  const long = `L,"${'x'.repeat(11_000_000)}"`;
  const unclosed = `U,"${`${'y'.repeat(1000)}\n`.repeat(10_500)}`;
  const csv = `title,text\nA,a\n${wide}\n${long}\nB,b\n${unclosed}\nC,c\n`;
  const read = await rows(csv, 65_536);
  expect(read.slice(0, 5)).toEqual([
    { title: 'A', text: 'a' },
    'line 3 has more than 2000 fields',
    'line 4 is longer than 10 MB',
    { title: 'B', text: 'b' },
    'line 6 opens a quote that is not closed',
  ]);
  expect(read.at(-1)).toEqual({ title: 'C', text: 'c' });
}, 60_000);

test('quotes that each line opens anew take linear time', async () => {
  const started = performance.now();
  const read = await rows(`title,text\n${'a,"x\n'.repeat(100_000)}`, 65_536);
  expect(read).toHaveLength(100_000);
  expect(performance.now() - started).toBeLessThan(20_000);
}, 60_000);

test('whatever an export writes is read as it was', async () => {
  const field = fc.stringMatching(/^[a-z=＋@",;\t \n華]{0,8}$/);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(field, field), { minLength: 1, maxLength: 5 }), async (wanted) => {
      const how = { record_delimiter: '\r\n', quote_record_delimiter: true, escape_formulas: true };
      const csv = stringify([['title', 'text'], ...wanted.map((row) => [...row, 'end'])], how);
      const read = (await gather(readCsv, csv.replace('title,text', 'title,text,end'))).map(({ row }) => [
        row?.title,
        row?.text,
      ]);
      expect(read).toEqual(wanted);
    }),
    { numRuns: 300 },
  );
});
