import type { Condition } from '../../../../db/condition.ts';
import { openInMemory } from '../../../../db/embedded.ts';
import { newest, searchOf } from '../../../../db/search/pages.ts';
import { englishWord, generate, randomOf } from '../../../search/bench/generate.ts';
import { load } from '../../../search/bench/load.ts';
import { searchableWords } from '../../../search/words.ts';
import type { Compared } from './compared.ts';
import { askPython } from './python.ts';

const [queries, rounds, seed, pageSize] = [45, 5, 7, 20];

/** One to three words, common and rarer ones. */
function asked(): string[][] {
  const random = randomOf(11);
  const word = () => englishWord(Math.floor(random() ** 2 * 3_000));
  return Array.from({ length: queries }, (_, n) => Array.from({ length: 1 + (n % 3) }, word));
}

const program = `
import json, sqlite3, sys, time
rounds, size, articles, queries = json.load(sys.stdin)
db = sqlite3.connect(':memory:')
db.execute("create virtual table a using fts5(title, text, tokenize='porter')")
db.executemany('insert into a (rowid, title, text) values (?, ?, ?)', articles)
total = 0
for words in queries:
    query = ' '.join('"%s"' % word for word in words)
    least = 1e9
    for _ in range(rounds):
        begun = time.perf_counter()
        db.execute('select rowid from a where a match ? order by rowid desc limit ?', (query, size)).fetchall()
        least = min(least, time.perf_counter() - begun)
    total += least
print(json.dumps(1000 * total / len(queries)))
`;

/** The newest twenty that have all words, of the same generated articles, both in memory. */
export async function compareSearch(articles = 5_000): Promise<Compared> {
  const wanted = asked();
  const db = await openInMemory();
  await db.migrate();
  await load(db.orm, articles, 1);
  let own = 0;
  for (const words of wanted) {
    const search = searchOf(conditionOf(words), {});
    let least = Number.POSITIVE_INFINITY;
    for (let round = 0; round < rounds; round++) {
      const begun = performance.now();
      await newest(db.orm, search, pageSize);
      least = Math.min(least, performance.now() - begun);
    }
    own += least / queries;
  }
  await db.close();
  const rows = [...generate(articles, seed)].map(({ id, title, text }) => [id, title, text]);
  const sqlite = askPython<number>(program, [rounds, pageSize, rows, wanted]);
  return {
    what: `finding the newest ${pageSize} of ${articles.toLocaleString('en-US')} articles (${queries} queries)`,
    own,
    peers: { 'SQLite FTS5': sqlite },
  };
}

const conditionOf = (words: readonly string[]): Condition => ({
  is: 'and',
  of: words.map((word) => ({
    ...{ is: 'text' as const, part: 'anywhere' as const },
    words: searchableWords({ is: 'word', word }),
  })),
});
