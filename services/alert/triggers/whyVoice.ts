import type { FactKind } from '../gates/newFacts.ts';
import { english, type Voice } from '../voice.ts';
import { dayInWords } from './figures.ts';

// How it is said why an alert fires.

export const openings = {
  event: 'New in this story: {what}, by {publisher}.',
  stated: 'Certain now in this story: {what}, by {publisher}.',
  denied: 'Denied now in this story: {what}, by {publisher}.',
  instrument: 'A rule that is new in this story: {what}, by {publisher}.',
  party: 'New in this story: {what}, by {publisher}.',
} as const satisfies Record<FactKind, string>;

export const certainties = {
  planned: '{event}, planned',
  unconfirmed: '{event}, unconfirmed',
  denied: '{event}, denied',
} as const;

type Wording =
  | (typeof openings)[FactKind]
  | (typeof certainties)[keyof typeof certainties]
  | 'First report of this story, by {publisher}.'
  | 'New to this alert after {reports} of the story, by {publisher}.'
  | '{event}: first report of this story, by {publisher}.'
  | '{event}: new to this alert after {reports} of the story, by {publisher}.'
  | '{event} ({names})'
  | '{names}, {n} more'
  | '{entity}, in {event}'
  | 'Sentiment towards {entity} fell below {level}: {mean} over {days} ({articles}).'
  | 'Sentiment towards {entity} rose above {level}: {mean} over {days} ({articles}).'
  | 'Sentiment towards {entity} fell by {by}: {mean} over {days} ({articles}), against {before} over the {month} before ({n}).'
  | 'Sentiment towards {entity} rose by {by}: {mean} over {days} ({articles}), against {before} over the {month} before ({n}).'
  | 'Unusually many: {articles} on {day}, where some {expected} are usual.'
  | 'Unusually many: {articles} from {from} to {to}, where some {expected} are usual.'
  | 'No article for {days}: the last one came on {day}.'
  | 'No article for {days}: none ever came.';

/** What says why an alert fires. */
export interface WhyVoice extends Voice<Wording, 'article' | 'day' | 'other report'> {
  /** Names an entity of the list. */
  name(entity: { name: string; nameZh: string | null }): string;
  /** Names a type of event, within a sentence. */
  event(type: string): string;
  /** Names a day `YYYY-MM-DD`. */
  day(day: string): string;
  /** Between names. */
  comma: string;
}

export const whyInEnglish: WhyVoice = {
  ...english,
  name: ({ name }) => name,
  event: (type) => type.replaceAll('-', ' '),
  day: dayInWords,
  comma: ', ',
};
