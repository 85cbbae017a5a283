/**
 * Times grouping as the archive grows: npm run bench -- cluster. Articles are made of the sample wire's sentences, with
 * words changed, so many a day that every stretch of time is as full as the next; after some months they begin again under
 * other addresses. Prints milliseconds an article for the last articles of an archive of 1,000 and of 100,000, and exits 1
 * when the second is more than twice the first.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { MemoryStore } from '../memory.ts';
import { place } from '../place.ts';
import { type SignableArticle, type Signature, signatureOf } from '../signature.ts';

const sizes = [1_000, 100_000];
const different = 3_000;
const timed = 300;
const perDay = 60;
const bound = 2;
const dayMs = 86_400_000;
const start = Date.parse('2020-01-01T00:00:00Z');
const folder = new URL('../../demo/articles/', import.meta.url);

const bodies = readdirSync(folder)
  .sort()
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .filter((file) => file.includes('\nlang: en\n'))
  .map((file) =>
    file
      .slice(file.indexOf('\n---\n', 4) + 5)
      .trim()
      .split(/(?<=[.!?])\s+/),
  );

const random = mulberry(7);
const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
const store = new MemoryStore();
const pool: Signature[] = [];
let signMs = 0;
for (let nth = 0; nth < different; nth++) {
  const article = write(nth);
  const begun = performance.now();
  pool.push(signatureOf(article));
  signMs += performance.now() - begun;
}
const results: { articles: number; placeMs: number }[] = [];
for (const size of sizes) {
  // Those that the timed ones look back at are placed; what is older need only be there.
  for (let nth = store.known.size; nth < size - timed; nth++)
    await add(nth, nth > size - timed - 20 * perDay);
  const begun = performance.now();
  for (let nth = size - timed; nth < size; nth++) await add(nth, true);
  results.push({ articles: size, placeMs: rounded((performance.now() - begun) / timed) });
  console.log(JSON.stringify(results.at(-1)));
}
const ratio = rounded(results[1]!.placeMs / results[0]!.placeMs);
const signatureBytes = Math.round(pool.reduce((sum, one) => sum + JSON.stringify(one).length, 0) / different);
const stories = new Set([...store.known.values()].flatMap(({ placement }) => placement?.story ?? [])).size;
console.log(JSON.stringify({ ratio, bound, signMs: rounded(signMs / different), signatureBytes, stories }));
if (ratio > bound) {
  console.error(`Placing an article costs ${ratio} times as much in the larger archive.`);
  process.exitCode = 1;
}

async function add(nth: number, placing: boolean): Promise<void> {
  const at = start + Math.floor((nth * dayMs) / perDay);
  store.add(nth, { ...pool[nth % different]!, at, url: `https://bench.test/${nth}` });
  if (placing) await place([{ id: nth }], store);
}

/** Sentences of two articles, every tenth word another name of the day's: alike as news of one beat is. */
function write(nth: number): SignableArticle {
  const day = Math.floor(nth / perDay);
  const sentences = [...pick(bodies), ...pick(bodies)].filter(() => random() < 0.5).slice(0, 20);
  const text = sentences
    .join(' ')
    .replaceAll(/\b\w+\b/g, (word) =>
      random() < 0.1 ? `Name${(day % 50) * 20 + Math.floor(random() * 20)}` : word,
    );
  return {
    canonicalUrl: `https://bench.test/${nth}`,
    publisher: `Publisher ${nth % 40}`,
    language: 'en',
    title: sentences[0]?.slice(0, 80) ?? 'None',
    text,
    publishedAt: new Date(start + Math.floor((nth * dayMs) / perDay)),
    entities: Array.from({ length: 4 }, () => ({
      id: `entity-${Math.floor(random() ** 3 * 400)}`,
      salience: random(),
    })),
    events: [],
  };
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}

/** The same numbers, 0…1, at every run. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
