import type { Token } from './chinese-parse.ts';
import type { CueGroup } from './lexicon.ts';

/** What a cue turns into by the words around it; set as the weights of chinese-cues.ts. */
const factors = {
  negatedGood: -0.7,
  negatedBad: 0.1,
  /** a deed that is not done to somebody */
  spared: -0.35,
  /** a burden that is lifted, a boon that is taken away */
  lifted: -0.6,
  /** harm that is withstood */
  resisted: 0,
  /** 扩产受阻: what is undone right behind */
  foiled: 0,
  /** less of what costs is good, for the one who has it */
  cheaper: -0.7,
  repriced: 0,
  hedged: 0.7,
  whether: 0.2,
};

/** Characters that may stand between a word and the cue that it turns. */
const reach = { negation: 4, throughObject: 18, relief: 16, liftBehind: 6, foil: 5, cost: 4, modal: 8 };

/** The factor by which negation, relief, cost and doubt turn the cue at an index; 1 where nothing does. */
export function turnOf(tokens: readonly Token[], index: number): number {
  const group = tokens[index]!.groups[0]!;
  return negation(tokens, index, group) * relief(tokens, index, group) * doubt(tokens, index);
}

/** The token at an index if it stands in the clause of another one and ends at most so many characters before it. */
function near(
  tokens: readonly Token[],
  at: number,
  { start, clause }: Token,
  most: number,
): Token | undefined {
  const token = tokens[at];
  return token !== undefined && token.clause === clause && start - token.end <= most ? token : undefined;
}

/** The next cue or noun of cost in the clause, at most so many characters away. */
function following(tokens: readonly Token[], index: number, most: number): Token | undefined {
  const { end, clause } = tokens[index]!;
  for (let i = index + 1; i < tokens.length; i++) {
    const next = tokens[i]!;
    if (next.clause !== clause || next.start - end > most) return undefined;
    if (
      next.groups.length > 0 ||
      next.kinds.has('costs') ||
      next.kinds.has('prices') ||
      next.kinds.has('foils')
    )
      return next;
  }
  return undefined;
}

function negation(tokens: readonly Token[], index: number, group: CueGroup): number {
  if (!isNegated(tokens, index)) return cost(tokens, index, group);
  if (group.near >= 0) return factors.negatedGood;
  return group.name === 'hurt' || group.name === 'burden' ? factors.spared : factors.negatedBad;
}

/** 不将华为列入: an object may stand between. */
function isNegated(tokens: readonly Token[], index: number): boolean {
  const cue = tokens[index]!;
  const { start } = cue;
  if (cue.denied) return true;
  let most = reach.negation;
  for (let i = index - 1; ; i--) {
    const token = near(tokens, i, cue, reach.throughObject);
    if (!token) return false;
    if (token.kinds.has('patients')) most = reach.throughObject;
    else if (start - token.end > most && !token.kinds.has('subjects')) return false;
    if (token.kinds.has('negators')) return start - token.end <= most;
    if (token.groups.length > 0) return false;
  }
}

function cost(tokens: readonly Token[], index: number, group: CueGroup): number {
  if (group.name !== 'rise' && group.name !== 'fall') return 1;
  const beside = [near(tokens, index - 1, tokens[index]!, reach.cost), following(tokens, index, reach.cost)];
  if (beside.some((token) => token?.kinds.has('prices'))) return factors.repriced;
  return beside.some((token) => token?.kinds.has('costs')) ? factors.cheaper : 1;
}

function relief(tokens: readonly Token[], index: number, group: CueGroup): number {
  const next = following(tokens, index, reach.foil);
  if (group.near > 0 && next && isFoil(next)) return factors.foiled;
  if (group.near > 0 && group.name !== 'boon') return 1;
  for (let i = index - 1; ; i--) {
    const token = near(tokens, i, tokens[index]!, reach.relief);
    if (!token) break;
    const name = token.groups[0]?.name;
    if (name === 'relieve') return isPrevented(tokens, token) ? 1 : factors.lifted;
    if (name === 'resist' && group.near < 0 && !isNegated(tokens, token.index)) return factors.resisted;
  }
  const behind = following(tokens, index, reach.liftBehind);
  const lifts = behind?.groups[0]?.name === 'relieve' && !isPrevented(tokens, behind);
  return lifts ? factors.lifted : 1;
}

const isFoil = ({ kinds, groups }: Token) => kinds.has('foils') || groups[0]?.name === 'fall';

/** 拒绝解除, 敦促取消: not lifted yet. */
function isPrevented(tokens: readonly Token[], token: Token): boolean {
  return token.called || isNegated(tokens, token.index);
}

function doubt(tokens: readonly Token[], index: number): number {
  for (let i = index - 1; ; i--) {
    const token = near(tokens, i, tokens[index]!, reach.modal);
    if (!token) return 1;
    if (token.kinds.has('whether')) return factors.whether;
    if (token.kinds.has('hedges')) return factors.hedged;
  }
}
