import type { FactEvent, Facts } from '../facts.ts';
import type { FactKind, NewFact } from '../gates/newFacts.ts';
import type { StorySoFar } from '../story.ts';
import { counted } from './figures.ts';

/** What readers call an entity. */
export type NameOf = (id: string) => string;

/** `entity-list` as `entity list`, `person~ye-kejiang` as `ye kejiang`. */
export const plainName: NameOf = (id) => id.slice(id.indexOf('~') + 1).replaceAll('-', ' ');

const mostNames = 4;

/** Why a story is told: that it is the first report, or how many this alert did not tell of. */
export const whyStory = (facts: Facts, story: StorySoFar | null): string => capital(reportOf(facts, story));

function reportOf({ publisher }: Facts, story: StorySoFar | null): string {
  const before = story?.articles.length ?? 0;
  if (before === 0) return `first report of this story, by ${publisher}.`;
  return `new to this alert after ${counted(before, 'other report')} of the story, by ${publisher}.`;
}

/** Why an event is told. */
export function whyEvent(event: FactEvent, facts: Facts, story: StorySoFar | null, nameOf: NameOf): string {
  const sure = event.certainty === 'stated' ? '' : `, ${event.certainty}`;
  return `${capital(happening(event, nameOf))}${sure}: ${reportOf(facts, story)}`;
}

/** Why a new fact in a story is told. */
export function whyDevelopment({ kind, event, id }: NewFact, { publisher }: Facts, nameOf: NameOf): string {
  const sure = kind === 'event' && event.certainty !== 'stated' ? `, ${event.certainty}` : '';
  const what = id === null ? happening(event, nameOf) : `${nameOf(id)}, in ${typeWords(event)}`;
  return `${openings[kind]}: ${what}${sure}, by ${publisher}.`;
}

const openings: Record<FactKind, string> = {
  event: 'New in this story',
  stated: 'Certain now in this story',
  denied: 'Denied now in this story',
  instrument: 'A rule that is new in this story',
  party: 'New in this story',
};

/** `entity listing (Bureau of Industry and Security, Huawei)` */
function happening(event: FactEvent, nameOf: NameOf): string {
  const names = event.who.slice(0, mostNames).map(nameOf);
  const more = event.who.length - names.length;
  const listed = [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return listed === '' ? typeWords(event) : `${typeWords(event)} (${listed})`;
}

const typeWords = ({ type }: FactEvent) => type.replaceAll('-', ' ');
const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
