import { keyOf } from '../reading.ts';
import type { EventTag } from '../tags.ts';
import type { EventType } from './catalogue.ts';

/** An event with what its type's file says. */
export interface Typed {
  event: EventTag;
  type: EventType;
}

/** Stands where an event names no actor or no target, so that it may be the same as any other of its type. */
const NOBODY = '';

/**
 * One of each type and target: in the title or else the first; a date and roles that it lacks come from the others. A
 * release whose openness is told later is told once, as the more exact type.
 *
 * @param found in reading order, the title first
 */
export function onceEach(found: readonly Typed[]): EventTag[] {
  const kept: Typed[] = [];
  const known = new Map<string, Typed>();
  for (const typed of found) {
    const keys = keysOf(typed);
    const same = keys.map((key) => known.get(key)).find((each) => each !== undefined);
    if (same) join(same.event, typed.event);
    else kept.push(typed);
    for (const key of [...keys, ...openKeysOf(typed)]) if (!known.has(key)) known.set(key, same ?? typed);
  }
  return kept.filter(({ event, type }) => !isWithin(event, type, known)).map(({ event }) => event);
}

/** What an event is looked up under: it is the same as one before that has any of these. */
function keysOf({ event, type }: Typed): string[] {
  const targets = targetsOf(event);
  const actors = actorsOf(event, type);
  return (targets.length > 0 ? targets : [NOBODY]).flatMap((target) =>
    (actors.length > 0 ? actors : [NOBODY]).map((actor) => [event.type, actor, target].join(' ')),
  );
}

/** Under what else it is found by events that name less than it does. */
function openKeysOf({ event, type }: Typed): string[] {
  const targets = [...targetsOf(event), NOBODY];
  const actors = [...actorsOf(event, type), NOBODY];
  return targets.flatMap((target) => actors.map((actor) => [event.type, actor, target].join(' ')));
}

const actorsOf = (event: EventTag, { apart }: EventType) =>
  apart ? event.who.filter(({ role }) => role === 'actor').map(({ who }) => keyOf(who)) : [];

/** Those to whom it happens: everybody but the actor. */
const targetsOf = ({ who }: EventTag) =>
  who.filter(({ role }) => role !== 'actor').map((role) => keyOf(role.who));

function join(event: EventTag, other: EventTag): void {
  event.when ??= other.when;
  if (other.field !== event.field) return;
  const known = new Set(event.who.map(({ who }) => keyOf(who)));
  event.who.push(...other.who.filter(({ who }) => !known.has(keyOf(who))));
}

function isWithin(event: EventTag, { within }: EventType, known: ReadonlyMap<string, Typed>): boolean {
  return (
    within !== undefined && targetsOf(event).some((target) => known.has([within, NOBODY, target].join(' ')))
  );
}
