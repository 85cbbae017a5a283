import { firstEndingAfter, type Span } from '../text/spans.ts';
import { type ChineseParse, lastStartingBy, parseChinese, type Token } from './chinese-parse.ts';
import type { Contribution, Target } from './cues.ts';

/**
 * How much the place of a Chinese cue counts. Set by search over the tuned lines of chinese-lines.txt and the tuned
 * Chinese passages of eval/gold, never on those held.
 */
const weights = {
  /** characters beyond which a cue is left out */
  reach: 120,
  /** loss per character between cue and target */
  decay: 0.027,
  /** a clause that goes on about whom the one before was about; one that may; one about another */
  carried: 0.8,
  unsure: 0.4,
  other: 0.04,
  conceded: 0.25,
  beforeTurn: 0.9,
  afterTurn: 1.2,
  conditional: 0.6,
  /** what is left of a speaker's words for the speaker */
  said: 0.15,
  /** what is left for the doer when the text goes on about whom it was done to */
  passedOn: 0.25,
  /** a state for a name behind it, a deed for the place where it is done */
  stateBehind: 0.25,
  place: 0.25,
  with: 0.35,
  body: 0.4,
  /** A比B更好 says of B */
  rival: -0.9,
  /** said of what is itself called off */
  calledOff: -0.4,
};

/** Groups that tell who has the upper hand: they say something of the doer named behind 被 as well. */
const CONTESTS = new Set(['beat', 'trail']);
/** Groups whose verb takes an object. */
const DEEDS = new Set(['hurt', 'help', 'beat', 'trail', 'match']);
/** Nouns: done to the one named by 对…的, issued by governments. */
const NOUNS = new Set(['burden', 'boon']);
/** Those of them whose object the text may go on about, and what makes a noun of them. */
const OUTGOING = new Set(['hurt', 'help']);
const NOUN_TAKERS = new Set(['suffer', 'resist', 'relieve', 'achieve']);
const STATES = new Set(['good', 'bad', 'rise', 'fall']);

/** Characters that may stand between a name and its verb of saying. */
const SPEECH_REACH = 12;
/** … and between two names of a list. */
const LIST_REACH = 16;

