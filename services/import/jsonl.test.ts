import { expect, test } from 'vitest';
import { readJsonLines } from './jsonl.ts';
import { gather } from './testing/gather.ts';

const read = (content: string | Buffer, pieces?: number) => gather(readJsonLines, content, pieces);

test('one object a line; everything else is a fault with its place', async () => {
  const lines = ['{"title":"A"}', '', '[1]', '{"title":', '"text"', `{"title":"\0"}`, '{"title":"Z"}'];
  const found = await read(lines.join('\r\n'));
  expect(found.map(({ at, row, fault }) => [at, row?.title ?? fault?.slice(0, 20)])).toEqual([
    ['line 1', 'A'],
    ['line 3', 'is not a JSON object'],
    ['line 4', 'is not JSON: Unexpec'],
    ['line 5', 'is not a JSON object'],
    ['line 6', 'is not JSON: Bad con'],
    ['line 7', 'Z'],
  ]);
  expect(found[2]?.raw).toBe('{"title":');
});

test('a line without end is passed over without being kept', async () => {
  const endless = Buffer.concat([
    Buffer.from('{"title":"A"}\n{"title":"'),
    Buffer.alloc(40_000_000, 'x'),
    Buffer.from('"}\n{"title":"B"}\n'),
  ]);
  const found = await read(endless, 65_536);
  expect(found.map(({ row, fault }) => row?.title ?? fault)).toEqual(['A', 'is longer than 10 MB', 'B']);
});

test('10 MB of brackets are not JSON', async () => {
  const [found] = await read('['.repeat(9_000_000), 65_536);
  expect(found?.fault).toMatch(/^is not JSON/);
});

test('each line is read in its own charset', async () => {
  const latin = Buffer.from('{"title":"Société à Genève"}\n', 'latin1');
  const wide = Buffer.from('\ufeff{"title":"华为"}\n', 'utf16le');
  expect(
    (await read(Buffer.concat([latin, Buffer.from('{"title":"华为"}\n')]))).map(({ row }) => row),
  ).toEqual([{ title: 'Société à Genève' }, { title: '华为' }]);
  expect((await read(wide, 3)).map(({ row }) => row)).toEqual([{ title: '华为' }]);
});
