/**
 * Writes latin.txt and han.txt: how rare words are, from counts over files of JSON lines with `title` and `text` or
 * `description`: node --import tsx services/cluster/words/make.ts FILE… Counts are kept, texts are not. A language's
 * articles are counted by themselves: Latin words in those with few Han characters, Han pairs in the others.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { unitsOf } from '../terms.ts';

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
  const levels = new Map<string, string[]>();
  for (const [word, seen] of [...counts[script]].sort()) {
    if (seen < fewest) continue;
    const level = (Math.round(4 * Math.log(articles[script] / seen)) / 4).toFixed(2);
    levels.set(level, [...(levels.get(level) ?? []), word]);
  }
  const lines = [...levels]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([level, words]) => [level, ...words].join(' '));
  writeFileSync(new URL(`${script}.txt`, import.meta.url), `${lines.join('\n')}\n`);
  console.log(script, articles[script], [...levels.values()].flat().length);
}
