import type { FactEvent, Facts } from '../facts.ts';
import { type NewFact, newFactsOf } from '../gates/newFacts.ts';
import { passes } from '../gates/passes.ts';
import type { Spec, Trigger } from '../spec.ts';
import type { PastMatch, StorySoFar } from '../story.ts';
import type { Numbers } from '../told.ts';
import type { Fire, NotFired } from './fire.ts';
import { type NameOf, plainName, whyDevelopment, whyEvent, whyStory } from './why.ts';
import type { WhyVoice } from './whyVoice.ts';

/** An article that an alert’s query found, and all that its trigger is decided by. */
export interface Deciding {
  /** With a trigger on stories or events. */
  spec: Spec;
  facts: Facts;
  numbers: Numbers;
  /** Without the article; null where it is in no story. */
  story: StorySoFar | null;
  /** What the article tells and its story did not, where the caller knows it already. */
  fresh?: readonly NewFact[];
  /** Earlier matches of this alert, in any order: at least those of this story, and the latest. */
  past: readonly PastMatch[];
  now: Date;
  /** What readers call an entity; by default its id, as words. */
  nameOf?: NameOf;
  /** Says why it fires; by default in English. */
  voice?: WhyVoice | undefined;
}

type EventTrigger = Extract<Trigger, { on: 'event' }>;

/**
 * Whether an article fires an alert on stories or events: once for each story, and where developments are asked for once
 * more for each new fact in it. A copy never does.
 */
export function decide(deciding: Deciding): Fire | NotFired {
  const { facts, spec } = deciding;
  if (facts.copyOf !== null) return { not: `a copy of article ${facts.copyOf}`, because: 'copy' };
  const event = spec.trigger.on === 'event' ? eventAsked(facts, spec.trigger) : null;
  if (event === undefined) return { not: 'tells of no such event', because: 'event' };
  const fire = isTold(deciding) ? development(deciding) : firstOf(deciding, event);
  if (!('about' in fire)) return fire;
  return stopped(deciding) ?? fire;
}

/** New facts that the trigger is about. */
function freshOf({ spec: { trigger }, facts, story, fresh = newFactsOf(facts, story) }: Deciding): NewFact[] {
  return fresh.filter(({ event }) => trigger.on !== 'event' || isAsked(event, facts, trigger));
}

/** Whether its story was told, whatever its number was then. */
const isTold = ({ facts, past }: Deciding): boolean =>
  facts.storyId !== null &&
  past.some(({ storyId, about }) => storyId === facts.storyId || about === `story:${facts.storyId}`);

function firstOf({ facts, story, nameOf = plainName, voice }: Deciding, event: FactEvent | null): Fire {
  const about = facts.storyId === null ? `article:${facts.id}` : `story:${facts.storyId}`;
  return event
    ? { about, kind: 'event', why: whyEvent(event, facts, story, { nameOf, voice }) }
    : { about, kind: 'story', why: whyStory(facts, story, { nameOf, voice }) };
}

function development(deciding: Deciding): Fire | NotFired {
  const { spec, facts, past, nameOf = plainName, voice } = deciding;
  const { trigger } = spec;
  if (!('developments' in trigger && trigger.developments))
    return { not: 'told of this story already', because: 'told' };
  const ofStory = past.filter(({ storyId }) => storyId === facts.storyId).map(({ about }) => factIn(about));
  const fact = freshOf(deciding).find(({ key }) => !ofStory.includes(key));
  return fact
    ? {
        about: `development:${facts.storyId}:${fact.key}`,
        kind: 'development',
        why: whyDevelopment(fact, facts, { nameOf, voice }),
      }
    : { not: 'tells nothing new of a story that was told already', because: 'told' };
}

/** The fact that a match is about, whatever its story was called then. */
const factIn = (about: string): string => about.replace(/^development:\d+:/, '');

/** The gate or the cooldown that stops it. */
function stopped(deciding: Deciding): NotFired | null {
  const { spec, facts, numbers, past, now } = deciding;
  const low = passes(numbers, spec.gates, facts);
  if (low) return { ...low, because: 'gate' };
  const until = latestOf(past) + spec.gates.cooldownMinutes * 60_000;
  if (now.getTime() >= until || freshOf(deciding).length > 0) return null;
  const words = `in the cooldown until ${new Date(until).toISOString()}, and tells no new fact`;
  return { not: words, because: 'cooldown' };
}

const latestOf = (past: readonly PastMatch[]): number =>
  past.reduce((latest, { matchedAt }) => Math.max(latest, matchedAt.getTime()), Number.NEGATIVE_INFINITY);

/** The event that the trigger asks for, one that is not denied: a denial alone is no such event. */
const eventAsked = (facts: Facts, trigger: EventTrigger): FactEvent | undefined =>
  facts.events.find(
    (event) =>
      event.certainty !== 'denied' && (event.early || trigger.anywhere) && isAsked(event, facts, trigger),
  );

/** Of the type, with the entity or what belongs to it in a part where one is given. */
function isAsked({ type, who, instrumentId }: FactEvent, { entities }: Facts, asked: EventTrigger): boolean {
  if (type !== asked.type || asked.entity === null) return type === asked.type;
  const { entity } = asked;
  const belonging = entities.filter(({ family }) => family.includes(entity)).map(({ id }) => id);
  return [entity, ...belonging].some((id) => id === instrumentId || who.includes(id));
}
