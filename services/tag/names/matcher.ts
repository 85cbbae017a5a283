import { classOf, DIGIT, folded, isLatinOrDigit, lower, lowerTable, shape } from '../text/fold.ts';
import { automaton } from './automaton.ts';
import type { Alias, Entity } from './entity.ts';
import {
  fits,
  type Held,
  isBound,
  type Reading,
  rank,
  readingOf,
  reasonOf,
  spelling,
  voidReading,
} from './readings.ts';

/** An alias found in a text; `start` and `end` are UTF-16 offsets into it, `end` exclusive. */
export interface Match {
  entityId: string;
  alias: Alias;
  start: number;
  end: number;
  /** why it was taken where there was a choice, for people; undefined where there was none */
  reason?: string | undefined;
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
  readings: Reading[];
  /** id in the set of context terms, or -1 */
  term: number;
}

interface Hit {
  pattern: Pattern;
  start: number;
  end: number;
}

/** A hit as it may be read. */
interface Candidate {
  reading: Reading;
  start: number;
  end: number;
  /** the words of another entity inside it, which it was preferred to */
  over?: string;
}

/**
 * Compiles the aliases of a list into one automaton: one pass over a text however long the list.
 *
 * A Latin edge of an alias looks only at Latin letters and digits beside it, so SMIC is found in 中芯国际SMIC宣布; a Han
 * edge goes by longest match. Aliases with fewer than five letters or with `context` match in the written case unless
 * `case` says otherwise. Where entities share an alias, the first in the list whose context fits has it, one with
 * context before one without.
 */
export function buildMatcher(entities: Iterable<Entity>): Matcher {
  const all = [...entities];
  const { patterns, terms } = collect(all);
  const parents = new Map(all.map(({ id, parent }) => [id, parent]));
  const search = automaton(
    patterns.map((pattern) => pattern.folded),
    lowerTable,
  );

  function hitsIn(text: string, held: Held): Hit[] {
    const hits: Hit[] = [];
    search.scan(text, (index, start, end) => {
      const pattern = patterns[index]!;
      if (!standsAlone(text, start, end)) return;
      if (pattern.term >= 0) held[pattern.term] = 1;
      if (pattern.readings.length > 0) hits.push({ pattern, start, end });
    });
    return hits;
  }

  return {
    match(fields) {
      const held: Held = new Uint8Array(terms);
      const hits = fields.map((text) => hitsIn(text, held));
      return hits.map((found, field) => {
        const text = fields[field]!;
        return longest(resolve(found, text, held), text, parents).flatMap(
          ({ reading, start, end, over }): Match[] => {
            const { entityId, alias } = reading;
            if (entityId === undefined) return [];
            return [{ entityId, alias, start, end, reason: reasonOf(reading, held, over) }];
          },
        );
      });
    },
  };
}

/** All patterns, and how many terms are among them. */
function collect(entities: Iterable<Entity>): { patterns: Pattern[]; terms: number } {
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
    for (const alias of withoutLoopholes(aliases)) {
      const { holders, others } = splitNot(alias);
      for (const text of holders) patternOf(text).readings.push(voidReading(text));
      patternOf(alias.text).readings.push(readingOf(id, alias, others, termOf));
    }
  }
  const found = [...patterns.values()];
  for (const { readings } of found) readings.sort((a, b) => rank(a) - rank(b));
  return { patterns: found, terms };
}

/** Spellings that fold together share the conditions of one of them: 寒武紀 counts where 寒武纪 does. */
function withoutLoopholes(aliases: readonly Alias[]): Alias[] {
  const bound = new Set(aliases.filter(isBound).map(spelling));
  return aliases.filter((alias) => isBound(alias) || !bound.has(spelling(alias)));
}

/** `not` terms that hold the alias, and those that do not. */
function splitNot(alias: Alias): { holders: string[]; others: string[] } {
  const text = folded(alias.text);
  const holds = (term: string) => folded(term).includes(text) && folded(term) !== text;
  const not = alias.not ?? [];
  return { holders: not.filter(holds), others: not.filter((term) => !holds(term)) };
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

function resolve(hits: readonly Hit[], text: string, held: Held): Candidate[] {
  const matches: Candidate[] = [];
  for (const { pattern, start, end } of hits) {
    const reading = pattern.readings.find((each) => fits(each, text, start, end, held));
    if (reading) matches.push({ reading, start, end });
  }
  return matches;
}

/** Longest first, then the earlier one, as long as nothing overlaps; handed back in reading order. */
function longest(
  candidates: readonly Candidate[],
  text: string,
  parents: ReadonlyMap<string, string | undefined>,
): Candidate[] {
  /** for each place the number of the candidate that has it, from 1 on */
  const taken = new Int32Array(text.length);
  const kept: Candidate[] = [];
  for (const sameLength of byFallingLength(candidates)) {
    for (const candidate of sameLength) {
      const { start, end } = candidate;
      // What is taken is at least as long, so it covers an edge of whatever it overlaps.
      const holder = kept[(taken[start] || taken[end - 1]!) - 1];
      if (holder) {
        if (isChoice(holder, candidate, parents)) holder.over ??= text.slice(start, end);
        continue;
      }
      kept.push(candidate);
      taken.fill(kept.length, start, end);
    }
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** DeepSeek-V3 over DeepSeek is no choice worth telling, 美国商务部 over 商务部 is. */
function isChoice(
  taken: Candidate,
  left: Candidate,
  parents: ReadonlyMap<string, string | undefined>,
): boolean {
  const id = left.reading.entityId;
  let above = taken.reading.entityId;
  if (id === undefined || above === undefined) return false;
  while (above !== undefined && above !== id) above = parents.get(above);
  return above === undefined;
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
