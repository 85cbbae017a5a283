import type { Named, Reading } from '../reading.ts';
import type { Part, Quote } from '../tags.ts';
import { firstEndingAfter, overlapping } from '../text/spans.ts';
import { chinese } from './chinese.ts';
import { english } from './english.ts';
import { type Attribution, type Grammar, isPerson, type Narration, narrationOf } from './narration.ts';
import { isQuote } from './shape.ts';
import { type Speakers, speakersOf } from './speakers.ts';
import { type Stretch, stretchesIn } from './stretches.ts';

const GRAMMARS = new Map<string, Grammar>([
  ['en', english],
  ['zh', chinese],
]);

/** Words between the halves of a quote that its “he said” splits. */
const LONGEST_SPLIT = 200;
/** Where a sentence’s subject stands that begins with it, a short title before. */
const NEAR = 16;

/** A stretch with whom it goes to. */
interface Told {
  stretch: Stretch;
  /** the verb of its own sentence */
  attribution: Attribution | undefined;
  speaker: Named | undefined;
  isLed: boolean;
}

/**
 * The direct quotes in a field, in reading order, each with speaker and verb as far as the text tells them; English and
 * Chinese, none in other languages. Scare quotes, titles and terms are left out.
 */
export function quotesIn(reading: Reading): Quote[] {
  const grammar = GRAMMARS.get(reading.language);
  if (!grammar) return [];
  const stretches = stretchesIn(reading.text);
  if (stretches.length === 0) return [];
  const narration = narrationOf(reading, stretches);
  const told = tellers(narration, stretches, grammar);
  return joined(told, narration)
    .filter((group) => isSaid(group, reading, grammar))
    .map((group) => toQuote(group, reading));
}

function tellers(narration: Narration, stretches: readonly Stretch[], grammar: Grammar): Told[] {
  const speakers = speakersOf(narration, grammar);
  const told: Told[] = [];
  for (const [index, stretch] of stretches.entries()) {
    const surroundings = around(narration, stretches, index);
    const previous = told.at(-1);
    const attribution =
      attributionOf(narration, stretch, surroundings, grammar) ??
      (previous && shared(narration, previous, surroundings));
    const speaker = attribution
      ? speakers.resolve(attribution.subject, attribution.verb.start)
      : unattributed(narration, stretch, surroundings, previous, speakers, grammar);
    told.push({ stretch, attribution, speaker, isLed: surroundings.isLed });
  }
  return told;
}

interface Surroundings {
  /** where its sentence begins */
  begin: number;
  /** the narration around it in its sentence, as far as other stretches leave it, begins and ends here */
  from: number;
  to: number;
  /** words of the narration stand before it in its sentence */
  isLed: boolean;
}

function around({ text, sentences }: Narration, stretches: readonly Stretch[], index: number): Surroundings {
  const { open, close } = stretches[index]!;
  const first = sentences[firstEndingAfter(sentences, open)]?.start ?? open;
  const begin = Math.min(first, open);
  const from = Math.max(stretches[index - 1]?.close ?? 0, begin);
  let end = sentences[firstEndingAfter(sentences, close - 1)]?.end ?? text.length;
  // “Why now?” Li Lei, a lawyer, asked: the question ends a sentence, and yet its verb comes behind.
  if (end <= close) {
    const next = sentences[firstEndingAfter(sentences, close)];
    if (next && !text.slice(close, next.start).includes('\n')) end = next.end;
  }
  const to = Math.max(close, Math.min(stretches[index + 1]?.open ?? text.length, end));
  return { begin, from, to, isLed: /[\p{L}\p{N}]/u.test(text.slice(from, open)) };
}

function attributionOf(
  narration: Narration,
  stretch: Stretch,
  { begin, from, to, isLed }: Surroundings,
  grammar: Grammar,
): Attribution | undefined {
  const leading = isLed ? grammar.before(narration, from, stretch.open, begin) : undefined;
  if (leading?.direct) return leading;
  const following =
    stretch.runsOn || isAnnounced(narration, stretch)
      ? undefined
      : grammar.after(narration, stretch.close, to, stretch.sign);
  return leading ?? following;
}

/** “Clearly a mistake” and “no basis in fact”: one verb leads to both. */
function shared(
  { sentences }: Narration,
  { stretch, attribution }: Told,
  { from, isLed }: Surroundings,
): Attribution | undefined {
  const isSameSentence = from === stretch.close && sentences[firstEndingAfter(sentences, from)]!.start < from;
  return isLed && isSameSentence && attribution ? { ...attribution, direct: false } : undefined;
}

