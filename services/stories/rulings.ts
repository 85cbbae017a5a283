import type { Orm } from '../../db/database.ts';
import { grouping, liveStory, pairs, storiesOf } from '../../db/storyPlacements.ts';
import {
  addRuling,
  type NewRuling,
  originalsAmong,
  originalsOf,
  type RulingPair,
  removeRuling,
} from '../../db/storyRulings.ts';
import { placeChanges } from './grouping.ts';

/** Why a ruling cannot be made: which of its parts is wrong, and how. */
export class RulingFault extends Error {
  override name = 'RulingFault';
  constructor(
    readonly part: 'id' | 'with' | 'articles',
    message: string,
  ) {
    super(message);
  }
}

/** More articles that are no copies than one ruling can speak of. */
const mostRuled = 1000;

export interface Ruled {
  ruling: number;
  /** The stories that the articles are in now. */
  stories: number[];
}

/**
 * Rules that two stories are one.
 *
 * @throws RulingFault
 */
export const mergeStories = (
  orm: Orm,
  { story, other, note }: { story: number; other: number; note: string | null },
  now: Date,
): Promise<Ruled> =>
  grouping(orm, async (tx) => {
    const [one, two] = [await theStory(tx, story, 'id'), await theStory(tx, other, 'with')];
    if (one === two) throw new RulingFault('with', 'is the same story already');
    const [first, second] = [await someOriginals(tx, one, 'id'), await someOriginals(tx, two, 'with')];
    const all = new Set([...first, ...second]);
    const contradicted = await said(tx, 'apart', (a, b) => all.has(a) && all.has(b));
    const ruled = [
      ...allTogether([...all]),
      ...contradicted.map((pair) => ({ ...pair, kind: 'together' as const })),
    ];
    return rule(tx, { kind: 'merge', note, pairs: onceEach(ruled) }, now);
  });

/**
 * Rules that some articles of a story are another story. Copies follow their originals; a copy that is named without
 * its original is taken from it.
 *
 * @throws RulingFault
 */
export const splitStory = (
  orm: Orm,
  { story, articles, note }: { story: number; articles: readonly number[]; note: string | null },
  now: Date,
): Promise<Ruled> =>
  grouping(orm, async (tx) => {
    const live = await theStory(tx, story, 'id');
    const named = await originalsAmong(tx, live, articles);
    const stranger = articles.find((id) => !named.some((article) => article.id === id));
    if (stranger !== undefined)
      throw new RulingFault('articles', `must all be of this story; article ${stranger} is not`);
    const leaving = new Set(articles);
    const left = (await someOriginals(tx, live, 'id')).filter((id) => !leaving.has(id));
    if (left.length === 0) throw new RulingFault('articles', 'must leave at least one original in the story');
    const copies = named.filter(({ id, original }) => id !== original && !leaving.has(original));
    const moved = named.filter(({ id, original }) => id === original || !leaving.has(original));
    const [out, stay] = [new Set(moved.map(({ id }) => id)), new Set(left)];
    const contradicted = await said(
      tx,
      'together',
      (a, b) => (out.has(a) && stay.has(b)) || (out.has(b) && stay.has(a)),
    );
    const ruled = [
      ...contradicted.flatMap(({ articleId, otherId }) => apart(articleId, otherId)),
      ...allTogether(moved.map(({ id }) => id)),
      ...allTogether(left),
      ...apart(moved[0]!.id, left[0]!),
      ...copies.flatMap(({ id, original }) => apart(id, original)),
    ];
    return rule(tx, { kind: 'split', note, pairs: onceEach(ruled) }, now);
  });

/** Takes a ruling back. @returns the stories that its articles are in now; null when there is no such ruling */
export const withdrawRuling = (orm: Orm, id: number): Promise<number[] | null> =>
  grouping(orm, async (tx) => {
    const withdrawn = await removeRuling(tx, id);
    return withdrawn && placeRuled(tx, withdrawn);
  });

async function theStory(tx: Orm, id: number, part: RulingFault['part']): Promise<number> {
  const live = await liveStory(tx, id);
  if (live === null) throw new RulingFault(part, `is no story’s id: ${id}`);
  return live;
}

async function someOriginals(tx: Orm, story: number, part: RulingFault['part']): Promise<number[]> {
  const ids = await originalsOf(tx, story, mostRuled + 1);
  if (ids.length > mostRuled)
    throw new RulingFault(part, `has more than ${mostRuled} articles; one ruling speaks of no more`);
  return ids;
}

/** All with the first: that says it of every two. */
const allTogether = ([first, ...rest]: readonly number[]): RulingPair[] =>
  rest.map((id) => ({ articleId: id, otherId: first!, kind: 'together' }));

/** Earlier rulings of a kind on two articles: where a new one says otherwise, it has to say so of these two. */
const said = async (tx: Orm, kind: RulingPair['kind'], of: (one: number, other: number) => boolean) =>
  (await pairs(tx)).filter((pair) => pair.kind === kind && of(pair.articleId, pair.otherId));

const apart = (articleId: number, otherId: number): RulingPair[] => [{ articleId, otherId, kind: 'apart' }];

const onceEach = (ruled: readonly RulingPair[]): RulingPair[] => [
  ...new Map(ruled.map((pair) => [`${pair.articleId} ${pair.otherId}`, pair])).values(),
];

async function rule(tx: Orm, ruling: NewRuling, now: Date): Promise<Ruled> {
  const id = await addRuling(tx, ruling, now);
  return { ruling: id, stories: await placeRuled(tx, ruling.pairs) };
}

async function placeRuled(tx: Orm, ruled: readonly RulingPair[]): Promise<number[]> {
  const ids = [...new Set(ruled.flatMap(({ articleId, otherId }) => [articleId, otherId]))];
  await placeChanges(
    tx,
    ids.map((id) => ({ id })),
  );
  return storiesOf(tx, ids);
}
