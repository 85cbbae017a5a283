import type { Entity } from '../names/entity.ts';
import type { EventTag, Instrument, Role, Stance } from '../tags.ts';
import type { EventType } from './catalogue.ts';
import type { Clauses } from './clauses.ts';
import { isAtHome } from './kinds.ts';
import type { CueMatch, Sentence } from './match.ts';
import type { Scanner } from './scan.ts';

/** How far before a cue a word may stand that makes it a plan, in UTF-16 units; a denial reaches further. */
const REACH = {
  en: { plan: 70, denial: 110, negation: 26, status: 90 },
  zh: { plan: 16, denial: 30, negation: 8, status: 30 },
};

/** How sure the sentence is that it happened: denied, unconfirmed, planned, stated, the first that fits. */
export function certaintyOf(
  match: CueMatch,
  sentence: Sentence,
  clauses: Clauses,
  scanner: Scanner,
): EventTag['certainty'] {
  const reach = REACH[sentence.language];
  const clause = clauses.at(match.verb.start);
  const before = (group: string, distance: number) =>
    sentence.hits.some(
      ({ terms, start, end }) =>
        terms.includes(scanner.group(group)) &&
        !(match.type.negative && isEvent(match.verb, sentence.text, start, end)) &&
        start <= match.end &&
        !isMay(sentence.text, start, sentence.start) &&
        match.start - end <= distance &&
        Math.abs(clauses.at(start) - clause) <= Number(distance > reach.plan),
    );
  if (before('denials', reach.denial) || (!match.type.negative && before('negations', reach.negation)))
    return 'denied';
  if (sentence.has(scanner.group('rumours'))) return 'unconfirmed';
  return !match.type.ahead && before('plans', reach.plan) ? 'planned' : 'stated';
}

/** “Denies” in “denies Nvidia a licence” is the event itself; in “denies that …” it is not. */
const isEvent = (verb: CueMatch['verb'], text: string, start: number, end: number): boolean =>
  start < verb.end && end > verb.start && !/^\s+(?:that|it|having)\b/.test(text.slice(end, end + 10));

/** The month, not the verb. */
const isMay = (text: string, start: number, first: number) => start > first && text.startsWith('May', start);

/** Which way policy moves by this event: the type's own way, or by words of tightening and loosening around it. */
export function stanceOfMatch(
  { type }: CueMatch,
  { has }: Sentence,
  who: readonly Role[],
  scanner: Scanner,
  entities: ReadonlyMap<string, Entity>,
): Stance {
  const { stance, otherwise, fromChina } = type;
  const actors = who.filter(({ role }) => role === 'actor');
  if (fromChina && actors.length > 0 && actors.every((actor) => isFromChina(actor, entities)))
    return fromChina;
  if (stance !== 'words' && stance !== 'turned') return stance;
  const tight = has(scanner.group('tightening'));
  const loose = has(scanner.group('loosening'));
  if (tight === loose) return otherwise;
  // Taking back a curb loosens, taking back a permission tightens.
  if (stance === 'turned') return tight ? 'loosen' : 'tighten';
  return tight ? 'tighten' : 'loosen';
}

const isFromChina = ({ who }: Role, entities: ReadonlyMap<string, Entity>) =>
  'entityId' in who && isAtHome(who.entityId, entities);

const STATUSES = [
  ['rescinded', 'rescinded'],
  ['not-enforced', 'unenforced'],
  ['paused', 'paused'],
  ['in-force', 'inForce'],
  ['proposed', 'proposed'],
] as const;

/** What the event works through, and what the words near it say of its standing; undefined for events without one. */
export function instrumentOf(
  match: CueMatch,
  sentence: Sentence,
  rule: string | undefined,
  scanner: Scanner,
): Instrument | undefined {
  const { instrument: kind, status }: EventType = match.type;
  if (kind === undefined) return undefined;
  const reach = REACH[sentence.language].status;
  const said = STATUSES.find(([, group]) =>
    sentence.hits.some(
      ({ terms, start, end }) =>
        terms.includes(scanner.group(group)) && start - match.end <= reach && match.start - end <= reach,
    ),
  );
  // A list stands while names come and go: “taken off the list” rescinds an entry.
  const pressStatus = kind === 'list' ? undefined : (said?.[0] ?? status);
  return { kind, entityId: rule, pressStatus };
}
