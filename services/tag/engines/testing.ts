import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// A classifier small enough to be written out by hand, in the wire format of ONNX: each word has three numbers, and the
// means over all words are the logits.

const varint = (value: number): Buffer =>
  value < 128
    ? Buffer.from([value])
    : Buffer.concat([Buffer.from([(value % 128) + 128]), varint(Math.floor(value / 128))]);
const number = (tag: number, value: number) => Buffer.concat([varint(tag * 8), varint(value)]);
const bytes = (tag: number, ...parts: Buffer[]) => {
  const all = Buffer.concat(parts);
  return Buffer.concat([varint(tag * 8 + 2), varint(all.length), all]);
};
const text = (tag: number, value: string) => bytes(tag, Buffer.from(value));

const float = 1;
const int64 = 7;
const ints = 7;

const dimension = (size: number | string) =>
  bytes(1, typeof size === 'string' ? text(2, size) : number(1, size));
const value = (tag: number, name: string, type: number, dims: (number | string)[]) =>
  bytes(tag, text(1, name), bytes(2, bytes(1, number(1, type), bytes(2, ...dims.map(dimension)))));
const node = (operator: string, inputs: string[], output: string, ...attributes: Buffer[]) =>
  bytes(1, ...inputs.map((name) => text(1, name)), text(2, output), text(4, operator), ...attributes);
const overWords = bytes(5, text(1, 'axes'), number(8, 1), number(20, ints));
const apart = bytes(5, text(1, 'keepdims'), number(3, 0), number(20, 2));

/** @param rows the three numbers of each token */
function tinyModel(rows: readonly (readonly number[])[]): Buffer {
  const wide = rows[0]!.length;
  const table = Buffer.from(new Float32Array(rows.flat()).buffer);
  const graph = bytes(
    7,
    node('Gather', ['table', 'input_ids'], 'words'),
    node('ReduceMean', ['words'], 'logits', overWords, apart),
    text(2, 'tiny'),
    bytes(5, number(1, rows.length), number(1, wide), number(2, float), text(8, 'table'), bytes(9, table)),
    value(11, 'input_ids', int64, ['batch', 'words']),
    value(12, 'logits', float, ['batch', wide]),
  );
  const operators = bytes(8, number(2, 13));
  return Buffer.concat([number(1, 8), graph, operators]);
}

export const tinyVocabulary: Record<string, [number, number, number]> = {
  '[PAD]': [0, 0, 0],
  '[UNK]': [0, 1, 0],
  '[CLS]': [0, 0, 0],
  '[SEP]': [0, 0, 0],
  huawei: [0, 0, 0],
  nvidia: [0, 0, 0],
  soar: [0, 0, 40],
  '##s': [0, 0, 0],
  slumps: [40, 0, 0],
  华: [0, 0, 0],
  为: [0, 0, 0],
  大: [0, 0, 0],
  涨: [0, 0, 40],
};

/** A folder with a tiny classifier as an operator would lay it out; `remove` deletes it. */
export async function tinyFolder(usage: unknown, files: Record<string, string | undefined> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'chipwire-onnx-'));
  const contents: Record<string, string | Buffer | undefined> = {
    'model.onnx': tinyModel(Object.values(tinyVocabulary)),
    'vocab.txt': `${Object.keys(tinyVocabulary).join('\n')}\n`,
    'chipwire.json': JSON.stringify(usage),
    ...files,
  };
  for (const [name, content] of Object.entries(contents))
    if (content !== undefined) await writeFile(join(folder, name), content);
  return { folder, remove: () => rm(folder, { recursive: true }) };
}
