import type { Span } from '../text/spans.ts';
import type { EventType } from './catalogue.ts';
import type { Hit, NumberedCue, Scanner } from './scan.ts';

/** A cue found in a sentence: from its first word to its last. */
export interface CueMatch extends Span {
  type: EventType;
  /** the first of its words that is no name: the verb, mostly */
  verb: Span;
}

/** How far behind a step the next one may begin, in UTF-16 units: three words or a dozen. */
const GAPS = { en: { near: 22, far: 85 }, zh: { near: 6, far: 30 } };

/** A sentence tells no more events of one type than this; more is a list of something, or hostile. */
const MOST_OF_A_TYPE = 4;

/** The hits of one sentence, and which terms are among them. */
export interface Sentence extends Span {
  text: string;
  language: 'en' | 'zh';
  /** by end */
  hits: readonly Hit[];
  /** while this sentence is the one marked last */
  has(term: number): boolean;
}

/**
 * Tells which terms stand in a sentence, by one mark of a shared table for each, so that no set is built; `mark` hands back
 * those of them that cues begin with.
 */
export function presence(scanner: Scanner): {
  mark(hits: readonly Hit[]): number[];
  has(term: number): boolean;
} {
  const marks = new Int32Array(scanner.terms);
  let current = 0;
  return {
    mark(hits) {
      current++;
      const first: number[] = [];
      for (const { terms } of hits)
        for (const term of terms) {
          if (marks[term] === current) continue;
          marks[term] = current;
          if (scanner.opens[term] === 1) first.push(term);
        }
      return first;
    },
    has: (term) => marks[term] === current,
  };
}

/**
 * The cues that a sentence fulfils: of each type those that do not overlap, the earlier and longer first; where types
 * overlap that exclude each other, the stronger one.
 *
 * @param terms those that stand in the sentence and begin a cue
 */
export function cuesIn(sentence: Sentence, terms: readonly number[], scanner: Scanner): CueMatch[] {
  const found: CueMatch[] = [];
  for (const term of terms) {
    const gates = scanner.gatesFrom(term);
    for (let index = 0; index < gates.length; index++) {
      if (gates[index]! >= 0 && !sentence.has(gates[index]!)) continue;
      const cue = scanner.cuesFrom(term)[index]!;
      if (isPossible(cue, sentence)) found.push(...matchesOf(cue, sentence));
    }
  }
  if (found.length < 2) return found;
  const own = firstOfEach(found.sort((a, b) => a.start - b.start || b.end - a.end));
  return own.filter(
    (match) =>
      !own.some((other) => other.type.over.includes(match.type.id) && isNear(match, other, sentence)),
  );
}

/** Types that exclude each other are told of by the same words or by words close by. */
const isNear = (a: Span, b: Span, { language }: Sentence) =>
  a.start < b.end + GAPS[language].near && b.start < a.end + GAPS[language].near;

/** The first term stands there, or the cue would not be asked. */
const isPossible = ({ needs, without }: NumberedCue, { has }: Sentence): boolean =>
  needs.every(has) && !without.some(has);

function matchesOf(cue: NumberedCue, sentence: Sentence): CueMatch[] {
  const first = cue.steps[0]!.term;
  const found: CueMatch[] = [];
  for (let index = 0; index < sentence.hits.length && found.length < MOST_OF_A_TYPE; index++) {
    if (!sentence.hits[index]!.terms.includes(first)) continue;
    const match = follow(cue, index, sentence);
    if (match) found.push(match);
  }
  return found;
}

/** Greedy: each step takes the first hit in reach, so that a sentence of nothing but cues stays cheap. */
function follow(cue: NumberedCue, first: number, { hits, text, language }: Sentence): CueMatch | undefined {
  const parts = [hits[first]!];
  let index = first;
  for (const { term, gap } of cue.steps.slice(1)) {
    const from = parts.at(-1)!.end;
    const latest = from + GAPS[language][gap];
    index++;
    while (index < hits.length && hits[index]!.start <= latest && !isNext(hits[index]!, term, from)) index++;
    const next = hits[index];
    if (!next || next.start > latest || /[;；。]/.test(text.slice(from, next.start))) return undefined;
    parts.push(next);
  }
  if (!cue.with.every((term) => standsBeside(term, parts, hits))) return undefined;
  const verb = parts.find(({ named }) => !named) ?? parts[0]!;
  return { type: cue.type, start: parts[0]!.start, end: parts.at(-1)!.end, verb };
}

/** What a cue also asks for is not the very word that it begins with: “curbs” is no verb beside itself. */
const standsBeside = (term: number, parts: readonly Hit[], hits: readonly Hit[]) =>
  hits.some((hit) => hit.terms.includes(term) && (hit.named || !parts.includes(hit)));

const isNext = (hit: Hit, term: number, from: number) => hit.start >= from && hit.terms.includes(term);

function firstOfEach(sorted: readonly CueMatch[]): CueMatch[] {
  const last = new Map<string, { end: number; count: number }>();
  return sorted.filter(({ type, start, end }) => {
    const before = last.get(type.id) ?? { end: 0, count: 0 };
    if (start < before.end || before.count === MOST_OF_A_TYPE) return false;
    last.set(type.id, { end, count: before.count + 1 });
    return true;
  });
}
