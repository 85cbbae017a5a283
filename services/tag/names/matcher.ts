import { classOf, DIGIT, folded, isLatinOrDigit, LATIN, lower, shape, shaped } from '../text/fold.ts';
import { automaton } from './automaton.ts';
import type { Alias, Entity } from './entity.ts';

/** An alias found in a text; `start` and `end` are UTF-16 offsets into it, `end` exclusive. */
export interface Match {
  entityId: string;
  alias: Alias;
  start: number;
  end: number;
}

/** Finds aliases in texts; built once by {@link buildMatcher}, holds no state between calls. */
export interface Matcher {
  /**
   * The aliases in the fields of one article, per field, in reading order and without overlaps. Context words count
   * wherever in the article they stand.
   */
  match(fields: readonly string[]): Match[][];
}

/** One alias or context term as the automaton knows it; several may share the same folded text. */
interface Pattern {
  folded: string;
  /** whether the text must stand in exactly this case, width folded */
  readings: Reading[];
  /** id in the set of context terms, or -1 */
  term: number;
}

interface Reading {
  /** undefined where a longer phrase only keeps an alias inside it from counting: New Mexico holds no Mexico */
  entityId: string | undefined;
  alias: Alias;
  exact: string | undefined;
  context: number[] | undefined;
  not: number[];
}

interface Hit {
  pattern: Pattern;
  start: number;
  end: number;
}

/** Fewer letters than this are matched in the exact case only: `arm`, `meta` and `intel` are words. */
const LETTERS_FOR_ANY_CASE = 5;

/**
 * Compiles the aliases of a list into one automaton: one pass over a text however long the list.
 *
 * A Latin edge of an alias looks only at Latin letters and digits beside it, so SMIC is found in 中芯国际SMIC宣布; a Han
 * edge goes by longest match. Aliases with fewer than five letters or with `context` match in the written case unless
 * `case` says otherwise. Where entities share an alias, the first in the list whose context fits has it, one with
 * context before one without.
 */
export function buildMatcher(entities: Iterable<Entity>): Matcher {
  const patterns = collect(entities);
  const search = automaton(patterns.map((pattern) => pattern.folded));

  function hitsIn(text: string, terms: Set<number>): Hit[] {
    const hits: Hit[] = [];
    const unitAt = (i: number) => lower(text.charCodeAt(i));
    search.scan(text.length, unitAt, (index, start, end) => {
      const pattern = patterns[index]!;
      if (!standsAlone(text, start, end)) return;
      if (pattern.term >= 0) terms.add(pattern.term);
      if (pattern.readings.length > 0) hits.push({ pattern, start, end });
    });
    return hits;
  }

  return {
    match(fields) {
      const terms = new Set<number>();
      const hits = fields.map((text) => hitsIn(text, terms));
      return hits.map((found, field) => {
        const text = fields[field]!;
        return longest(resolve(found, text, terms), text.length).filter(isListed);
      });
    },
  };
}

function collect(entities: Iterable<Entity>): Pattern[] {
  const patterns = new Map<string, Pattern>();
  let terms = 0;
  const patternOf = (text: string): Pattern => {
    const key = folded(text);
    const known = patterns.get(key) ?? { folded: key, readings: [], term: -1 };
    patterns.set(key, known);
    return known;
  };
  const termOf = (text: string): number => {
    const pattern = patternOf(text);
    if (pattern.term < 0) pattern.term = terms++;
    return pattern.term;
  };
  for (const { id, aliases } of entities) {
    for (const alias of aliases) {
      const { holders, others } = splitNot(alias);
      for (const text of holders) patternOf(text).readings.push(voidReading(text));
      patternOf(alias.text).readings.push({
        entityId: id,
        alias,
        exact: hasCase(alias.text) && needsExactCase(alias) ? shaped(alias.text) : undefined,
        context: alias.context?.map(termOf),
        not: others.map(termOf),
      });
    }
  }
  const found = [...patterns.values()];
  for (const { readings } of found) readings.sort((a, b) => rank(a) - rank(b));
  return found;
}

/** `not` terms that hold the alias, and those that do not. */
function splitNot(alias: Alias): { holders: string[]; others: string[] } {
  const text = folded(alias.text);
  const holds = (term: string) => folded(term).includes(text) && folded(term) !== text;
  const not = alias.not ?? [];
  return { holders: not.filter(holds), others: not.filter((term) => !holds(term)) };
}

