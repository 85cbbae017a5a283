import type { FactEvent, Facts } from '../facts.ts';
import type { StorySoFar } from '../story.ts';

export const factKinds = ['event', 'stated', 'denied', 'instrument', 'party'] as const;
export type FactKind = (typeof factKinds)[number];

/** What an article tells and its story did not. */
export interface NewFact {
  /** `event:licence-denied`, `stated:…`, `denied:…`, `instrument:<type>:<rule>`, `party:<type>:<entity>`. */
  key: string;
  kind: FactKind;
  /** The event that tells it. */
  event: FactEvent;
  /** The rule or the party that is new. */
  id: string | null;
}

/**
 * What the title of an article tells that no article of its story told anywhere, the most telling first: a type of event;
 * that one is certain now, or denied; a rule; somebody whom none named. Each once. What stands in the text alone is
 * history as a rule: with it a quarter of the follow-ups in recorded feeds had a new fact, without it a ninth.
 */
export function newFactsOf(facts: Facts, story: StorySoFar | null): NewFact[] {
  const inTitle = facts.events.filter((event) => event.inTitle);
  if (inTitle.length === 0) return [];
  const told = toldBy(story);
  const families = new Map(facts.entities.map(({ id, family }) => [id, family]));
  const found = inTitle.flatMap((event) => {
    const known = told.types.get(event.type);
    if (!known) return [factOf('event', event)];
    return [...surer(event, known), ...newInstrument(event, told), ...newParties(event, told, families)];
  });
  const once = [...new Map(found.reverse().map((fact) => [fact.key, fact])).values()].reverse();
  return once.sort((a, b) => factKinds.indexOf(a.kind) - factKinds.indexOf(b.kind));
}

/** Their keys, the same whenever and by whomever the fact is told. */
export const newFacts = (facts: Facts, story: StorySoFar | null): string[] =>
  newFactsOf(facts, story).map(({ key }) => key);

interface ToldSoFar {
  /** How sure each type of event was. */
  types: Map<string, Set<FactEvent['certainty']>>;
  /** Everybody and everything that was named. */
  named: Set<string>;
}

function toldBy(story: StorySoFar | null): ToldSoFar {
  const told: ToldSoFar = { types: new Map(), named: new Set() };
  for (const { events, entities } of story?.articles ?? []) {
    for (const id of entities) told.named.add(id);
    for (const { type, certainty, instrumentId, who } of events) {
      told.types.set(type, (told.types.get(type) ?? new Set()).add(certainty));
      for (const id of who) told.named.add(id);
      if (instrumentId !== null) told.named.add(instrumentId);
    }
  }
  return told;
}

function factOf(kind: FactKind, event: FactEvent, id: string | null = null): NewFact {
  return { key: [kind, event.type, ...(id === null ? [] : [id])].join(':'), kind, event, id };
}

/** From rumour or plan to deed, or a denial. */
function surer(event: FactEvent, known: ReadonlySet<FactEvent['certainty']>): NewFact[] {
  const { certainty } = event;
  if (known.has(certainty)) return [];
  return certainty === 'stated' || certainty === 'denied' ? [factOf(certainty, event)] : [];
}

function newInstrument(event: FactEvent, { named }: ToldSoFar): NewFact[] {
  const { instrumentId } = event;
  return instrumentId === null || named.has(instrumentId) ? [] : [factOf('instrument', event, instrumentId)];
}

/** Nobody is new whose owner or state was named: what changes then is the word for them. */
function newParties(
  event: FactEvent,
  { named }: ToldSoFar,
  families: ReadonlyMap<string, readonly string[]>,
): NewFact[] {
  return event.who
    .filter(
      (id) => id !== event.instrumentId && ![id, ...(families.get(id) ?? [])].some((each) => named.has(each)),
    )
    .map((id) => factOf('party', event, id));
}
