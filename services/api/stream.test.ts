import { expect, test } from 'vitest';
import { streamOf } from './stream.ts';

/** Chunks without end, and what became of them. */
function endless() {
  const seen = { made: 0, ended: false };
  async function* chunks() {
    try {
      for (;;) {
        seen.made += 1;
        yield 'x'.repeat(1000);
      }
    } finally {
      seen.ended = true;
    }
  }
  return { seen, chunks: chunks() };
}

const moment = (ms: number) => new Promise((done) => setTimeout(done, ms));

test('makes no more than a slow reader takes', async () => {
  const { seen, chunks } = endless();
  const reader = streamOf(chunks).getReader();
  await moment(20);
  expect(seen.made).toBe(0);
  for (let n = 0; n < 3; n += 1) await reader.read();
  await moment(20);
  expect(seen.made).toBe(3);
  await reader.cancel();
});

test('gives up what it makes when the reader goes', async () => {
  const { seen, chunks } = endless();
  const reader = streamOf(chunks).getReader();
  await reader.read();
  await reader.cancel();
  expect(seen.ended).toBe(true);
});

test('a reader that takes nothing is taken for gone, one that takes a little is not', async () => {
  const { seen, chunks } = endless();
  const reader = streamOf(chunks, 60).getReader();
  for (let n = 0; n < 5; n += 1) {
    await reader.read();
    await moment(20);
  }
  expect(seen.ended).toBe(false);
  await moment(150);
  expect(seen.ended).toBe(true);
  await expect(reader.read()).rejects.toThrow('takes nothing');
});

test('what breaks while chunks are made breaks the body', async () => {
  async function* broken() {
    yield 'head';
    throw new Error('the database went away');
  }
  const reader = streamOf(broken()).getReader();
  await reader.read();
  await expect(reader.read()).rejects.toThrow('went away');
});

test('a large chunk goes out in pieces, whole and in order', async () => {
  const text = Array.from({ length: 30_000 }, (_, n) => `${n} 华为\n`).join('');
  async function* one() {
    yield text;
  }
  const pieces: Uint8Array[] = [];
  for await (const part of streamOf(one())) pieces.push(part);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(65_536);
  expect(Buffer.concat(pieces).toString()).toBe(text);
});