/** What may stand between a marker or verb and the name it goes with. */
const BETWEEN = /^[\s"'“「『《了着过]{1,4}$/;

/** How a target stands in its clause, by what is right before and behind it. */
interface Standing extends Target {
  clause: number;
  marker: 'patient' | 'agent' | 'rival' | 'place' | 'with' | undefined;
  speaks: boolean;
  issues: boolean;
  /** the clause is about it */
  leads: boolean;
  /** a law, a list, an office: named for what they do, seldom for how they fare */
  isBody: boolean;
  /** right behind 超越 or the like: what follows tells of the winner */
  isBeaten: boolean;
  passedOnFrom: number;
}

/**
 * What the cues of a Chinese sentence say of a target in it. No segmentation: cues and grammar words go by longest
 * match, distances by characters.
 *
 * @param sentence one sentence; offsets of `target` and of the results refer to it
 */
export function chineseCues(sentence: string, target: Target): Contribution[] {
  const parse = parseChinese(sentence);
  const { tokens } = parse;
  const first = firstEndingAfter(tokens, target.from - weights.reach);
  const standing = standingOf(parse, target);
  const found: Contribution[] = [];
  for (let i = first; i < tokens.length && tokens[i]!.start < target.to + weights.reach; i++) {
    const token = tokens[i]!;
    const { start, end } = token;
    if (token.groups.length === 0 || (start < target.to && end > target.from)) continue;
    const value = contribution(parse, token, standing);
    if (value !== 0) found.push({ words: sentence.slice(start, end), start, value });
  }
  return found;
}

function contribution(parse: ChineseParse, token: Token, standing: Standing): number {
  const role = roleOf(parse, token, standing) * (standing.isBody ? weights.body : 1);
  return role === 0 ? 0 : role * parse.turns[token.index]! * placeFactor(parse, token, standing);
}

function standingOf(parse: ChineseParse, target: Target): Standing {
  const { text, tokens, clauses } = parse;
  const clause = lastStartingBy(clauses, target.from);
  const next = firstEndingAfter(tokens, target.from);
  const before = tokens[next - 1];
  const isAdjacent =
    before !== undefined &&
    (before.end === target.from ||
      BETWEEN.test(text.slice(before.end, Math.min(before.end + 5, target.from))));
  const marker = isRival(text, target)
    ? 'rival'
    : (listMarker(parse, next - 1, target) ?? (isAdjacent ? markerOf(before) : undefined));
  const own = tokens[next];
  return {
    from: target.from,
    to: target.to,
    clause,
    marker,
    speaks: marker === undefined && speaks(parse, clause, target),
    issues: own !== undefined && own.start < target.to && own.kinds.has('issuers'),
    leads: marker === undefined && clauses[clause]!.firstCue >= target.from,
    isBody: BODY_ENDS.has(text[target.to - 1]!) && BODY.test(text.slice(target.from, target.to)),
    isBeaten: isAdjacent && CONTESTS.has(before.groups[0]?.name ?? ''),
    passedOnFrom: passedOnFrom(parse, clause, target),
  };
}

/** 将甲与乙、丙列入: what marks the first of several names marks the others. */
function listMarker({ text, tokens }: ChineseParse, last: number, { from }: Target): Standing['marker'] {
  let at = last;
  if (text[from - 1] !== '、') {
    if (!tokens[at]?.kinds.has('withs') || tokens[at]!.end !== from) return undefined;
    at--;
  }
  for (; at >= 0 && from - tokens[at]!.end <= LIST_REACH; at--) {
    const { kinds, groups, clause } = tokens[at]!;
    if (groups.length > 0 || clause !== tokens[last]?.clause) return undefined;
    if (kinds.has('patients')) return 'patient';
    if (kinds.has('agents')) return 'agent';
  }
  return undefined;
}

function markerOf({ kinds }: Token): Standing['marker'] {
  if (kinds.has('rivals')) return 'rival';
  if (kinds.has('agents')) return 'agent';
  if (kinds.has('patients')) return 'patient';
  if (kinds.has('withs')) return 'with';
  return kinds.has('places') ? 'place' : undefined;
}

/** 与H100相比 */
const isRival = (text: string, { to }: Target) =>
  /^相(?:比|较)(?!其他|其它|前代|同类|上代|于)/.test(text.slice(to, to + 6));

const BODY_ENDS = new Set('法案单例则所板会室部局署');
const BODY =
  /(?:法|法案|清单|名单|条例|规则|交易所|上交所|深交所|港交所|科创板|委员会|办公室|协会|[部局署]|安全局)$/;
/** 华为与中芯双双上涨 */
const TOGETHER = /^(?:均|都|双双|同时|一起|纷纷|齐|也|等)/;
/** 英伟达高管：… speaks as the company. */
const TITLE = /高管|CEO|CTO|CFO|创始人|总裁|董事长|首席|负责人|发言人|方面|官方|院士/;

/** 黄仁勋在会上表示, 高盛：… but not 寒武纪：一季度净利润… */
function speaks({ text, tokens, clauses }: ChineseParse, clause: number, target: Target): boolean {
  if (/^\s?[：:]/.test(text.slice(target.to, target.to + 2))) return clauses[clause + 1]?.opening !== 'same';
  const { end } = clauses[clause]!;
  const isColon = text[end] === '：' || text[end] === ':';
  if (isColon && end - target.to <= 20 && TITLE.test(text.slice(target.to, end))) return true;
  for (let i = firstEndingAfter(tokens, target.to); i < tokens.length; i++) {
    const { start, kinds, groups } = tokens[i]!;
    if (start >= end || start - target.to > SPEECH_REACH) return false;
    if (kinds.has('reports')) return true;
    if (groups.length > 0 || kinds.has('passives')) return false;
  }
  return false;
}

/** What a cue says of the target by the part that the target plays in it; −1…1. */
function roleOf(parse: ChineseParse, token: Token, target: Standing): number {
  if (token.clause !== target.clause) return roleAcross(parse, token, target);
  return target.from < token.start ? roleBefore(parse.text, token, target) : roleBehind(parse, token, target);
}

/** The target before the cue: its doer, unless something between or before says otherwise. */
function roleBefore(text: string, token: Token, target: Standing): number {
  const group = token.groups[0]!;
  if (target.marker === 'rival') return weights.rival * group.subject;
  if (target.marker === 'patient') return group.object;
  if (target.marker === 'agent') return CONTESTS.has(group.name) ? group.subject : 0;
  if (target.marker === 'place') return weights.place * group.near;
  if (target.marker === 'with' && !TOGETHER.test(text.slice(target.to, target.to + 2)))
    return weights.with * group.subject;
  const isPassed = target.isBeaten || token.start >= target.passedOnFrom;
  return asSubject(token, target.to, target.issues) * (isPassed ? weights.passedOn : 1);
}

/** Of the one the clause is about, named before `from` or in an earlier clause. */
function asSubject({ groups, passive }: Token, from: number, issues: boolean): number {
  const group = groups[0]!;
  if (passive >= from) {
    if (group.name === 'relieve') return weights.calledOff / 2;
    return DEEDS.has(group.name) || NOUNS.has(group.name) ? group.object : group.subject;
  }
  if (!NOUNS.has(group.name)) return group.subject;
  return issues ? 0 : group.near;
}

/** From where on the clause tells of those to whom the target does something, or whom it makes do it. */
function passedOnFrom({ text, tokens }: ChineseParse, clause: number, { to }: Target): number {
  for (let i = firstEndingAfter(tokens, to); i < tokens.length && tokens[i]!.clause === clause; i++) {
    const { groups, kinds, passive, end } = tokens[i]!;
    if (end - to > weights.reach) break;
    if (kinds.has('causers')) return end + 2;
    const isDeed = groups.length > 0 && OUTGOING.has(groups[0]!.name) && passive < to;
    if (isDeed && !isNoun(text, tokens, i)) return end;
  }
  return Number.POSITIVE_INFINITY;
}

/** 面临制裁, 无惧打压, 对华为的限制: the deed as a thing. */
function isNoun(text: string, tokens: readonly Token[], index: number): boolean {
  const { start, end } = tokens[index]!;
  const before = tokens[index - 1];
  if (text[end] === '的' || text[start - 1] === '的') return true;
  return before !== undefined && start - before.end <= 6 && NOUN_TAKERS.has(before.groups[0]?.name ?? '');
}

/** The target behind the cue: what the deed is done to, or whom 的 describes. */
function roleBehind({ text, clauses, tokens }: ChineseParse, token: Token, target: Standing): number {
  const { name, subject, object, near } = token.groups[0]!;
  if (target.marker === 'place') return weights.place * object;
  if (target.marker === 'agent' || target.marker === 'rival') return 0;
  const between = text.slice(token.end, target.from);
  if (between.endsWith('的')) return between.length === 1 || !DEEDS.has(name) ? near : subject;
  if (STATES.has(name)) return (target.marker === 'patient' ? 1 : weights.stateBehind) * near;
  const next = nextCue(tokens, token.index);
  if (name === 'relieve')
    return isCalledOff(clauses[target.clause]!, between, next, target) ? weights.calledOff : 0;
  // 管制拖慢了中国: the verb between has the object.
  const hasVerb = next !== undefined && next.start < target.from;
  return token.passive >= 0 || (NOUNS.has(name) && hasVerb) ? weights.stateBehind * near : object;
}

function nextCue(tokens: readonly Token[], index: number): Token | undefined {
  for (let i = index + 1; i < Math.min(index + 6, tokens.length); i++)
    if (tokens[i]!.groups.length > 0) return tokens[i];
  return undefined;
}

/** 取消了扩散规则, 停止豆包服务; not 取消华为禁令. */
function isCalledOff(clause: Span, between: string, next: Token | undefined, { to }: Target): boolean {
  const isLast = to === clause.end && between.length <= 4;
  const hasMore = next !== undefined && next.start < clause.end && next.groups[0]!.near !== 0;
  return isLast || (between.length <= 1 && !hasMore);
}

/** A cue in another clause counts for whom that clause goes on about. */
function roleAcross(parse: ChineseParse, token: Token, target: Standing): number {
  const { clauses } = parse;
  const { clause, groups } = token;
  const isLater = clause > target.clause;
  const [from, to] = isLater ? [target.clause + 1, clause] : [clause, target.clause - 1];
  if (!target.leads || to - from > 3) return weights.other * groups[0]!.near;
  let carried = isLater ? 1 : weights.carried;
  for (let i = from; i <= to; i++) {
    if (clauses[i]!.opening === 'other') return weights.other * groups[0]!.near;
    carried *= clauses[i]!.opening === 'same' ? weights.carried : weights.unsure;
  }
  if (isLater && target.passedOnFrom < Number.POSITIVE_INFINITY) carried *= weights.passedOn;
  return carried * asSubject(token, clauses[clause]!.start, target.issues);
}

/** What distance, clauses and speech leave of a cue. */
function placeFactor({ clauses, turn }: ChineseParse, token: Token, target: Standing): number {
  const { conceded, conditional } = clauses[token.clause]!;
  const gap = target.from < token.start ? token.start - target.to : target.from - token.end;
  let factor = 1 / (1 + weights.decay * Math.max(0, gap));
  if (conceded) factor *= weights.conceded;
  if (conditional) factor *= weights.conditional;
  if (turn >= 0) factor *= token.start < turn ? weights.beforeTurn : weights.afterTurn;
  if (target.speaks && token.start > target.from) factor *= weights.said;
  return factor;
}
