import type { Place } from '../facts.ts';
import { beginning, type Lexemes, weighted } from './lexemes.ts';
import type { LexemeQuery, Near } from './program.ts';

// Where words stand in a row, as PostgreSQL's TS_phrase_execute finds it.

/**
 * The places of a query’s last word by rising number, or, `negated`, all but these; `width` is how far its first word
 * stands before them.
 */
interface Known {
  at: readonly number[];
  negated: boolean;
  width: number;
}
/** Unknown where a lexeme has no places. */
type Placed = Known | 'unknown';

/** Whether words stand as a query asks; what is not known does not. */
export function stands(lexemes: Lexemes, query: LexemeQuery): boolean {
  const placed = placesOf(lexemes, query);
  return placed !== 'unknown' && !isNowhere(placed);
}

/** Whether either of two stands behind the other, no further than asked. */
export function standsNear(lexemes: Lexemes, near: Near): boolean {
  const [a, b] = near.of.map((side) => placesOf(lexemes, side)) as [Placed, Placed];
  if (a === 'unknown' || b === 'unknown') return false;
  if (a.negated || b.negated) return stands(lexemes, atEachDistance(near));
  return isBehind(a, b, near.within) || isBehind(b, a, near.within);
}

/** Whether one of the right places is 1 to `within` behind one of the left ones. */
function isBehind(left: Known, right: Known, within: number): boolean {
  let at = 0;
  return left.at.some((place) => {
    const behind = place + right.width;
    while (at < right.at.length && right.at[at]! <= behind) at++;
    return at < right.at.length && right.at[at]! <= behind + within;
  });
}

const nowhere: Known = { at: [], negated: false, width: 0 };
const isNowhere = (placed: Placed) => placed !== 'unknown' && placed.at.length === 0 && !placed.negated;

function placesOf(lexemes: Lexemes, query: LexemeQuery): Placed {
  switch (query.is) {
    case 'lexeme':
      return ofLexeme(lexemes, query);
    case 'not': {
      const placed = placesOf(lexemes, query.of);
      return placed === 'unknown' ? placed : inverted(placed);
    }
    case 'followed': {
      const left = placesOf(lexemes, query.left);
      if (isNowhere(left)) return nowhere;
      return both(left, placesOf(lexemes, query.right), (left, right) => inRow(left, right, query.by));
    }
    case 'and':
      return query.of
        .map((side) => placesOf(lexemes, side))
        .reduce((left, right) => both(left, right, together));
    case 'or':
      return query.of.map((side) => placesOf(lexemes, side)).reduce(either);
    case 'near':
      return placesOf(lexemes, atEachDistance(query));
  }
}

function atEachDistance({ within, of: [left, right] }: Near): LexemeQuery {
  const distances = Array.from({ length: within }, (_, n) => n + 1);
  const tried = (by: number): LexemeQuery[] => [
    { is: 'followed', by, left, right },
    { is: 'followed', by, left: right, right: left },
  ];
  return { is: 'or', of: distances.flatMap(tried) };
}

type Lexeme = LexemeQuery & { is: 'lexeme' };

function ofLexeme(lexemes: Lexemes, query: Lexeme): Placed {
  if (query.prefix) return ofPrefix(lexemes, query);
  const places = lexemes.get(query.lexeme);
  return places ? ofAll([places], query.weights) : nowhere;
}

/** Words near each other are tried at every distance: what a prefix finds in an article is kept as long as it is there. */
const found = new WeakMap<Lexemes, Map<string, Placed>>();

function ofPrefix(lexemes: Lexemes, { lexeme, weights }: Lexeme): Placed {
  const kept = found.get(lexemes) ?? new Map<string, Placed>();
  found.set(lexemes, kept);
  const key = `${weights}:${lexeme}`;
  const placed =
    kept.get(key) ??
    ofAll(
      beginning(lexemes, lexeme).map((each) => lexemes.get(each)!),
      weights,
    );
  kept.set(key, placed);
  return placed;
}

/** Where any of several lexemes stands. */
function ofAll(all: (readonly Place[])[], weights: string): Placed {
  if (all.some((places) => places.length === 0)) return 'unknown';
  const at = all.flatMap((places) => weighted(places, weights).map((place) => place.at));
  return { ...nowhere, at: all.length > 1 ? ascending(at) : at };
}

function both(left: Placed, right: Placed, join: (left: Known, right: Known) => Known): Placed {
  if (isNowhere(left) || isNowhere(right)) return nowhere;
  return left === 'unknown' || right === 'unknown' ? 'unknown' : join(left, right);
}

const inRow = (left: Known, right: Known, by: number): Known => ({
  ...shared(moved(left, by + right.width), moved(right, 0)),
  width: by + left.width + right.width,
});

const together = (left: Known, right: Known): Known => aligned(left, right, shared);

function either(left: Placed, right: Placed): Placed {
  if (left === 'unknown' || right === 'unknown') return 'unknown';
  const sides = [left, right].map((side) => (isNowhere(side) ? nowhere : side)) as [Known, Known];
  return aligned(...sides, (a, b) => inverted(shared(inverted(a), inverted(b))));
}

/** Joined at the right end of the wider one. */
function aligned(left: Known, right: Known, join: typeof shared): Known {
  const width = Math.max(left.width, right.width);
  return { ...join(moved(left, width - left.width), moved(right, width - right.width)), width };
}

/** The places that both have. */
function shared(a: Known, b: Known): Known {
  const negated = a.negated && b.negated;
  return { ...nowhere, negated, at: merged(a.at, b.at, [b.negated, a.negated === b.negated, a.negated]) };
}

/** Of two rows of places those that only the left one has, both have, or only the right one has. */
function merged(
  left: readonly number[],
  right: readonly number[],
  taken: [boolean, boolean, boolean],
): number[] {
  const all: number[] = [];
  for (let l = 0, r = 0; l < left.length || r < right.length; ) {
    const order = (left[l] ?? Infinity) - (right[r] ?? Infinity);
    const place = order > 0 ? right[r]! : left[l]!;
    if (place > 0 && taken[Math.sign(order) + 1]) all.push(place);
    if (order <= 0) l++;
    if (order >= 0) r++;
  }
  return all;
}

const ascending = (places: number[]): number[] => [...new Set(places)].sort((a, b) => a - b);

const inverted = (placed: Known): Known => ({ ...placed, negated: !placed.negated });
/** PostgreSQL keeps 14 bits of a place. */
const moved = (placed: Known, by: number): Known => ({
  ...placed,
  at: placed.at.map((place) => (place & 0x3fff) + by),
});
