import { type DatePhrase, datesIn } from '../dates/dates.ts';
import type { Entity } from '../names/entity.ts';
import type { Named, Reading } from '../reading.ts';
import type { EventTag } from '../tags.ts';
import { firstEndingAfter, type Span } from '../text/spans.ts';
import { clausesOf } from './clauses.ts';
import { type CueMatch, cuesIn, presence, type Sentence } from './match.ts';
import { certaintyOf, instrumentOf, stanceOfMatch } from './modality.ts';
import { onceEach, type Typed } from './once.ts';
import { isWanting, rolesOf, type Stage } from './roles.ts';
import { type Hit, type Scanner, scannerOf } from './scan.ts';

export interface EventContext {
  /** dates in the text are resolved against it; undefined where nobody knows it */
  publishedAt: Date | undefined;
  entities: ReadonlyMap<string, Entity>;
}

/** How many sentences back “it” may look for whom it means. */
const LOOK_BACK = 2;

/**
 * The events that an article tells of, by the cues of types/*.yaml; each once, where it is told best: in the title, else
 * first. Languages other than English and Chinese have none.
 *
 * @param readings of one article, the title first
 * @returns in reading order
 */
export function eventsIn(readings: readonly Reading[], context: EventContext): EventTag[] {
  const scans = readings.flatMap((reading) => scan(reading, context.entities));
  const found = scans.flatMap((each) => eventsOf(each, context));
  return found.length > 0 && scans.some(isOnBeat) ? onceEach(found) : [];
}

/** A field with everything in it that a cue may ask for. */
interface Scan {
  reading: Reading;
  language: 'en' | 'zh';
  scanner: Scanner;
  hits: Hit[];
}

function scan(reading: Reading, entities: ReadonlyMap<string, Entity>): Scan[] {
  const { language } = reading;
  if (language !== 'en' && language !== 'zh') return [];
  const scanner = scannerOf(language);
  return [{ reading, language, scanner, hits: scanner.hits(reading, entities) }];
}

/** Whether the beat is named at all: an article that never does has no events of it. */
const isOnBeat = ({ hits, scanner }: Scan) => hits.some(({ terms }) => terms.includes(scanner.group('beat')));

function eventsOf({ reading, language, scanner, hits }: Scan, context: EventContext): Typed[] {
  const { text, sentences } = reading;
  const found: Typed[] = [];
  const { mark, has } = presence(scanner);
  let from = 0;
  sentences.forEach((span, index) => {
    while (from < hits.length && hits[from]!.end <= span.start) from++;
    let to = from;
    while (to < hits.length && hits[to]!.end <= span.end) to++;
    const own = hits.slice(from, to);
    from = to;
    const terms = mark(own);
    // Spelt out, as in other places that are passed hundreds of times an article: `...span` costs 3 µs.
    const { start, end } = span;
    const sentence: Sentence = { start, end, text, language, hits: own, has };
    const matches = cuesIn(sentence, terms, scanner);
    if (matches.length === 0) return;
    const stage = stageOf(sentence, index, reading, context.entities);
    // Most matches want somebody whom the sentence does not name: dates are looked for behind the first that does not.
    let known: DatePhrase[] | undefined;
    const dates = () => (known ??= datesIn(text, span, language, context.publishedAt));
    for (const match of matches) {
      const event = eventOf(match, stage, dates, reading, scanner);
      if (event) found.push({ event, type: match.type });
    }
  });
  return found;
}

function stageOf(sentence: Sentence, index: number, reading: Reading, entities: Stage['entities']): Stage {
  const { named, sentences } = reading;
  const since = sentences[Math.max(0, index - LOOK_BACK)]!.start;
  return {
    sentence,
    clauses: clausesOf(reading.text, sentence, sentence.language),
    named: endingWithin(named, sentence.start, sentence.end),
    earlier: endingWithin(named, since, sentence.start).reverse(),
    entities,
  };
}

const endingWithin = (named: readonly Named[], from: number, to: number): Named[] =>
  named.slice(firstEndingAfter(named, from), firstEndingAfter(named, to));

function eventOf(
  match: CueMatch,
  stage: Stage,
  dates: () => readonly DatePhrase[],
  { field, text }: Reading,
  scanner: Scanner,
): EventTag | undefined {
  const { sentence, clauses, named, entities } = stage;
  const who = rolesOf(match, stage);
  if (isWanting(match.type, who)) return undefined;
  const certainty = certaintyOf(match, sentence, clauses, scanner);
  return {
    field,
    type: match.type.id,
    start: match.start,
    end: match.end,
    words: text.slice(match.start, match.end),
    sentenceStart: sentence.start,
    sentenceEnd: sentence.end,
    who,
    when: whenOf(match, dates(), text),
    certainty,
    stance: certainty === 'denied' ? 'none' : stanceOfMatch(match, sentence, who, scanner, entities),
    instrument: instrumentOf(match, sentence, ruleNamed(match, named, entities), scanner),
  };
}

/** The rule nearest to the cue. */
function ruleNamed(
  match: Span,
  named: readonly Named[],
  entities: EventContext['entities'],
): string | undefined {
  let best: { id: string; away: number } | undefined;
  for (const { who, start, end } of named) {
    if (!('entityId' in who) || entities.get(who.entityId)?.type !== 'rule') continue;
    const away = gap(match, { start, end });
    if (!best || away < best.away) best = { id: who.entityId, away };
  }
  return best?.id;
}

const gap = (a: Span, b: Span) => Math.max(0, b.start - a.end, a.start - b.end);

/** The date nearest to the cue; one on which something takes effect or ends only where there is no other. */
function whenOf(match: Span, dates: readonly DatePhrase[], text: string): EventTag['when'] {
  const own = dates.filter((date) => !isOfSomethingElse(date, text));
  if (own.length === 0) return undefined;
  const rank = (date: DatePhrase) =>
    gap(match, date) + (LIMIT.test(text.slice(Math.max(0, date.start - 24), date.start)) ? 1000 : 0);
  const { from, to, words } = own.reduce((best, each) => (rank(each) < rank(best) ? each : best));
  return { from, to, words };
}

const LIMIT =
  /(?:effective|takes? effect|until|by|since|deadline|截至|此前|有效期至|自|至)\W*(?:on |the |end of )?$/i;

/** “Last year's rules”: the date of the rules, not of what is done now. */
const isOfSomethingElse = ({ end, words }: DatePhrase, text: string) =>
  /year|month|quarter|\d{4}$/i.test(words) && /^['’]s\b/.test(text.slice(end, end + 3));
