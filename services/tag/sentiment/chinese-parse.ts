import { classOf, HAN, LATIN, OTHER, shaped } from '../text/fold.ts';
import type { Span } from '../text/spans.ts';
import { turnOf } from './chinese-turns.ts';
import { type CueGroup, type Lexicon, lexiconOf } from './lexicon.ts';

/** A word of the lexicon where it stands: a cue, a grammar word, or both. */
export interface Token extends Span {
  groups: readonly CueGroup[];
  kinds: ReadonlySet<string>;
  /** its own index and its clause's */
  index: number;
  clause: number;
  /** where the last 被 before it in its clause stands, −1 without one */
  passive: number;
  /** whether its clause calls for what it says, or denies it */
  called: boolean;
  denied: boolean;
}

export interface Clause extends Span {
  /** whom its first words are about: another one, whoever the clause before was about, or not known */
  opening: 'other' | 'same' | 'unknown';
  conceded: boolean;
  conditional: boolean;
  /** where its first cue stands, its end without one */
  firstCue: number;
}

/** A Chinese sentence cut into clauses, with the words of the lexicon in it; all in reading order. */
export interface ChineseParse {
  /** simplified and of normal width, as long as the sentence */
  text: string;
  tokens: readonly Token[];
  /** what negation and the like make of each token, as a factor */
  turns: readonly number[];
  clauses: readonly Clause[];
  /** where the last 但 stands, −1 without one */
  turn: number;
}

interface Word {
  text: string;
  groups: readonly CueGroup[];
  kinds: ReadonlySet<string>;
}

const CLAUSE_MARKS = new Set('，,；;。！？!?：:—|\n');
/** A name further from a clause's beginning than this does not open it. */
const READ_OVER = 4;

let latest: { sentence: string; parse: ChineseParse } | undefined;

/** Parses a sentence; the last one is kept, since the mentions of a sentence come one after the other. */
export function parseChinese(sentence: string): ChineseParse {
  if (latest?.sentence === sentence) return latest.parse;
  const text = shaped(sentence);
  const bounds = clausesOf(text);
  const tokens = tokensOf(text, bounds);
  const turns: number[] = [];
  for (const { groups, index } of tokens) turns.push(groups.length > 0 ? turnOf(tokens, index) : 1);
  const parse = { text, tokens, turns, clauses: describe(text, bounds, tokens), turn: lastTurn(tokens) };
  latest = { sentence, parse };
  return parse;
}

