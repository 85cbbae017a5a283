import { type SQL, sql } from 'drizzle-orm';
import type { Condition } from '../../../db/condition.ts';
import type { Orm } from '../../../db/database.ts';
import { compile } from '../../../db/search/conditions.ts';
import { facets, total } from '../../../db/search/facets.ts';
import { newest, searchOf } from '../../../db/search/pages.ts';
import { best } from '../../../db/search/ranking.ts';
import { listedArticles } from '../../../db/search.ts';
import { searchableWords } from '../words.ts';
import { chineseWord, englishWord, entityOf, randomOf } from './generate.ts';

const tries = 24;
const pageSize = 20;

const words = (word: string): Condition => ({
  ...{ is: 'text', part: 'anywhere' },
  words: searchableWords({ is: 'word', word }),
});
const phrase = (...row: string[]): Condition => ({
  ...{ is: 'text', part: 'anywhere' },
  words: searchableWords({ is: 'phrase', words: row }),
});
const all = (...of: Condition[]): Condition => ({ is: 'and', of });

/** Kinds of queries, each made anew for every try. */
function kindsOf(random: () => number): Record<string, () => Condition> {
  const between = (from: number, to: number) => Math.floor(from + random() * (to - from));
  const common = () => englishWord(between(0, 30));
  const medium = () => englishWord(between(300, 2000));
  const rare = () => englishWord(between(20_000, 60_000));
  const entity = (from: number, to: number): Condition => ({ is: 'entity', id: entityOf(between(from, to)) });
  const publisher = (): Condition => ({ is: 'publisher', name: `Publisher ${between(0, 30)}` });
  const near: () => Condition = () => ({
    ...{ is: 'text', part: 'anywhere' },
    words: {
      is: 'near',
      within: 5,
      of: [
        { is: 'word', word: medium() },
        { is: 'word', word: common() },
      ],
    },
  });
  return {
    'common word': () => words(common()),
    'medium word': () => words(medium()),
    'rare word': () => words(rare()),
    'Chinese word': () => words(chineseWord(between(0, 500))),
    'rare Chinese word': () => words(chineseWord(between(4000, 12_000))),
    'two common words': () => all(words(common()), words(common())),
    'common and rare word': () => all(words(common()), words(rare())),
    'phrase of common words': () => phrase(common(), common()),
    'phrase of rarer words': () => phrase(common(), medium()),
    prefix: () => ({ is: 'text', part: 'anywhere', words: { is: 'prefix', word: medium().slice(0, 5) } }),
    'near/5': near,
    title: () => ({ is: 'text', part: 'title', words: { is: 'word', word: common() } }),
    'common entity': () => entity(0, 20),
    'rare entity': () => entity(500, 2000),
    publisher: publisher,
    'entity and publisher': () => all(entity(0, 50), publisher()),
    'entity and word': () => all(entity(0, 50), words(medium())),
    'entity without publisher': () => all(entity(0, 50), { is: 'not', of: publisher() }),
    'word or word': () => ({ is: 'or', of: [words(medium()), words(rare())] }),
    'sentiment < -0.5': () => ({ is: 'sentiment', towards: null, comparison: '<', score: -0.5 }),
    'sentiment < -0.52': () => ({ is: 'sentiment', towards: null, comparison: '<', score: -0.52 }),
    'sentiment towards and word': () =>
      all({ is: 'sentiment', towards: entityOf(between(0, 30)), comparison: '<', score: 0 }, words(common())),
    'word in a year long past': () =>
      all(
        words(medium()),
        { is: 'published', side: 'from', at: new Date('2023-01-01') },
        { is: 'published', side: 'before', at: new Date('2024-01-01') },
      ),
    everything: () => ({ is: 'all' }),
  };
}

/** Milliseconds since some time. */
export type Clock = () => number;

/** Prints, for each kind of query, milliseconds at p50 and p95 of a page, its count and its facets, and what bare SQL takes. */
export async function measure(orm: Orm, clock: Clock): Promise<void> {
  const random = randomOf(11);
  console.log(`${tries} queries a kind; milliseconds, p50/p95`);
  console.log(row('', 'found', 'newest', 'relevance', 'count', 'facets', 'bare count', 'bare 20'));
  const worst: Record<string, number[]> = {};
  for (const [name, make] of Object.entries(kindsOf(random))) {
    const conditions = Array.from({ length: tries }, make);
    const searches = conditions.map((condition) => ({ condition, search: searchOf(condition, {}) }));
    const counts: number[] = [];
    const columns = {
      newest: await timed(clock, searches, async ({ search }) => {
        const page = await newest(orm, search, pageSize + 1);
        await listedArticles(
          orm,
          page.slice(0, pageSize).map(({ id }) => id),
        );
      }),
      relevance: await timed(clock, searches, async ({ search, condition }) => {
        const { articles } = await best(orm, search, condition, pageSize);
        await listedArticles(
          orm,
          articles.map(({ id }) => id),
        );
      }),
      count: await timed(clock, searches, async ({ search }) =>
        counts.push((await total(orm, search)).count),
      ),
      facets: await timed(clock, searches, ({ search }) => facets(orm, search)),
      // A server gives up after 30 s.
      bareCount: await timed(clock, searches.slice(0, 2), ({ condition }) =>
        orm.execute(bare(condition, sql`count(*)`)).catch(() => null),
      ),
      bareWalk: await timed(clock, searches.slice(0, 6), () =>
        orm.execute(sql`select id from articles order by published_at desc limit ${pageSize}`),
      ),
    };
    for (const [column, times] of Object.entries(columns))
      worst[column] = [...(worst[column] ?? []), ...times];
    console.log(row(name, String(at(counts, 0.5)), ...Object.values(columns).map(shown)));
  }
  console.log(row('all kinds', '', ...Object.values(worst).map(shown)));
}

function bare(condition: Condition, what: SQL): SQL {
  const { query } = compile(condition);
  return query
    ? sql`select ${what} from articles where search @@ ${query}`
    : sql`select ${what} from articles`;
}

async function timed<T>(clock: Clock, asked: T[], act: (one: T) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (const one of asked) {
    const begun = clock();
    await act(one);
    times.push(clock() - begun);
  }
  return times;
}

const at = (numbers: number[], share: number) =>
  numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? 0;
const shown = (times: number[]) => `${at(times, 0.5).toFixed(1)}/${at(times, 0.95).toFixed(1)}`;
const row = (name: string, ...cells: string[]) =>
  name.padEnd(28) + cells.map((cell) => cell.padStart(15)).join('');
