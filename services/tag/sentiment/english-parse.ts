import type { Target } from './cues.ts';
import type { CueForm, CueGroup, Lexicon } from './lexicon.ts';

/** A word or sign; offsets into the sentence. */
export interface Token {
  low: string;
  start: number;
  end: number;
  /** has a capital that the sentence's beginning or a title's style does not explain */
  name: boolean;
  capital: boolean;
}

/** A sentence as far as it is needed to weigh cues; everything is indexed by token. */
export interface Parse {
  tokens: Token[];
  /** running number of the clause */
  clauses: number[];
  conceded: boolean[];
  quoted: boolean[];
  /** index of the last “but”, −1 without one */
  turn: number;
  /** last tokens of negators */
  negated: Set<number>;
  clues: Clue[];
  lexicon: Lexicon;
}

/** A cue word found in a sentence. */
export interface Clue {
  group: CueGroup;
  /** first and last token */
  first: number;
  last: number;
  start: number;
  end: number;
  noun: boolean;
  participle: boolean;
}

const NONE: ReadonlySet<string> = new Set();
const TOKEN =
  /n['’]t\b|['’]s\b|[\p{L}\p{N}](?:[\p{L}\p{N}]|['’](?=[\p{L}])(?!s\b)|[-.&](?=[\p{L}\p{N}]))*|\S/gu;

/** Splits a sentence into tokens and tells its clauses, concessions, quotations, negations and cues. */
export function parseEnglish(sentence: string, lexicon: Lexicon): Parse {
  const tokens = tokensOf(sentence);
  const grammar = (kind: string) => lexicon.grammar.get(kind) ?? NONE;
  const turns = grammar('turns');
  const parse: Parse = {
    tokens,
    clauses: clausesOf(tokens, grammar, lexicon),
    conceded: concededIn(tokens, grammar('concessions'), grammar('concessions begin')),
    quoted: quotedIn(tokens),
    turn: tokens.findLastIndex((token, index) => index > 0 && turns.has(token.low)),
    negated: negatorsIn(tokens, grammar('negators'), grammar('negators begin')),
    clues: [],
    lexicon,
  };
  parse.clues = cluesIn(parse);
  return parse;
}

/** Whether a token is a grammar word of a kind; false outside the sentence. */
export function isA(parse: Parse, kind: string, index: number): boolean {
  const token = parse.tokens[index];
  return token !== undefined && (parse.lexicon.grammar.get(kind) ?? NONE).has(token.low);
}

/** First and last token of a target: all that it touches. */
export function targetTokens(parse: Parse, target: Target): { first: number; last: number } {
  const first = parse.tokens.findIndex((token) => token.end > target.from);
  const last = parse.tokens.findLastIndex((token) => token.start < target.to);
  return { first: Math.max(0, first), last: Math.max(first, last, 0) };
}

export function tokensOf(sentence: string): Token[] {
  const tokens: Token[] = [];
  let capitals = 0;
  let small = 0;
  for (const match of sentence.matchAll(TOKEN)) {
    const word = match[0];
    const low = word.toLowerCase();
    const capital = word[0] !== low[0];
    if (capital) capitals++;
    else if (word.length > 3 && low[0] !== low[0]!.toUpperCase()) small++;
    const start = match.index;
    tokens.push({
      low: low.replaceAll('’', "'"),
      start,
      end: start + word.length,
      name: capital && start > 1,
      capital,
    });
  }
  // Where capitals outnumber long small words, the style is a title's and a capital tells nothing.
  if (capitals > small && (capitals > 3 || small === 0)) for (const token of tokens) token.name = false;
  return tokens;
}

function clausesOf(
  tokens: readonly Token[],
  grammar: (kind: string) => ReadonlySet<string>,
  lexicon: Lexicon,
): number[] {
  const openers = [grammar('joints'), grammar('turns'), grammar('concessions')];
  let clause = 0;
  return tokens.map(({ low }, index) => {
    const opens = index > 0 && openers.some((words) => words.has(low));
    if (opens && !(LINKS.has(low) && actsAgain(tokens[index + 1], lexicon))) clause++;
    return clause;
  });
}

const LINKS = new Set(['and', 'or', 'but', 'yet']);

/** “X praised its chips but lost customers”: a verb right after the link goes with the same subject. */
function actsAgain(next: Token | undefined, lexicon: Lexicon): boolean {
  if (next === undefined || next.name) return false;
  return lexicon.formsFrom(next.low).some(({ groups }) => groups.some(({ name }) => VERBAL.has(name)));
}

const VERBAL = new Set([
  'rise',
  'fall',
  'hurt',
  'help',
  'achieve',
  'beat',
  'trail',
  'suffer',
  'resist',
  'relieve',
]);

/** From the concession's word to the next comma, or the end. */
function concededIn(
  tokens: readonly Token[],
  concessions: ReadonlySet<string>,
  begins: ReadonlySet<string>,
): boolean[] {
  let inside = false;
  return tokens.map((token, index) => {
    if (begins.has(token.low) && phraseAt(tokens, index, 4, concessions)) inside = true;
    else if (/^[,;–—]$/.test(token.low)) inside = false;
    return inside;
  });
}

function phraseAt(
  tokens: readonly Token[],
  index: number,
  longest: number,
  phrases: ReadonlySet<string>,
): boolean {
  let phrase = '';
  for (let i = index; i < Math.min(index + longest, tokens.length); i++) {
    phrase = i === index ? tokens[i]!.low : `${phrase} ${tokens[i]!.low}`;
    if (phrases.has(phrase)) return true;
  }
  return false;
}

function quotedIn(tokens: readonly Token[]): boolean[] {
  let inside = false;
  return tokens.map(({ low }) => {
    if (low === '“' || (low === '"' && !inside)) inside = true;
    else if (low === '”' || low === '"') inside = false;
    return inside;
  });
}

function negatorsIn(
  tokens: readonly Token[],
  negators: ReadonlySet<string>,
  begins: ReadonlySet<string>,
): Set<number> {
  const found = new Set<number>();
  tokens.forEach(({ low }, index) => {
    if (!begins.has(low)) return;
    if (negators.has(low)) found.add(index);
    if (negators.has(`${low} ${tokens[index + 1]?.low}`)) found.add(index + 1);
  });
  return found;
}

/** The cues of a sentence, longest phrase first at each place, without overlaps. A part of a name is no cue. */
function cluesIn(parse: Parse): Clue[] {
  const clues: Clue[] = [];
  const { tokens } = parse;
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i]!.name) continue;
    const form = formAt(parse, i);
    if (!form) continue;
    const last = i + form.parts.length - 1;
    const clue = readClue(parse, form, i, last);
    if (clue) clues.push(clue);
    i = last;
  }
  return clues;
}