/** Who says what stands without a verb: the one before a colon, whoever spoke just before, or nobody. */
function unattributed(
  narration: Narration,
  stretch: Stretch,
  { from, isLed }: Surroundings,
  previous: Told | undefined,
  speakers: Speakers,
  grammar: Grammar,
): Named | undefined {
  const { open } = stretch;
  if (isLed) {
    return isAnnounced(narration, stretch)
      ? speakers.resolve(grammar.topic(narration, from, open), open)
      : undefined;
  }
  if (previous && isNext(narration, previous, open)) return previous.speaker;
  return speakers.before(open) ?? nextPerson(narration, stretch);
}

/** “Never.” Huang would not be moved. */
function nextPerson({ named, text }: Narration, { close, sign }: Stretch): Named | undefined {
  if (!/[.!?。！？…]/.test(sign)) return undefined;
  const next = overlapping(named, { start: close, end: close + NEAR }).find(isPerson);
  return next && !text.slice(close, next.start).includes('\n') ? next : undefined;
}

/** Whether a colon stands before it (anywhere in a headline), or a comma where it ends the sentence: “he shrugged, ‘…’.” */
function isAnnounced(
  { isTitle, text }: Pick<Narration, 'isTitle' | 'text'>,
  { open, close, sign }: Stretch,
): boolean {
  if (isTitle && /[:：]/.test(text.slice(0, open))) return true;
  const before =
    text
      .slice(Math.max(0, open - 2), open)
      .trimEnd()
      .at(-1) ?? '';
  if (before === ':' || before === '：') return true;
  return (
    /[,，]/.test(before) && (sign === '。' || (/[.!?？！…]/.test(sign) && !text.startsWith(sign, close)))
  );
}

/** Whether nothing but the attribution of one quote stands between it and what begins at `open`. */
function isNext(
  { sentences }: Pick<Narration, 'sentences'>,
  { stretch, attribution }: Told,
  open: number,
): boolean {
  const last = Math.max(stretch.close - 1, attribution?.verb.end ?? 0);
  return firstEndingAfter(sentences, open) - firstEndingAfter(sentences, last) <= 1;
}

/** What is one quote: over several paragraphs, or on both sides of its “he said”. */
function joined(told: readonly Told[], narration: Narration): [Told, ...Told[]][] {
  const groups: [Told, ...Told[]][] = [];
  for (const next of told) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && (last.stretch.runsOn || isInterrupted(last, next, narration))) group.push(next);
    else groups.push([next]);
  }
  return groups;
}

function isInterrupted(last: Told, next: Told, { text, sentences }: Narration): boolean {
  const { close } = last.stretch;
  const { open } = next.stretch;
  const verb = last.attribution?.verb;
  if (!verb || verb.start < close || open - close > LONGEST_SPLIT) return false;
  if (next.attribution && next.attribution.verb.start !== verb.start) return false;
  if (text.slice(close, open).includes('\n')) return false;
  const sentence = firstEndingAfter(sentences, open);
  const isSame = firstEndingAfter(sentences, verb.end) === sentence;
  return isSame || (sentences[sentence]?.start === open && isNext({ sentences }, last, open));
}

function isSaid(group: readonly [Told, ...Told[]], { field, text }: Reading, grammar: Grammar): boolean {
  const [{ stretch, attribution, isLed }] = group;
  if (group.length > 1) return true;
  const before = text.slice(Math.max(0, stretch.open - 40), stretch.open);
  const after = text.slice(stretch.close, stretch.close + 10);
  const words = text.slice(stretch.start, stretch.end);
  return isQuote(words, {
    isAttributed: attribution !== undefined,
    isDirect: attribution?.direct ?? false,
    isLed,
    isAnnounced: isAnnounced({ isTitle: field === 'title', text }, stretch),
    isTerm: grammar.isTerm(before, after) || grammar.isTitle(words),
    sign: stretch.sign,
  });
}

function toQuote(group: readonly [Told, ...Told[]], { field, text }: Reading): Quote {
  const parts = group.map(({ stretch: { start, end } }) => ({ start, end }));
  const told = group.find(({ attribution }) => attribution) ?? group[0];
  return {
    field,
    start: parts[0]!.start,
    end: parts.at(-1)!.end,
    parts,
    words: parts.map(({ start, end }) => text.slice(start, end)).join(' '),
    speaker: told.speaker && toPart(told.speaker, text),
    verb: told.attribution && text.slice(told.attribution.verb.start, told.attribution.verb.end),
  };
}

function toPart({ start, end, who }: Named, text: string): Part {
  return { start, end, who, words: text.slice(start, end) };
}
