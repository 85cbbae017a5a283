import { overlapping } from '../text/spans.ts';
import { POSSESSIVES, subjectAfter, subjectBefore, topic } from './english-subjects.ts';
import { nameBefore, nameBeginning, type Token, tokensIn } from './english-tokens.ts';
import { type Attribution, canSpeak, type Grammar, type Narration } from './narration.ts';
import { words } from './words.ts';

/** UTF-16 units of a sentence that are looked at on either side of a quote. */
const REACH_BEFORE = 500;
const REACH_AFTER = 300;
/** Tokens that may stand between a verb and a quote that is its direct object: “told reporters on Monday that”. */
const OBJECT = 3;
const MOST_CAPITALS = 0.6;

export const english: Grammar = { before, after, topic, isTerm, isTitle, genderOf };

function before(narration: Narration, from: number, to: number, begin: number): Attribution | undefined {
  const tokens = tokensIn(narration.text, Math.max(from, to - REACH_BEFORE), to);
  const source = accordingTo(narration, tokens, to) ?? utterance(narration, tokens);
  const at = leadingVerb(tokens);
  if (at < 0) return source;
  const verb = tokens[at]!;
  if (isPassive(tokens, at))
    return { verb, subject: subjectAfter(narration, tokens, at + 1, to), direct: true };
  if (isInverted(narration, tokens, at)) {
    return { verb, subject: subjectAfter(narration, tokens, at, to), direct: true };
  }
  const direct = tokens.length - 1 - at <= OBJECT;
  return { verb, subject: subjectBefore(narration, tokens, at, begin), direct };
}

/** The last verb that speaks; one that may do other things (“announced”, “called”) only where the quote is near. */
function leadingVerb(tokens: readonly Token[]): number {
  const { said, called, saying } = words().en;
  let weak = -1;
  for (let at = tokens.length - 1; at >= 0; at--) {
    const { word } = tokens[at]!;
    if (word === 'according' || word === 'words') return -1;
    const speaks =
      said.has(word) || saying.has(word) || (called.has(word) && tokens.length - at <= 2 * OBJECT);
    if (!speaks || isNoun(tokens, at)) continue;
    if (isPassive(tokens, at) && tokens[at + 1]?.word !== 'by') continue;
    if (called.has(word) && /^(?:for|on|off|up)$/.test(tokens[at + 1]?.word ?? '')) continue;
    if (!saying.has(word) || tokens.length - 1 - at <= OBJECT) return at;
    if (weak < 0) weak = at;
  }
  return weak;
}

/** “was told”: the subject does not speak; “was called a gift by Huang”: somebody else does. */
function isPassive(tokens: readonly Token[], at: number): boolean {
  return words().en.passive.has(tokens[at - 1]?.word ?? '');
}

/** “Her answer was”, “Huang’s verdict is”: whose words they are. */
function utterance(narration: Narration, tokens: readonly Token[]): Attribution | undefined {
  const at = tokens.findLastIndex(({ word }) => words().en.passive.has(word));
  const noun = tokens[at - 1];
  if (!noun || tokens.length - 1 - at > OBJECT || !words().en.utterances.has(noun.word)) return undefined;
  const owner = tokens[at - 2];
  const subject = POSSESSIVES.get(owner?.word ?? '') ?? nameBefore(narration, noun.start);
  return subject && { verb: tokens[at]!, subject, direct: true };
}

