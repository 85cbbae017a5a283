import { shaped } from '../text/fold.ts';
import { type Contribution, type Target, weights } from './cues.ts';
import { type CueForm, type CueGroup, type Lexicon, lexiconOf } from './lexicon.ts';

interface Clue {
  group: CueGroup;
  start: number;
  end: number;
}

interface Clause {
  start: number;
  end: number;
  conceded: boolean;
}

/** Nouns: done to the one named by 对…的, issued by the one before. */
const NOMINAL = new Set(['burden', 'boon']);
const CLAUSE_MARKS = /[，,；;。！？!?：:]/;

/**
 * What the cues of a Chinese sentence say of a target in it. No segmentation: cues and grammar words go by longest
 * match, distances by characters.
 *
 * @param sentence one sentence; offsets of `target` and of the results refer to it
 */
export function chineseCues(sentence: string, target: Target): Contribution[] {
  const lexicon = lexiconOf('zh');
  if (latest?.sentence !== sentence) latest = { sentence, parse: parseChinese(sentence, lexicon) };
  const { text, clauses, clues, turn } = latest.parse;
  return clues.flatMap((clue, index) => {
    if (clue.start < target.to && clue.end > target.from) return [];
    // Two characters make about one English word.
    if (Math.max(clue.start - target.to, target.from - clue.end) > 2 * weights.reach) return [];
    const value =
      roleWeight(text, clue, target, clauses, lexicon) *
      turnOf(text, clues, index, lexicon) *
      placeFactor(text, clue, target, clauses, turn, lexicon);
    return [{ words: sentence.slice(clue.start, clue.end), start: clue.start, value }];
  });
}

interface Parse {
  /** simplified and of normal width */
  text: string;
  clauses: Clause[];
  clues: Clue[];
  /** where the last 但 stands, −1 without one */
  turn: number;
}

/** The sentence parsed last: the mentions of one sentence come one after the other. */
let latest: { sentence: string; parse: Parse } | undefined;

function parseChinese(sentence: string, lexicon: Lexicon): Parse {
  const text = shaped(sentence);
  return {
    text,
    clauses: clausesOf(text, lexicon),
    clues: cluesIn(text, lexicon),
    turn: lastTurn(text, lexicon),
  };
}

function clausesOf(text: string, lexicon: Lexicon): Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && !CLAUSE_MARKS.test(text[i]!)) continue;
    clauses.push({ start, end: i, conceded: wordIn(text, start, i, lexicon, 'concessions') >= 0 });
    start = i + 1;
  }
  return clauses;
}

function clauseIndex(clauses: readonly Clause[], offset: number): number {
  return clauses.findIndex(({ end }) => offset <= end);
}

/** Where a grammar word of a kind stands in a stretch of text, or −1. */
function wordIn(text: string, from: number, to: number, lexicon: Lexicon, kind: string): number {
  for (let i = from; i < to; i++) if (wordAt(text, i, to, lexicon, kind) !== undefined) return i;
  return -1;
}

function wordAt(text: string, at: number, to: number, lexicon: Lexicon, kind: string): string | undefined {
  const words = lexicon.grammar.get(kind)!;
  for (let length = Math.min(4, to - at); length > 0; length--) {
    const word = text.slice(at, at + length);
    if (words.has(word)) return word;
  }
  return undefined;
}

function lastTurn(text: string, lexicon: Lexicon): number {
  for (let i = text.length - 1; i > 0; i--) {
    if (wordAt(text, i, text.length, lexicon, 'turns') !== undefined) return i;
  }
  return -1;
}

function cluesIn(text: string, lexicon: Lexicon): Clue[] {
  const clues: Clue[] = [];
  for (let i = 0; i < text.length; i++) {
    const fits = (form: CueForm) => text.startsWith(form.parts[0]!, i);
    const form = lexicon.formsFrom(text[i]!).find(fits);
    if (!form) continue;
    const end = i + form.parts[0]!.length;
    clues.push({ group: groupFor(text, form, end), start: i, end });
    i = end - 1;
  }
  return clues;
}

/** 制裁, 支持 are verbs and nouns: after 的 or 实施, or at a clause's end, a hostile verb is the noun of it. */
function groupFor(text: string, form: CueForm, end: number): CueGroup {
  const nominal = form.groups.find((group) => NOMINAL.has(group.name));
  const verbal = form.groups.find((group) => !NOMINAL.has(group.name));
  if (!nominal || !verbal) return form.groups[0]!;
  return text[end] === undefined || CLAUSE_MARKS.test(text[end]!) || text[end] === '的' ? nominal : verbal;
}

