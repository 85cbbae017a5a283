/**
 * Tags articles of 3,000 characters and prints articles a second and core, beside a full compromise analysis of the same
 * texts: npm run bench -- tag. Exits 1 below the bound. The two take turns, article by article, so that a busy machine
 * slows both alike; each article's time is the least of its rounds. The texts are the sample wire's, put end to end and
 * cut.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import nlp from 'compromise';
import { loadEntityList } from '../names/list.ts';
import { tagArticle } from '../tag.ts';
import { timeMatchers } from './names.ts';

/** What is wanted, and what is kept: the network of sentiment takes half of the time, and its quality is worth more. */
const aim = 5;
const bound = 2;
const rounds = 12;
const characters = 3000;
const folder = new URL('../../demo/articles/', import.meta.url);

/** The bodies of the wire's articles in one language, in pieces of 3,000 characters. */
function texts(language: string): string[] {
  const bodies = readdirSync(folder)
    .sort()
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .filter((file) => file.includes(`\nlang: ${language}\n`))
    .map((file) => file.slice(file.indexOf('\n---\n', 4) + 5).trim());
  const all = bodies.join('\n\n');
  return Array.from({ length: Math.floor(all.length / characters) }, (_, at) =>
    all.slice(at * characters, (at + 1) * characters),
  );
}

function analysedByCompromise(text: string): number {
  const doc = nlp(text);
  return doc.people().length + doc.organizations().length + doc.places().length;
}

function timed(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

const list = loadEntityList();
const publishedAt = new Date('2026-01-15T09:00:00Z');
const title = 'Chip curbs: what the week brought';
const ownMs = (text: string) => timed(() => tagArticle({ title, text, publishedAt }, list));

let tagMs = 0;
let peerMs = 0;
const english = texts('en');
for (const text of english) {
  const own: number[] = [];
  const peer: number[] = [];
  for (let round = 0; round < rounds; round++) {
    own.push(ownMs(text));
    peer.push(timed(() => analysedByCompromise(text)));
  }
  tagMs += Math.min(...own);
  peerMs += Math.min(...peer);
}
const chinese = texts('zh');
const chineseMs = chinese
  .map((text) => Math.min(...Array.from({ length: rounds }, () => ownMs(text))))
  .reduce((sum, ms) => sum + ms, 0);

const ratio = peerMs / tagMs;
const rounded = (value: number, digits = 2) => Number(value.toFixed(digits));
console.log(
  JSON.stringify({
    articles: english.length,
    tagMs: rounded(tagMs / english.length),
    compromiseMs: rounded(peerMs / english.length),
    ratio: rounded(ratio),
    aim,
    bound,
    articlesPerSecond: Math.round((1000 * english.length) / tagMs),
    chineseArticles: chinese.length,
    chineseTagMs: rounded(chineseMs / chinese.length),
  }),
);
const matchers = timeMatchers(english[0]!);
console.log(JSON.stringify({ aliases: '400 and 10,000', ...matchers }));
if (matchers.ratio > matchers.bound) {
  console.error(`10,000 aliases cost ${matchers.ratio} times what 400 do, more than ${matchers.bound}.`);
  process.exitCode = 1;
}
if (ratio < bound) {
  console.error(`Tagging is ${ratio.toFixed(1)} times as fast as compromise, less than ${bound}.`);
  process.exitCode = 1;
}
