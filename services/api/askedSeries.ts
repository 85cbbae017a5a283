import type { Condition } from '../../db/condition.ts';
import type { Orm } from '../../db/database.ts';
import { type ArticleFilter, conditionOf } from '../../db/search.ts';
import { greatestParts, partOf, type Split } from '../../db/splits.ts';
import { knownEntity } from './parameters.ts';
import { badParameters } from './problems.ts';
import { askedQuery } from './query.ts';
import type { AskedSeries, SeriesView } from './series.ts';

/** Which series are wanted. */
export interface SeriesWish {
  /** Queries, each a series; the empty one is all coverage. */
  queries: { text: string; parameter: string }[];
  /** Conditions on all of them. */
  filter?: ArticleFilter;
  /** Takes the first query apart instead, into these parts or into its greatest. */
  split?: Split | undefined;
  ids?: string[] | undefined;
  top?: number | undefined;
  view: Omit<SeriesView, 'after' | 'before' | 'copies' | 'offTopic'>;
}

const partsUsual = 5;

/**
 * The series that are wanted, and how to count them: off-topic articles only where the filter says so, and between the
 * times that the filter, or every query, is confined to.
 *
 * @throws ProblemError telling what is wrong with a query or an id
 */
export async function askedSeries(
  orm: Orm,
  wish: SeriesWish,
  now: Date,
): Promise<{ asked: AskedSeries[]; view: SeriesView }> {
  const { queries, filter = {}, split } = wish;
  const { after, before, copies, offTopic = false, words, ...rest } = filter;
  const always = conditionOf(rest);
  const read = [];
  for (const { text, parameter } of queries) read.push(await askedQuery(orm, text, now, parameter));
  const times = commonTimes(read.map(({ condition }) => condition));
  const view = {
    ...wish.view,
    after: after ?? times.after,
    before: before ?? times.before,
    copies,
    offTopic,
  };
  checkTimes(view);
  const whole = read.map(({ canonical, condition }) => {
    const asked = both(withoutTimes(condition, view), always);
    return seriesOf(nameOf(canonical, { ...rest, words }), asked, words, rest.entity);
  });
  return { view, asked: split ? await parts(orm, whole[0]!, { ...wish, split }, view) : whole };
}

/** The query, and what the other parameters ask for as an address has it. */
function nameOf(canonical: string, { condition: _, words, ...rest }: ArticleFilter): string {
  const asked = Object.entries({ text: words, ...rest }).filter(([, value]) => value !== undefined);
  const all = [...(canonical ? [canonical] : []), ...asked.map(([name, value]) => `${name}=${value}`)];
  return all.join(' ') || 'all coverage';
}

const seriesOf = (
  name: string,
  condition: Condition,
  words: string | undefined,
  entity: string | undefined,
): AskedSeries => ({
  ...{ name, condition, words },
  towards: entity ?? onlyEntity(condition),
  share: { of: 'all' },
  publishers: publishersOf(condition),
});

async function parts(
  orm: Orm,
  whole: AskedSeries,
  { split, ids, top = partsUsual }: SeriesWish & { split: Split },
  { after, before, copies, offTopic }: SeriesView,
): Promise<AskedSeries[]> {
  if (split === 'entity') for (const id of ids ?? []) await knownEntity(orm, id, 'ids');
  const { condition, words } = whole;
  const filter = { condition, words, after, before, copies, offTopic };
  const named = new Set(topLevel(condition).flatMap((part) => (part.is === 'entity' ? part.id : [])));
  // What the query asks for anyway is no part of it.
  const greatest = async () =>
    (await greatestParts(orm, filter, split, top + named.size)).filter((id) => !named.has(id)).slice(0, top);
  return (ids ?? (await greatest())).map((id) => {
    const part = partOf(split, id);
    return {
      ...whole,
      name: id,
      condition: both(condition, part),
      towards: split === 'entity' ? id : whole.towards,
      share: split === 'publisher' || split === 'language' ? { of: 'its own', condition: part } : whole.share,
      publishers: split === 'publisher' ? [id] : whole.publishers,
    };
  });
}

/** The parts that must all hold. */
const topLevel = (condition: Condition): Condition[] => (condition.is === 'and' ? condition.of : [condition]);

/** Both conditions, as flat as they can be. */
export function both(a: Condition, b: Condition): Condition {
  const of = [...topLevel(a), ...topLevel(b)].filter(({ is }) => is !== 'all');
  return of.length === 0 ? { is: 'all' } : of.length === 1 ? of[0]! : { is: 'and', of };
}

/** The one entity that a condition demands, or null where it demands none or several. */
export function onlyEntity(condition: Condition): string | null {
  const ids = topLevel(condition).flatMap((part) => (part.is === 'entity' ? part.id : []));
  return new Set(ids).size === 1 ? ids[0]! : null;
}

/** The publishers that a condition is confined to; undefined where to none. */
function publishersOf(condition: Condition): string[] | undefined {
  for (const part of topLevel(condition)) {
    const sides = part.is === 'or' ? part.of : [part];
    const names = sides.flatMap((side) => (side.is === 'publisher' ? side.name : []));
    if (names.length === sides.length && names.length > 0) return names;
  }
  return undefined;
}

/** The times that all of some conditions are confined to: the earliest start and the latest end. */
function commonTimes(conditions: Condition[]): { after?: Date | undefined; before?: Date | undefined } {
  const of = (side: 'from' | 'before') =>
    conditions.map((condition) =>
      topLevel(condition).flatMap((part) =>
        part.is === 'published' && part.side === side ? part.at.getTime() : [],
      ),
    );
  const [froms, befores] = [of('from'), of('before')];
  const all = (times: number[][]) => times.every(({ length }) => length > 0);
  return {
    after: all(froms) ? new Date(Math.min(...froms.map((times) => Math.max(...times)))) : undefined,
    before: all(befores) ? new Date(Math.max(...befores.map((times) => Math.min(...times)))) : undefined,
  };
}

/** A condition without the times that the view says anyway, so that bursts can look at the weeks before. */
function withoutTimes(
  condition: Condition,
  { after, before }: Pick<SeriesView, 'after' | 'before'>,
): Condition {
  const said = { from: after?.getTime(), before: before?.getTime() };
  const kept = topLevel(condition).filter(
    (part) => part.is !== 'published' || part.at.getTime() !== said[part.side],
  );
  return kept.reduce(both, { is: 'all' });
}

/** @throws ProblemError where no time lies between start and end */
function checkTimes({ after, before }: Pick<SeriesView, 'after' | 'before'>): void {
  if (after && before && after >= before)
    throw badParameters([{ parameter: 'after', detail: 'must lie earlier than before' }]);
}

/** @throws ProblemError where a split and comparisons are asked for at once, or parts without a split */
export function checkSplit(split: Split | undefined, compare: string[], ids: string[] | undefined): void {
  if (split && compare.length > 0)
    throw badParameters([
      { parameter: 'split', detail: 'takes one query apart: leave out compare, or split' },
    ]);
  if (!split && ids)
    throw badParameters([{ parameter: 'ids', detail: 'are the parts of a split: say split=… as well' }]);
}