/** Index of the last of some spans that starts at or before an offset, 0 where none does. */
export function lastStartingBy(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (spans[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function clausesOf(text: string): Span[] {
  const clauses: Span[] = [];
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && !isBreak(text, i)) continue;
    if (i > start || i === text.length) clauses.push({ start, end: i });
    start = i + 1;
  }
  return clauses;
}

/** A space between Chinese words parts the halves of a headline. */
function isBreak(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (classOf(unit) !== OTHER) return false;
  if (unit !== 0x20) return CLAUSE_MARKS.has(text[at]!);
  return classOf(text.charCodeAt(at - 1)) === HAN && classOf(text.charCodeAt(at + 1)) === HAN;
}

function tokensOf(text: string, clauses: readonly Span[]): Token[] {
  const tokens: Token[] = [];
  let clause = 0;
  let passive = -1;
  let called = false;
  let denied = false;
  for (let i = 0; i < text.length; i++) {
    if (i >= clauses[clause]!.end && clause < clauses.length - 1) {
      clause++;
      passive = -1;
      called = denied = false;
    }
    const word = longestAt(text, i);
    if (!word) continue;
    const { kinds } = word;
    const end = i + word.text.length;
    const groups = isMeasure(word, text, end) ? NO_GROUPS : word.groups;
    tokens.push({ start: i, end, groups, kinds, index: tokens.length, clause, passive, called, denied });
    i = end - 1;
    if (kinds === NO_KINDS) continue;
    if (kinds.has('passives')) passive = end - word.text.length;
    called ||= kinds.has('calls');
    denied ||= kinds.has('denials');
  }
  return tokens;
}

const MEASURES = new Set(['beat', 'trail', 'match']);
const NO_GROUPS: readonly CueGroup[] = [];
const NO_KINDS: ReadonlySet<string> = new Set();

/** 超过300亿: more than a figure is not better than somebody. */
function isMeasure({ groups }: Word, text: string, end: number): boolean {
  return (
    groups.length > 0 &&
    MEASURES.has(groups[0]!.name) &&
    /^\s?[\d一二三四五六七八九十百千万数近约]/.test(text.slice(end, end + 2))
  );
}

function longestAt(text: string, at: number): Word | undefined {
  const { single, longer } = wordsFrom(text.charCodeAt(at));
  if (!longer) return single;
  const words = longer.get(text.charCodeAt(at + 1));
  if (words) for (const word of words) if (text.startsWith(word.text, at)) return word;
  return single;
}

/** Words that begin with one character: the character alone, and the longer ones by their second, longest first. */
interface Entry {
  single: Word | undefined;
  longer: Map<number, Word[]> | undefined;
}

const entries: (Entry | undefined)[] = new Array(0x10000);

function wordsFrom(unit: number): Entry {
  const known = entries[unit];
  if (known) return known;
  const entry = entryOf(lexiconOf('zh'), String.fromCharCode(unit));
  entries[unit] = entry;
  return entry;
}

function entryOf(lexicon: Lexicon, first: string): Entry {
  const words = new Map<string, Word>();
  for (const { parts, groups } of lexicon.formsFrom(first))
    words.set(parts[0]!, { text: parts[0]!, groups, kinds: NO_KINDS });
  for (const [text, kinds] of grammarFrom(first))
    words.set(text, { text, groups: words.get(text)?.groups ?? NO_GROUPS, kinds });
  const entry: Entry = { single: words.get(first), longer: undefined };
  const byLength = [...words.values()].sort((a, b) => b.text.length - a.text.length);
  for (const word of byLength.filter(({ text }) => text.length > 1)) {
    entry.longer ??= new Map();
    const second = word.text.charCodeAt(1);
    entry.longer.set(second, [...(entry.longer.get(second) ?? []), word]);
  }
  return entry;
}

let grammar: Map<string, Map<string, Set<string>>> | undefined;

/** The grammar words that begin with a character, with their kinds. */
function grammarFrom(first: string): ReadonlyMap<string, ReadonlySet<string>> {
  grammar ??= readGrammar(lexiconOf('zh'));
  return grammar.get(first) ?? new Map();
}

function readGrammar(lexicon: Lexicon): Map<string, Map<string, Set<string>>> {
  const byFirst = new Map<string, Map<string, Set<string>>>();
  for (const [kind, list] of lexicon.grammar) {
    if (kind.endsWith(' begin')) continue;
    for (const word of list) {
      const words = byFirst.get(word[0]!) ?? new Map<string, Set<string>>();
      byFirst.set(word[0]!, words.set(word, (words.get(word) ?? new Set()).add(kind)));
    }
  }
  return byFirst;
}

function describe(text: string, bounds: readonly Span[], tokens: readonly Token[]): Clause[] {
  const clauses: Clause[] = [];
  const letters: number[] = [];
  for (const { start, end } of bounds) {
    const letter = firstLetter(text, start, end);
    const opening = classOf(text.charCodeAt(letter)) === LATIN ? 'other' : 'unknown';
    clauses.push({ start, end, opening, conceded: false, conditional: false, firstCue: end });
    letters.push(letter);
  }
  let opened = -1;
  for (const token of tokens) {
    const { kinds, start } = token;
    const clause = clauses[token.clause]!;
    if (token.groups.length > 0 && clause.firstCue === clause.end) clause.firstCue = start;
    if (kinds !== NO_KINDS) {
      clause.conceded ||= kinds.has('concessions');
      clause.conditional ||= kinds.has('conditions');
    }
    if (opened === token.clause) continue;
    const letter = letters[token.clause]!;
    if (start === letter && isReadOver(kinds)) letters[token.clause] = token.end;
    else {
      opened = token.clause;
      if (clause.opening === 'unknown' || start === letter) clause.opening = openingOf(token, letter);
    }
  }
  return clauses;
}

/** Words that say nothing of whom a clause is about. */
const isReadOver = (kinds: ReadonlySet<string>) =>
  kinds.has('concessions') || kinds.has('conditions') || kinds.has('turns');

function openingOf({ kinds, start }: Token, letter: number): Clause['opening'] {
  if (start - letter > READ_OVER || kinds.has('generic')) return 'unknown';
  if (kinds.has('subjects') || kinds.has('issuers')) return 'other';
  // What stands before the first word may be a name that is not known.
  return start === letter ? 'same' : 'unknown';
}

/** Behind the quotes, brackets and figures that a clause may begin with. */
function firstLetter(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && !isLetter(text.charCodeAt(at))) at++;
  return at;
}

function isLetter(unit: number): boolean {
  const found = classOf(unit);
  return found === HAN || found === LATIN;
}

function lastTurn(tokens: readonly Token[]): number {
  for (let i = tokens.length - 1; i > 0; i--) if (tokens[i]!.kinds.has('turns')) return tokens[i]!.start;
  return -1;
}
