import type { Condition } from '../../../db/condition.ts';
import { chineseWord, englishWord, entityOf, zipf } from '../../search/bench/generate.ts';
import { searchableWords } from '../../search/words.ts';

const entities = 2000;
const events = 24;

const words = (word: string, part: 'anywhere' | 'title' = 'anywhere'): Condition => ({
  ...{ is: 'text', part },
  words: searchableWords({ is: 'word', word }),
});
const all = (...of: Condition[]): Condition => ({ is: 'and', of });
const any = (...of: Condition[]): Condition => ({ is: 'or', of });
const not = (of: Condition): Condition => ({ is: 'not', of });

/** Alerts that hardly an article fulfils. */
export const narrowOf = (random: () => number) => (): Condition =>
  all(
    { is: 'entity', id: entityOf(Math.floor(200 + random() * (entities - 200))) },
    words(englishWord(Math.floor(5000 + random() * 55_000))),
  );

/** What people save as alerts, drawn by chance: names are as common among them as in the generated articles. */
export function conditionsOf(random: () => number): () => Condition {
  const rank = zipf(entities, random);
  const between = (from: number, to: number) => Math.floor(from + random() * (to - from));
  const entity = (): Condition => ({ is: 'entity', id: entityOf(rank()) });
  const event = (): Condition => ({ is: 'event', type: `event-${between(0, events)}` });
  const medium = () => englishWord(between(200, 5000));
  const rare = () => englishWord(between(5000, 60_000));
  const chinese = () => chineseWord(between(50, 5000));
  const towards = (): Condition => ({
    ...{ is: 'sentiment', towards: entityOf(rank()), comparison: '<' },
    score: -between(1, 8) / 10 - 0.05,
  });
  const kinds: [share: number, make: () => Condition][] = [
    [14, entity],
    [14, () => all(entity(), event())],
    [10, () => all(entity(), words(medium()))],
    [6, towards],
    [6, () => all(entity(), not({ is: 'publisher', name: `Publisher ${between(0, 30)}` }))],
    [4, () => all(entity(), entity())],
    [8, () => words(rare())],
    [8, () => all(words(medium()), words(medium()))],
    [6, () => all(any(words(medium()), words(rare())), words(medium()))],
    [6, () => ({ is: 'text', part: 'anywhere', words: { is: 'phrase', words: [medium(), medium()] } })],
    [4, () => ({ is: 'text', part: 'anywhere', words: { is: 'prefix', word: medium().slice(0, 6) } })],
    [4, () => ({ ...{ is: 'text', part: 'anywhere' }, words: nearOf(medium(), medium()) })],
    [4, () => words(medium(), 'title')],
    [4, () => words(chinese())],
    [
      1,
      () =>
        all(
          { is: 'topic', id: 'export-controls' },
          { is: 'sentiment', towards: null, comparison: '<', score: -0.65 },
        ),
    ],
    [
      1,
      () =>
        all(words(medium()), not(words(rare())), {
          is: 'published',
          side: 'from',
          at: new Date('2025-12-01'),
        }),
    ],
  ];
  const drawn = kinds.flatMap(([share, make]) => Array.from({ length: share }, () => make));
  return () => drawn[between(0, drawn.length)]!();
}

const nearOf = (left: string, right: string): Extract<Condition, { is: 'text' }>['words'] => ({
  ...{ is: 'near', within: 5 },
  of: [
    { is: 'word', word: left },
    { is: 'word', word: right },
  ],
});