function roleWeight(
  text: string,
  clue: Clue,
  target: Target,
  clauses: readonly Clause[],
  lexicon: Lexicon,
): number {
  const { group } = clue;
  if (clue.start >= target.to && isObjectOf(text, target, lexicon)) return group.near * weights.aboutObject;
  if (group.subject === group.object) return group.near;
  if (target.from >= clue.end) {
    const passive = isPassive(text, clue, clauses, lexicon);
    return passive ? group.near : group.object;
  }
  if (isTowards(text, target.from, lexicon)) return group.object;
  const marker = passiveBetween(text, target.to, clue.start, lexicon);
  if (marker >= 0) return group.object;
  const clause = clauses[clauseIndex(clauses, clue.start)]!;
  const agent = target.from > clause.start && isAfterPassive(text, clause.start, target.from, lexicon);
  return agent || !NOMINAL.has(group.name) ? group.subject : nominalBefore(text, clue, target);
}

/** 甲超越乙登顶: right behind such a verb stands its object, and what follows tells of the subject. */
function isObjectOf(text: string, target: Target, lexicon: Lexicon): boolean {
  for (let from = Math.max(0, target.from - 4); from < target.from; from++) {
    const verb = text.slice(from, target.from);
    const form = lexicon.formsFrom(verb[0]!).find(({ parts }) => parts[0] === verb);
    if (form?.groups.some(({ name }) => name === 'beat' || name === 'trail' || name === 'hurt')) return true;
  }
  return false;
}

/** 华为的禁令: issued by it. 华为面临禁令: not. */
function nominalBefore(text: string, clue: Clue, target: Target): number {
  const between = text.slice(target.to, clue.start);
  return between.length <= 4 ? clue.group.subject : clue.group.near;
}

function isTowards(text: string, at: number, lexicon: Lexicon): boolean {
  const words = lexicon.grammar.get('towards')!;
  return words.has(text.slice(at - 1, at)) || words.has(text.slice(at - 2, at));
}

function passiveBetween(text: string, from: number, to: number, lexicon: Lexicon): number {
  const at = wordIn(text, from, to, lexicon, 'passives');
  return at >= 0 && !/[，；。：]/.test(text.slice(from, at)) ? at : -1;
}

function isPassive(text: string, clue: Clue, clauses: readonly Clause[], lexicon: Lexicon): boolean {
  const clause = clauses[clauseIndex(clauses, clue.start)]!;
  return wordIn(text, clause.start, clue.start, lexicon, 'passives') >= 0;
}

function isAfterPassive(text: string, from: number, to: number, lexicon: Lexicon): boolean {
  const passives = lexicon.grammar.get('passives')!;
  return to > from && (passives.has(text.slice(to - 1, to)) || passives.has(text.slice(to - 2, to)));
}

function turnOf(text: string, clues: readonly Clue[], index: number, lexicon: Lexicon): number {
  const clue = clues[index]!;
  const good = clue.group.near >= 0;
  let factor = isNegated(text, clue.start, lexicon) ? (good ? weights.negatedGood : weights.negatedBad) : 1;
  if (good) return factor;
  for (const earlier of clues.slice(Math.max(0, index - 6), index)) {
    const between = text.slice(earlier.end, clue.start);
    if (between.length > 14 || CLAUSE_MARKS.test(between)) continue;
    if (earlier.group.name === 'relieve') factor *= weights.relieved;
    if (earlier.group.name === 'resist') factor *= weights.resisted;
  }
  // 解除对华为的制裁 puts the relief before, 制裁被取消 behind.
  const next = clues[index + 1];
  const behind = next && next.group.name === 'relieve' && next.start - clue.end <= 4;
  return behind && !CLAUSE_MARKS.test(text.slice(clue.end, next.start)) ? factor * weights.relieved : factor;
}

function isNegated(text: string, at: number, lexicon: Lexicon): boolean {
  const lookalikes = lexicon.grammar.get('notNegators')!;
  for (let i = Math.max(0, at - 4); i < at; i++) {
    const word = wordAt(text, i, at, lexicon, 'negators');
    if (word === undefined) continue;
    const disguised = [2, 3, 4].some((size) => lookalikes.has(text.slice(i, i + size)));
    if (!disguised && !CLAUSE_MARKS.test(text.slice(i, at))) return true;
  }
  return false;
}

function placeFactor(
  text: string,
  clue: Clue,
  target: Target,
  clauses: readonly Clause[],
  turn: number,
  lexicon: Lexicon,
): number {
  const [from, to] = target.from < clue.start ? [target.to, clue.start] : [clue.end, target.from];
  const own = clauseIndex(clauses, target.from);
  const other = clauseIndex(clauses, clue.start);
  // Two characters make about one English word.
  let factor = 1 / (1 + (weights.decay / 2) * Math.max(0, to - from));
  factor *= weights.clause ** Math.min(4, Math.abs(own - other));
  if (clauses[other]!.conceded && !clauses[own]!.conceded) factor *= weights.conceded;
  if (turn >= 0) factor *= clue.start < turn ? weights.beforeTurn : weights.afterTurn;
  if (wordIn(text, Math.max(0, clue.start - 6), clue.start, lexicon, 'hedges') >= 0) factor *= weights.hedged;
  const speaker = /^(?:[^，。：“「]{0,8})(?:表示|称|说|指出|认为|透露|强调|坦言|回应)/.test(
    text.slice(target.to, target.to + 12),
  );
  return speaker && own !== other ? factor * weights.said : factor;
}
