import { readFileSync } from 'node:fs';

/** Of words that the counted texts did not have, or hardly. */
export const mostIdf = 9;

/** Lines of `idf word word …`, as words/table.ts writes them; of a word in several tables the lowest. */
function readTable(...names: string[]): Map<string, number> {
  const table = new Map<string, number>();
  for (const name of names)
    for (const line of readFileSync(new URL(`words/${name}.txt`, import.meta.url), 'utf8').split('\n')) {
      const [idf, ...words] = line.split(' ');
      for (const word of words) table.set(word, Math.min(Number(idf), table.get(word) ?? mostIdf));
    }
  return table;
}

let tables: { latin: Map<string, number>; han: Map<string, number> } | undefined;

/**
 * How rare a word is: the logarithm of one in how many articles has it. Words in Latin letters are as common as in the
 * counted feeds or in English at large, whichever has them more often. Pure, save that the tables are read at first use.
 */
export function idfOf(word: string): number {
  tables ??= { latin: readTable('latin', 'english'), han: readTable('han') };
  const table = /^\p{Script=Han}/u.test(word) ? tables.han : tables.latin;
  return table.get(word) ?? mostIdf;
}
