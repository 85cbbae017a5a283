/**
 * Writes latin.txt and han.txt: how rare words are, from counts over files of JSON lines with `title` and `text` or
 * `description`: node --import tsx services/cluster/words/make.ts FILE… Counts are kept, texts are not. A language's
 * articles are counted by themselves: Latin words in those with few Han characters, Han pairs in the others.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { unitsOf } from '../terms.ts';
import { writeTable } from './table.ts';

/** Words of fewer articles are as good as unseen. */
const fewest = 3;
const counts = { latin: new Map<string, number>(), han: new Map<string, number>() };
const articles = { latin: 0, han: 0 };

for (const file of process.argv.slice(2)) {
  const bytes = readFileSync(file);
  const lines = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n');
  for (const line of lines) if (line !== '') count(JSON.parse(line));
}
for (const script of ['latin', 'han'] as const) write(script);

function count({ title = '', text = '', description = '' }: Record<string, string>): void {
  const all = `${title}\n${text || (description ?? '').replaceAll(/<[^>]*>/g, ' ')}`.slice(0, 20_000);
  const script = (all.match(/\p{Script=Han}/gu)?.length ?? 0) > all.length / 10 ? 'han' : 'latin';
  articles[script] += 1;
  for (const word of new Set(
    [...unitsOf(all)].filter(({ kind }) => kind !== 'number').map(({ word }) => word),
  ))
    if (/^\p{Script=Han}/u.test(word) === (script === 'han'))
      counts[script].set(word, (counts[script].get(word) ?? 0) + 1);
}

function write(script: 'latin' | 'han'): void {
  const enough = [...counts[script]].filter(([, seen]) => seen >= fewest);
  writeTable(
    script,
    enough.map(([word, seen]) => [word, Math.log(articles[script] / seen)]),
  );
}