/** “Huawei, said Lena Ostrow of Calder Ridge, …”: a name behind the verb and a comma or quote before it. */
function isInverted({ text, named }: Narration, tokens: readonly Token[], at: number): boolean {
  const { start, end } = tokens[at]!;
  const before = text.slice(Math.max(0, start - 4), start);
  return /[,”"’\0]\W?\s$/.test(before) && overlapping(named, { start: end, end: end + 2 }).some(canSpeak);
}

/** The report, his claims, a note: not a verb after all. */
function isNoun(tokens: readonly Token[], at: number): boolean {
  const { word } = tokens[at]!;
  const before = tokens[at - 1]?.word;
  if (before === 'as' && word !== 'read') return false;
  return (
    before !== undefined &&
    /^(?:the|a|an|his|her|their|its|to|this|that|no|any|such|these|of|in)$/.test(before)
  );
}

function after(narration: Narration, from: number, to: number, sign: string): Attribution | undefined {
  const { text } = narration;
  const tokens = tokensIn(text, from, Math.min(to, from + REACH_AFTER));
  const [first] = tokens;
  if (!first || !/^[\s,.—–-]*(?:as\s+)?$/.test(text.slice(from, first.start))) return undefined;
  const source = first.word === 'according' ? accordingTo(narration, tokens, to) : undefined;
  if (source) return source;
  const { said } = words().en;
  const start = first.word === 'as' ? 1 : 0;
  if (said.has(tokens[start]?.word ?? '') || isTurned(narration, first)) {
    return { verb: tokens[start]!, subject: subjectAfter(narration, tokens, start, to), direct: true };
  }
  if (sign === '') return undefined;
  const at = tokens.findIndex(
    ({ word }, index) =>
      (said.has(word) && !isNoun(tokens, index) && !isPassive(tokens, index)) ||
      isAnyVerb(narration, tokens, index),
  );
  if (at < 0) return undefined;
  if (
    sign === '.' &&
    !/^(?:[.,;:]|$| to | in | on | at | during | of the )/.test(text.slice(tokens[at]!.end, to).trimEnd())
  )
    return undefined;
  if (crossesClause(text.slice(from, tokens[at]!.start))) return undefined;
  return { verb: tokens[at]!, subject: subjectBefore(narration, tokens, at, from), direct: true };
}

/** Where a verb of saying belongs, any will do: “he shrugged,” “she grants.” */
function isAnyVerb({ text }: Narration, tokens: readonly Token[], at: number): boolean {
  const { word, end } = tokens[at]!;
  if (at !== 1 || !/^(?:he|she)$/.test(tokens[0]!.word)) return false;
  return /(?:ed|s)$/.test(word) && /^\s*(?:[.,:]|$)/.test(text.slice(end, end + 2));
}

/** “remembers Shanna Challenger”: a verb that is followed by a name at once. */
function isTurned(narration: Narration, { start, end }: Token): boolean {
  const isVerb = /^\p{Ll}+(?:ed|s)$/u.test(narration.text.slice(start, end));
  return isVerb && nameBeginning(narration, end + 1) !== undefined;
}

/** A verb behind two or more commas still belongs to an apposition; behind “and” or “but” it is another clause’s. */
function crossesClause(words: string): boolean {
  return /^\W*(?:and|but|while|which|that|because|when|if|after|before|is|are|was|were|has|have)\b/.test(
    words,
  );
}

function accordingTo(narration: Narration, tokens: readonly Token[], to: number): Attribution | undefined {
  const at = tokens.findIndex(({ word }, index) =>
    word === 'according'
      ? tokens[index + 1]?.word === 'to'
      : word === 'words' && tokens[index + 1]?.word === 'of',
  );
  if (at < 0) return undefined;
  const verb = { start: tokens[at]!.start, end: tokens[at + 1]!.end };
  return { verb, subject: subjectAfter(narration, tokens, at + 1, to), direct: true };
}

const TERM = /(?:^|[\s(])(so-called|known as|([\p{L}-]+))\s(?:the\s|a\s|an\s|as\s)?$/iu;
function isTerm(before: string): boolean {
  const match = TERM.exec(before.slice(-40));
  return (
    match !== null &&
    (match[1]!.includes('-c') || match[1] === 'known as' || words().en.terms.has(match[1]!.toLowerCase()))
  );
}

/** Capitals on most of its longer words: “Framework for Artificial Intelligence Diffusion”. */
function isTitle(quoted: string): boolean {
  const long = quoted.match(/\p{L}{4,}/gu) ?? [];
  const capital = long.filter((word) => /^\p{Lu}/u.test(word));
  return long.length > 1 && capital.length / long.length > MOST_CAPITALS;
}

function genderOf(name: string, before: string): 'he' | 'she' | undefined {
  const { he, she } = words().en;
  if (/\b(?:Mr|Sir|Lord)\.?\s$/.test(before)) return 'he';
  if (/\b(?:Ms|Mrs|Miss|Lady)\.?\s$/.test(before)) return 'she';
  const given = /^[\p{L}-]+/u.exec(name)?.[0].toLowerCase() ?? '';
  if (!/\s/.test(name)) return undefined;
  if (he.has(given)) return 'he';
  return she.has(given) ? 'she' : undefined;
}
