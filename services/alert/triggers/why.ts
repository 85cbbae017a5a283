import type { FactEvent, Facts } from '../facts.ts';
import type { NewFact } from '../gates/newFacts.ts';
import type { StorySoFar } from '../story.ts';
import { certainties, openings, type WhyVoice, whyInEnglish } from './whyVoice.ts';

/** What readers call an entity. */
export type NameOf = (id: string) => string;

/** `entity-list` as `entity list`, `person~ye-kejiang` as `ye kejiang`. */
export const plainName: NameOf = (id) => id.slice(id.indexOf('~') + 1).replaceAll('-', ' ');

/** How a reason is said. */
export interface Saying {
  nameOf: NameOf;
  voice?: WhyVoice | undefined;
}

const mostNames = 4;

/** Why a story is told: that it is the first report, or how many this alert did not tell of. */
export function whyStory(
  { publisher }: Facts,
  story: StorySoFar | null,
  { voice = whyInEnglish }: Saying,
): string {
  const reports = reportsBefore(story, voice);
  return reports === null
    ? voice.say('First report of this story, by {publisher}.', { publisher })
    : voice.say('New to this alert after {reports} of the story, by {publisher}.', { reports, publisher });
}

/** Why an event is told. */
export function whyEvent(
  event: FactEvent,
  { publisher }: Facts,
  story: StorySoFar | null,
  saying: Saying,
): string {
  const { voice = whyInEnglish } = saying;
  const values = { event: capital(happening(event, saying)), publisher };
  const reports = reportsBefore(story, voice);
  return reports === null
    ? voice.say('{event}: first report of this story, by {publisher}.', values)
    : voice.say('{event}: new to this alert after {reports} of the story, by {publisher}.', {
        ...values,
        reports,
      });
}

/** Why a new fact in a story is told. */
export function whyDevelopment({ kind, event, id }: NewFact, { publisher }: Facts, saying: Saying): string {
  const { voice = whyInEnglish, nameOf } = saying;
  const what =
    id === null
      ? happening(event, saying, kind === 'event')
      : voice.say('{entity}, in {event}', { entity: nameOf(id), event: voice.event(event.type) });
  return voice.say(openings[kind], { what, publisher });
}

function reportsBefore(story: StorySoFar | null, { counted }: WhyVoice): string | null {
  const before = story?.articles.length ?? 0;
  return before === 0 ? null : counted(before, 'other report');
}

/** `entity listing (Bureau of Industry and Security, Huawei), planned` */
function happening(
  { type, who, certainty }: FactEvent,
  { nameOf, voice = whyInEnglish }: Saying,
  sure = true,
): string {
  const { say } = voice;
  const first = who.slice(0, mostNames).map(nameOf).join(voice.comma);
  const names =
    who.length > mostNames ? say('{names}, {n} more', { names: first, n: who.length - mostNames }) : first;
  const event = voice.event(type);
  const told = names === '' ? event : say('{event} ({names})', { event, names });
  return certainty === 'stated' || !sure ? told : say(certainties[certainty], { event: told });
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