function formAt(parse: Parse, index: number): CueForm | undefined {
  const { tokens, lexicon } = parse;
  return lexicon
    .formsFrom(tokens[index]!.low)
    .find(({ parts }) => parts.every((part, offset) => tokens[index + offset]?.low === part));
}

function readClue(parse: Parse, form: CueForm, first: number, last: number): Clue | undefined {
  if (first === last && !isMeant(parse, form.parts[0]!, first)) return undefined;
  const nominal = form.groups.find((group) => NOMINAL.has(group.name));
  const verbal = form.groups.filter((group) => !NOMINAL.has(group.name));
  const noun = nominal !== undefined && (verbal.length === 0 || readsAsNoun(parse, first, last));
  const group = noun ? nominal : chooseVerb(parse, verbal, form, first, last);
  if (!group) return undefined;
  const start = parse.tokens[first]!.start;
  const end = parse.tokens[last]!.end;
  return { group, first, last, start, end, noun, participle: form.participle };
}

const NOMINAL = new Set(['burden', 'boon']);
const BARE_DIRECTION = /^(?:up|down|above|below)$/;
const AFTER_DIRECTION = new Set(
  'on after as by in for at amid over from ; , ahead despite nearly almost about sharply slightly'.split(' '),
);

/** Broker's words and bare directions are common words too. */
function isMeant(parse: Parse, word: string, index: number): boolean {
  if (BARE_DIRECTION.test(word)) return tellsDirection(parse, index);
  if (word !== 'buy' && word !== 'sell') return true;
  return !/^(?:to|will|would|can|could|may|might|not|and|or)$/.test(parse.tokens[index - 1]?.low ?? '');
}

/** “Shares up 3%”, “shares down on weak demand”; not “building up”, “brought up to standard”. */
function tellsDirection(parse: Parse, index: number): boolean {
  const before = parse.tokens[index - 1]?.low ?? '';
  const after = parse.tokens[index + 1]?.low;
  if (after !== undefined && /^[\d$€£¥%]|^rs\b/.test(after)) return true;
  if (/(?:ing|ed|[^u]s)$/.test(before) && !/shares|stocks|prices|sales|futures|profits?$/.test(before)) {
    return false;
  }
  return after === undefined || AFTER_DIRECTION.has(after) || /^[a-z]+ly$/.test(after);
}

const DETERMINERS = new Set(
  (
    "a an the this that these those its his her their our any some new more further fresh tougher stricter tighter 's us u.s export " +
    'trade chip tech technology western american chinese heavy'
  ).split(' '),
);

function readsAsNoun(parse: Parse, first: number, last: number): boolean {
  const before = parse.tokens[first - 1]?.low ?? '';
  const after = parse.tokens[last + 1];
  if (before === 'to' || before === 'will' || before === 'would') return false;
  if (DETERMINERS.has(before) || isA(parse, 'prepositions', first - 1)) return true;
  if (after === undefined || /^[.,;:!?]$/.test(after.low)) return true;
  return ['on', 'against', 'over', 'of', 'to'].includes(after.low);
}

/** A word that takes back (cut, drop, lift) does so only where something bad follows. */
function chooseVerb(
  parse: Parse,
  groups: readonly CueGroup[],
  form: CueForm,
  first: number,
  last: number,
): CueGroup | undefined {
  const relief = groups.find((group) => group.name === 'relieve');
  if (
    relief &&
    (hasBad(parse, last + 1, last + 5, last) ||
      (form.participle && hasBad(parse, first - 6, first - 1, last)))
  ) {
    return relief;
  }
  // “rated outperform” is a broker's word, “outperforms X” a comparison.
  const beat = groups.find((group) => group.name === 'beat');
  const after = parse.tokens[last + 1]?.low ?? '.';
  if (beat && /^[\p{L}\p{N}]/u.test(after) && !isA(parse, 'prepositions', last + 1)) return beat;
  return groups.find((group) => group.name !== 'relieve');
}

function hasBad(parse: Parse, from: number, to: number, near: number): boolean {
  for (let i = Math.max(0, from); i <= to && i < parse.tokens.length; i++) {
    if (parse.clauses[i] !== parse.clauses[near]) continue;
    if (formAt(parse, i)?.groups.some(({ name }) => name === 'burden' || name === 'bad')) return true;
  }
  return false;
}
