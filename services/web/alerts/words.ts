import type { ListedAlert } from '../../../db/alerts.ts';
import type { Orm } from '../../../db/database.ts';
import { bothNamesOf } from '../../../db/names.ts';
import { specSchema } from '../../alert/spec.ts';
import type { Numbers } from '../../alert/told.ts';
import { type WhyVoice, whyInEnglish } from '../../alert/triggers/whyVoice.ts';
import type { AlertVoice, Names } from '../../alert/words.ts';
import type { PastVoice } from '../../watch/past/words.ts';
import { longDay } from '../charts/time.ts';
import { language } from '../language/language.ts';
import { counted, nameOf, say } from '../language/say.tsx';
import { eventName } from '../parts/names.ts';

/** Says what alerts do, and what they would have done, in the language of the page. */
export const voice: AlertVoice & PastVoice = { say, counted };

/** Says why they would have, in the language of the page. */
export const why: WhyVoice = {
  ...{ say, counted, name: nameOf, day: longDay },
  event: (type) => (language() === 'en' ? whyInEnglish.event(type) : eventName(type)),
  get comma() {
    return say(', ');
  },
};

/** Names for what alerts’ triggers say by id; ids stand for entities that are not there. */
export async function namesIn(orm: Orm, alerts: Pick<ListedAlert, 'spec'>[]): Promise<Names> {
  const triggers = alerts.map(({ spec }) => specSchema.parse(spec).trigger);
  const ids = triggers.flatMap((trigger) => ('entity' in trigger && trigger.entity ? [trigger.entity] : []));
  const names = await bothNamesOf(orm, [...new Set(ids)]);
  return { event: eventName, entity: (id) => nameOf(names.get(id) ?? { name: id }) };
}

const numberWordings = {
  relevance: 'relevance {n}',
  novelty: 'novelty {n}',
  importance: 'importance {n}',
  credibility: 'credibility {n}',
} as const;

/** `relevance 80 · novelty 100` */
export const numbersWords = (numbers: Numbers): string =>
  (Object.keys(numberWordings) as (keyof Numbers)[])
    .map((name) => say(numberWordings[name], { n: Math.round(numbers[name]) }))
    .join(' · ');

export const noSuchAlert = (): string => say('You have no alert with this number.');
