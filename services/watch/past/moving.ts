import type { Condition } from '../../../db/condition.ts';
import { parseQuery } from '../../search/query/parse.ts';
import type { Query } from '../../search/query/query.ts';

/** A condition without its times that count back from now, and what those say at another time. */
export interface Apart {
  rest: Condition;
  /** Whether an article that was published then is found at another time. */
  fits(publishedAt: Date, at: Date): boolean;
}

const hourMs = 3_600_000;
const farMs = 3 * 366 * 24 * hourMs;

/**
 * Takes times such as `after:7d` out of a query: live, they move with the clock.
 *
 * @param condition what the query was resolved to
 * @returns null where such a time is not asked of all that is found, but within an OR or a NOT
 */
export function movingApart(text: string, condition: Condition, now: Date): Apart | null {
  const [tree, later] = [readAt(text, now), readAt(text, new Date(now.getTime() + farMs))];
  const moving = movingAmong(sidesOf(tree), sidesOf(later));
  if (movingAmong(timesIn(tree), timesIn(later)).size > moving.size) return null;
  const rest = sidesOf(condition).filter((_, place) => !moving.has(place));
  return { rest: { is: 'and', of: rest }, fits: moving.size > 0 ? fitting(text, moving) : () => true };
}

/** Those of these parts of a query that are other times later. */
function movingAmong(parts: readonly Query[], later: readonly Query[]): Set<number> {
  const timeOf = (part: Query | undefined) => (part?.is === 'published' ? part.at.getTime() : null);
  return new Set(parts.flatMap((part, place) => (timeOf(part) === timeOf(later[place]) ? [] : [place])));
}

/** Live, an alert’s times are made anew once an hour. */
function fitting(text: string, moving: ReadonlySet<number>): Apart['fits'] {
  let [hour, times]: [number, Query[]] = [Number.NaN, []];
  return (publishedAt, at) => {
    const asked = Math.floor(at.getTime() / hourMs);
    if (asked !== hour) {
      hour = asked;
      times = sidesOf(readAt(text, new Date(hour * hourMs))).filter((_, place) => moving.has(place));
    }
    return times.every((time) => time.is !== 'published' || isOn(time, publishedAt));
  };
}

const isOn = ({ side, at }: Query & { is: 'published' }, publishedAt: Date) =>
  side === 'from' ? publishedAt >= at : publishedAt < at;

function readAt(text: string, now: Date): Query {
  const parsed = parseQuery(text, { now });
  return 'query' in parsed ? parsed.query : { is: 'all' };
}

/** All that must hold together, in the order of the query. */
const sidesOf = <Part extends Query | Condition>(part: Part): Part[] =>
  part.is === 'and' ? (part.of as Part[]).flatMap(sidesOf) : [part];

function timesIn(part: Query): Query[] {
  if (part.is === 'and' || part.is === 'or') return part.of.flatMap(timesIn);
  if (part.is === 'not') return timesIn(part.of);
  return part.is === 'published' ? [part] : [];
}