function voidReading(text: string): Reading {
  return { entityId: undefined, alias: { text }, exact: undefined, context: undefined, not: [] };
}

function rank(reading: Reading): number {
  if (reading.entityId === undefined) return 2;
  return reading.context ? 0 : 1;
}

function hasCase(text: string): boolean {
  return text.toLowerCase() !== text.toUpperCase();
}

function isWritten(exact: string, text: string, start: number): boolean {
  for (let i = 0; i < exact.length; i++) {
    if (shape(text.charCodeAt(start + i)) !== exact.charCodeAt(i)) return false;
  }
  return true;
}

/** Whether an alias counts only in the case it is written in. */
export function needsExactCase(alias: Alias): boolean {
  if (alias.case !== undefined) return alias.case === 'exact';
  if (alias.context !== undefined) return true;
  let letters = 0;
  for (const unit of alias.text) if (classOf(unit.charCodeAt(0)) === LATIN) letters++;
  return letters < LETTERS_FOR_ANY_CASE;
}

/**
 * Whether a Latin edge of a stretch of text is also a word's edge. A plural s is let by after a digit or a capital
 * (H100s, GPUs); a version goes on over a point, so GPT-4 is not in GPT-4.5.
 */
export function standsAlone(text: string, start: number, end: number): boolean {
  if (isLatinOrDigit(text.charCodeAt(start)) && start > 0 && isLatinOrDigit(text.charCodeAt(start - 1))) {
    return false;
  }
  const last = text.charCodeAt(end - 1);
  if (!isLatinOrDigit(last) || end >= text.length) return true;
  const next = text.charCodeAt(end);
  if (isLatinOrDigit(next)) return isPlural(text, last, end);
  const goesOn = classOf(last) === DIGIT && shape(next) === 0x2e;
  return !(goesOn && classOf(text.charCodeAt(end + 1)) === DIGIT);
}

function isPlural(text: string, last: number, end: number): boolean {
  if (shape(text.charCodeAt(end)) !== 0x73 || isLatinOrDigit(text.charCodeAt(end + 1))) return false;
  return classOf(last) === DIGIT || shape(last) !== lower(last);
}

type Candidate = Omit<Match, 'entityId'> & { entityId: string | undefined };

function isListed(candidate: Candidate): candidate is Match {
  return candidate.entityId !== undefined;
}

function resolve(hits: readonly Hit[], text: string, terms: ReadonlySet<number>): Candidate[] {
  const matches: Candidate[] = [];
  for (const { pattern, start, end } of hits) {
    const reading = pattern.readings.find((each) => fits(each, text, start, terms));
    if (reading) matches.push({ entityId: reading.entityId, alias: reading.alias, start, end });
  }
  return matches;
}

function fits(reading: Reading, text: string, start: number, terms: ReadonlySet<number>): boolean {
  if (reading.context && !reading.context.some((term) => terms.has(term))) return false;
  if (reading.not.some((term) => terms.has(term))) return false;
  return reading.exact === undefined || isWritten(reading.exact, text, start);
}

/** Longest first, then the earlier one, as long as nothing overlaps; handed back in reading order. */
function longest(candidates: readonly Candidate[], length: number): Candidate[] {
  const taken = new Uint8Array(length);
  const kept: Candidate[] = [];
  for (const sameLength of byFallingLength(candidates)) {
    for (const candidate of sameLength) {
      const { start, end } = candidate;
      // What is taken is at least as long, so it covers an edge of whatever it overlaps.
      if (taken[start] || taken[end - 1]) continue;
      taken.fill(1, start, end);
      kept.push(candidate);
    }
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** The scan hands over by ascending end, so that candidates of one length are in order already. */
function byFallingLength(candidates: readonly Candidate[]): Candidate[][] {
  const groups = new Map<number, Candidate[]>();
  for (const candidate of candidates) {
    const length = candidate.end - candidate.start;
    const group = groups.get(length);
    if (group) group.push(candidate);
    else groups.set(length, [candidate]);
  }
  return [...groups].sort(([a], [b]) => b - a).map(([, group]) => group);
}
