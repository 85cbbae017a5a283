import { type Contribution, type Target, weights } from './cues.ts';
import { type Clue, isA, type Parse, targetTokens } from './english-parse.ts';

const MARKET = new Set(['rise', 'fall']);
/** After a noun of burden or boon these name who bears it. */
const BEARS = new Set('on against over to for of targeting at towards toward into upon'.split(' '));

/** A parsed sentence and where the target stands in it, first and last token. */
interface View extends Parse {
  first: number;
  last: number;
}

/** What the cues of an English sentence say of a target in it; offsets refer to the sentence. */
export function englishCues(sentence: string, parse: Parse, target: Target): Contribution[] {
  const view = viewOf(parse, target);
  const speaking = speaks(view);
  return parse.clues.flatMap((clue, index) => {
    if (clue.last >= view.first && clue.first <= view.last) return [];
    if (clue.first - view.last > weights.reach || view.first - clue.last > weights.reach) return [];
    const place = placeFactor(view, clue, speaking) * (isAboutObject(view, index) ? weights.aboutObject : 1);
    const value = roleWeight(view, clue) * turnOf(view, index) * place;
    const { subject, object, near, name } = clue.group;
    const structural = (subject * object <= 0 && !MARKET.has(name)) || (near > 0 && isNegated(view, clue));
    return [{ words: sentence.slice(clue.start, clue.end), start: clue.start, value, structural }];
  });
}

/** Spelt out: spreading the parse costs 3 µs a target. */
function viewOf(parse: Parse, target: Target): View {
  const { tokens, clauses, conceded, quoted, turn, negated, clues, lexicon } = parse;
  const { first, last } = targetTokens(parse, target);
  return { tokens, clauses, conceded, quoted, turn, negated, clues, lexicon, first, last };
}

/** What the cue's group says of the target, by the side on which it stands and the voice of the verb. */
function roleWeight(view: View, clue: Clue): number {
  const { group } = clue;
  if (group.subject === group.object) return group.near;
  const before = view.last < clue.first;
  if (clue.noun) return nounRole(view, clue, before);
  const passive = clue.participle && isPassive(view, clue);
  if (before) {
    if (MARKET.has(group.name) && isA(view, 'prepositions', view.first - 1)) return group.subject * 0.8;
    if (isOblique(view)) return group.near;
    return passive ? group.object : group.subject;
  }
  if (!passive) return group.object;
  const by = view.tokens.slice(clue.last + 1, view.first).some((token) => token.low === 'by');
  return by ? group.subject : group.near;
}

/** Sanctions on X, against X: X bears them. X's sanctions: X issues them. */
function nounRole(view: View, clue: Clue, before: boolean): number {
  const { group } = clue;
  if (before) return clue.first - view.last <= 3 ? group.subject : group.near;
  const between = view.tokens.slice(clue.last + 1, view.first);
  if (between.some((token) => BEARS.has(token.low))) return group.object;
  if (between.some((token) => token.low === 'by' || token.low === 'from')) return group.subject;
  // “US curbs hurt X”: the noun is the subject of something done to X.
  return group.near;
}

/** “curbs on X hit Y”: X is no subject of “hit”. “Shares of X”, “sales at X” go with X. */
function isOblique(view: View): boolean {
  const before = view.tokens[view.first - 1]?.low;
  const at = before === 'the' ? view.first - 2 : view.first - 1;
  const word = view.tokens[at]?.low;
  return word !== 'of' && word !== 'at' && isA(view, 'prepositions', at);
}

/** Negation, relief and resistance before a cue turn it. */
function turnOf(view: View, index: number): number {
  const clue = view.clues[index]!;
  const good = clue.group.near >= 0;
  let factor = isNegated(view, clue) ? (good ? weights.negatedGood : weights.negatedBad) : 1;
  if (good) return factor;
  for (const other of view.clues.slice(Math.max(0, index - 6), index + 7)) {
    const before = other.last < clue.first;
    const gap = before ? clue.first - other.last : other.first - clue.last;
    if (gap < 1 || gap > 6 || view.clauses[clue.first] !== view.clauses[other.last]) continue;
    // Eased before or, in the passive, behind: “the ban on X was lifted”.
    if (other.group.name === 'relieve' && (before || other.participle)) factor *= weights.relieved;
    if (other.group.name === 'resist' && before) factor *= weights.resisted;
  }
  return factor;
}

function isNegated(view: View, clue: Clue): boolean {
  for (let i = clue.first - 1; i >= Math.max(0, clue.first - 4); i--) {
    if (view.clauses[i] !== view.clauses[clue.first]) return false;
    if (view.negated.has(i)) return true;
  }
  return false;
}

/** How much a cue counts for where it stands: distance, clauses, concession, turn, hedge, speech. */
function placeFactor(view: View, clue: Clue, speaking: boolean): number {
  const own = view.first;
  const [from, to] = view.last < clue.first ? [view.last + 1, clue.first] : [clue.last + 1, view.first];
  let factor = 1 / (1 + weights.decay * (to - from));
  factor *= weights.clause ** Math.min(4, Math.abs(view.clauses[clue.first]! - view.clauses[own]!));
  for (let i = from; i < to; i++) {
    if (view.tokens[i]!.low === ',') factor *= weights.comma;
    if (view.tokens[i]!.name && !view.tokens[i - 1]?.name) factor *= weights.rival;
  }
  if (view.conceded[clue.first] && !view.conceded[own]) factor *= weights.conceded;
  if (view.turn >= 0) factor *= clue.first < view.turn ? weights.beforeTurn : weights.afterTurn;
  if (isHedged(view, clue)) factor *= weights.hedged;
  if (speaking && view.clauses[clue.first] !== view.clauses[own]) factor *= weights.said;
  if (view.quoted[clue.first] && !view.quoted[own]) factor *= weights.quoted;
  return factor;
}

/** “Prosecutors accused X of fraud”: what follows a deed tells of the one it was done to, not of the doer. */
function isAboutObject(view: View, index: number): boolean {
  const clue = view.clues[index]!;
  if (clue.group.subject !== clue.group.object) return false;
  return view.clues
    .slice(Math.max(0, index - 6), index)
    .some(
      (deed) =>
        DEEDS.has(deed.group.name) &&
        deed.first > view.last &&
        deed.last < clue.first &&
        view.clauses[deed.first] === view.clauses[clue.first] &&
        !(deed.participle && isPassive(view, deed)),
    );
}

const DEEDS = new Set(['hurt', 'help']);

function isHedged(view: View, clue: Clue): boolean {
  for (let i = Math.max(0, clue.first - 3); i < clue.first; i++) if (isA(view, 'hedges', i)) return true;
  return false;
}

/** Whether the target is the one who speaks: “X said …”, “…, said X”. */
function speaks(view: View): boolean {
  if (isA(view, 'reports', view.last + 1) || isA(view, 'reports', view.last + 2)) return true;
  return isA(view, 'reports', view.first - 1) && view.tokens[view.first - 2]?.low !== 'to';
}

/** “was hit”, “hit by”, and with the target before it “barred from”, “charged with”. */
function isPassive(view: View, clue: Clue): boolean {
  const next = view.tokens[clue.last + 1]?.low;
  if (next === 'by') return true;
  for (let i = clue.first - 1; i >= Math.max(0, clue.first - 3); i--) {
    if (isA(view, 'copulas', i)) return true;
    if (i === view.last || view.clauses[i] !== view.clauses[clue.first]) break;
  }
  return (next === 'from' || next === 'over' || next === 'with') && view.last < clue.first;
}
