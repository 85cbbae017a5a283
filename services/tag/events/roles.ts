import type { Entity } from '../names/entity.ts';
import { keyOf, type Named } from '../reading.ts';
import type { Role } from '../tags.ts';
import { shaped } from '../text/fold.ts';
import type { Span } from '../text/spans.ts';
import type { EventType, RoleRule } from './catalogue.ts';
import type { Clauses } from './clauses.ts';
import { isAtHome, kindsOf } from './kinds.ts';
import type { CueMatch, Sentence } from './match.ts';

type Side = 'subject' | 'object';

/** A name that may play a role. */
interface Candidate {
  named: Named;
  side: Side;
  sameClause: boolean;
}

/** What roles are filled from. */
export interface Stage {
  sentence: Sentence;
  clauses: Clauses;
  /** the names in the sentence, in reading order */
  named: readonly Named[];
  /** names of the sentences just before, the nearest first: whom “it” and “the company” may mean */
  earlier: readonly Named[];
  entities: ReadonlyMap<string, Entity>;
}

/** Names farther from the cue than this play no part, in UTF-16 units; it bounds the work in sentences without end. */
const REACH = 400;

/** More names than this in one event are a list of which the first tell enough. */
const MOST_ROLES = 24;

/** Words for one who was named before, where a sentence or clause begins with them. */
const PRONOUN =
  /(?:^|[,;“"] ?|\b(?:said|says|that|but|and) )(?:it|they|its|the (?:company|firm|group|start-?up|lab|developer|chip-?maker|designer|agency|bureau|ministry|department|maker|model))\b|^(?:该|該|其|公司|这家|前者)|[，。“](?:该|該|其|这家|公司)/i;

/**
 * Who plays which role in an event: by type, by the side of the verb on which a name stands, the own clause first. One
 * name plays one role.
 */
export function rolesOf(match: CueMatch, stage: Stage): Role[] {
  const sideOf = sides(match.verb, stage);
  const clause = stage.clauses.at(match.verb.start);
  const candidates = stage.named
    .filter(({ start, end }) => start < match.end + REACH && end > match.start - REACH)
    .map((named): Candidate => {
      const sameClause = stage.clauses.at(named.start) === clause;
      return { named, side: sideOf(named), sameClause };
    });
  const taken = new Map<string, Role>();
  const { roles } = match.type;
  const fill = (pick: typeof inPlace) => {
    for (const rule of roles) {
      if (isFilled(rule, taken)) continue;
      const suited = candidates.filter(
        ({ named }) =>
          !taken.has(keyOf(named.who)) &&
          suits(rule, named, stage.entities, taken) &&
          (!rule.behind || standsBehind(rule.behind, named, stage)),
      );
      for (const { named } of pick(rule, suited)) take(rule, named, stage.sentence.text, taken);
    }
  };
  fill(inPlace);
  if (isWanting(match.type, taken) && looksBack(match.type, stage.sentence)) recall(match.type, stage, taken);
  fill(anywhere);
  return [...taken.values()].sort((a, b) => a.start - b.start);
}

const looksBack = ({ recalls }: EventType, { text, start, end }: Sentence) =>
  recalls || PRONOUN.test(text.slice(start, end));

/** Whether none of the roles that an event of this type cannot do without is filled. */
export const isWanting = (
  { needs }: EventType,
  roles: ReadonlyMap<unknown, Role> | readonly Role[],
): boolean => needs !== undefined && ![...roles.values()].some(({ role }) => needs.includes(role));

const isFilled = ({ role }: RoleRule, taken: ReadonlyMap<string, Role>) =>
  [...taken.values()].some((each) => each.role === role);

/** On the role's side of the verb. */
const inPlace = ({ side }: RoleRule, suited: readonly Candidate[]) =>
  nearest(suited.filter((each) => side === 'any' || each.side === side));

/** On whichever side, since headlines and lists put names where they like. */
const anywhere = (_rule: RoleRule, suited: readonly Candidate[]) => nearest(suited);

/** Those of the cue's own clause, else all. */
function nearest(suited: readonly Candidate[]): readonly Candidate[] {
  const own = suited.filter(({ sameClause }) => sameClause);
  return own.length > 0 ? own : suited;
}

function suits(
  rule: RoleRule,
  named: Named,
  entities: ReadonlyMap<string, Entity>,
  taken: ReadonlyMap<string, Role>,
): boolean {
  const id = 'entityId' in named.who ? named.who.entityId : undefined;
  if (!kindsOf(named, entities).some((kind) => rule.of.includes(kind))) return false;
  if (rule.home !== undefined && (id === undefined || isAtHome(id, entities) !== (rule.home === 'china')))
    return false;
  return rule.tradeOf === undefined || (id !== undefined && isOfTrade(id, rule.tradeOf, taken, entities));
}

/** Whether one of some words stands right before a name. */
function standsBehind(words: readonly string[], { start }: Named, { sentence }: Stage): boolean {
  const before = sentence.text
    .slice(Math.max(sentence.start, start - 16), start)
    .trimEnd()
    .toLowerCase();
  return words.some((word) => before.endsWith(word));
}

/** A chip stands for its maker. */
function isOfTrade(
  id: string,
  role: string,
  taken: ReadonlyMap<string, Role>,
  entities: ReadonlyMap<string, Entity>,
): boolean {
  const other = [...taken.values()].find((each) => each.role === role);
  const otherId = other && 'entityId' in other.who ? other.who.entityId : undefined;
  const trade = tradeOf(otherId, entities);
  return trade !== undefined && tradeOf(id, entities) === trade;
}

function tradeOf(id: string | undefined, entities: ReadonlyMap<string, Entity>): string | undefined {
  const entity = id === undefined ? undefined : entities.get(id);
  return entity?.sector ?? (entity?.type === 'chip' ? tradeOf(entity.parent, entities) : undefined);
}

function take({ role, effect }: RoleRule, named: Named, text: string, taken: Map<string, Role>): void {
  const { who, start, end } = named;
  if (taken.size === MOST_ROLES || taken.has(keyOf(who))) return;
  taken.set(keyOf(who), { who, start, end, words: text.slice(start, end), role, effect });
}

/** “The company was put on the list”: whoever was named last that suits the role an event of this type needs most. */
function recall({ roles, needs }: EventType, stage: Stage, taken: Map<string, Role>): void {
  for (const named of stage.earlier) {
    const rule = roles.find(
      (each) => each.role === needs?.[0] && !each.behind && suits(each, named, stage.entities, taken),
    );
    if (!rule) continue;
    take(rule, named, stage.sentence.text, taken);
    break;
  }
}

/** Tells the side that a name takes as seen from the verb in the active voice. */
function sides(verb: Span, { sentence, clauses }: Stage): (named: Span) => Side {
  const { text, start, language } = sentence;
  if (language === 'zh') {
    const ahead = shaped(text.slice(start, verb.start));
    return (named) => (named.start < verb.start ? chineseSide(named, verb, ahead, start, clauses) : 'object');
  }
  const passive = PASSIVE.test(text.slice(Math.max(start, verb.start - 30), verb.start));
  return (named) => {
    if (named.start < verb.start) return passive ? 'object' : 'subject';
    return BY.test(text.slice(verb.end, named.start)) ? 'subject' : 'object';
  };
}

const PASSIVE = /\b(?:is|are|was|were|be|been|being|gets?|got)\b(?: \w+){0,2} $/i;
/** The last preposition before the name, over a list of names. */
const BY = /\bby (?:the |a |an )?[^,;]{0,40}$/;

/** Of a name before the verb. 被甲列入: what stands before 被 undergoes it. 将乙列入, 对乙立案: so does what stands behind 将 and 对. */
function chineseSide(named: Span, verb: Span, ahead: string, start: number, clauses: Clauses): Side {
  const passive = Math.max(ahead.lastIndexOf('被'), ahead.lastIndexOf('遭'), ahead.lastIndexOf('获'));
  if (passive >= 0 && verb.start - (start + passive) < 25)
    return named.start < start + passive ? 'object' : 'subject';
  const marked = Math.max(...MARKERS.map((marker) => ahead.lastIndexOf(marker, named.start - start)));
  const from = start + marked;
  return marked >= 0 && from < named.start && clauses.at(from) === clauses.at(named.start)
    ? 'object'
    : 'subject';
}

const MARKERS = ['将', '把', '对', '向', '禁止', '要求', '针对'];
