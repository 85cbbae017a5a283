import type { Gates, Rhythm, Trigger } from './spec.ts';
import { english, type Voice } from './voice.ts';

// What an alert does, in words for people; without markup.

type Wording =
  | (typeof levels)[keyof typeof levels]
  | (typeof gateWordings)[keyof typeof gateWordings]
  | (typeof weekdays)[number]
  | (typeof others)[number];

const levels = {
  below: 'sentiment towards {entity} falls below {level}, as a mean over {days} of {articles} or more',
  above: 'sentiment towards {entity} rises above {level}, as a mean over {days} of {articles} or more',
} as const;
const gateWordings = {
  relevance: 'relevance of {least} or more',
  novelty: 'novelty of {least} or more',
  importance: 'importance of {least} or more',
  credibility: 'credibility of {least} or more',
} as const;
export const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;
const others = [
  'each new story',
  'each story with an event of the type {type}',
  'each story with an event of the type {type} in which {entity} has a part',
  '{what}, and whatever is new in it later',
  'sentiment towards {entity} moves by {by} or more, as a mean over {days} of {articles} or more, against the 30 days before',
  'more articles on a day than chance explains',
  'no article for {days}',
  'published within {time}',
  'nothing but new facts for {time} after it has fired',
  'at once',
  'together every hour',
  'together every day at {at} ({zone})',
  'together every {weekday} at {at} ({zone})',
  'not from {from} to {to} ({zone})',
  '{messages} at most in {time}',
] as const;

/** What says what an alert does. */
export type AlertVoice = Voice<Wording, 'day' | 'hour' | 'minute' | 'message' | 'article'>;

/** Names for ids of entities and of types of events. */
export interface Names {
  entity(id: string): string;
  event(type: string): string;
}

/** What makes it fire: `each new story`, `no article for 14 days`. */
export function triggerWords(trigger: Trigger, names: Names, voice: AlertVoice = english): string {
  const { say, counted } = voice;
  switch (trigger.on) {
    case 'story':
      return andLater(say('each new story'), trigger, voice);
    case 'event':
      return andLater(eventWords(trigger, names, voice), trigger, voice);
    case 'level':
      return say(levels[trigger.side], { ...meanOf(trigger, names, voice), level: signed(trigger.level) });
    case 'move':
      return say(
        'sentiment towards {entity} moves by {by} or more, as a mean over {days} of {articles} or more, against the 30 days before',
        { ...meanOf(trigger, names, voice), by: trigger.by.toFixed(2) },
      );
    case 'burst':
      return say('more articles on a day than chance explains');
    case 'silence':
      return say('no article for {days}', { days: counted(trigger.days, 'day') });
  }
}

const andLater = (what: string, { developments }: { developments: boolean }, { say }: AlertVoice) =>
  developments ? say('{what}, and whatever is new in it later', { what }) : what;

function eventWords(
  { type, entity }: { type: string; entity: string | null },
  names: Names,
  { say }: AlertVoice,
): string {
  const named = { type: names.event(type) };
  return entity === null
    ? say('each story with an event of the type {type}', named)
    : say('each story with an event of the type {type} in which {entity} has a part', {
        ...named,
        entity: names.entity(entity),
      });
}

const meanOf = (
  { entity, days, least }: { entity: string; days: number; least: number },
  names: Names,
  { counted }: AlertVoice,
) => ({ entity: names.entity(entity), days: counted(days, 'day'), articles: counted(least, 'article') });

/** Whether one article makes it fire, so that gates look at it; the others go by many. */
export const firesByArticle = ({ on }: Trigger): boolean => on === 'story' || on === 'event';

/** What an article must be beyond being found. */
export function gateWords(
  { maxAgeHours, cooldownMinutes, ...numbers }: Gates,
  voice: AlertVoice = english,
): string[] {
  const { say } = voice;
  return [
    ...(Object.keys(gateWordings) as (keyof typeof gateWordings)[]).flatMap((name) =>
      numbers[name] > 0 ? [say(gateWordings[name], { least: numbers[name] })] : [],
    ),
    say('published within {time}', { time: hours(maxAgeHours, voice) }),
    ...(cooldownMinutes > 0
      ? [
          say('nothing but new facts for {time} after it has fired', {
            time: minutes(cooldownMinutes, voice),
          }),
        ]
      : []),
  ];
}

/** When matches are told: `at once`, `every day at 08:00 (Asia/Shanghai)`. */
export function rhythmWords(
  { every, at, weekday, timeZone, quiet, throttle }: Rhythm,
  voice: AlertVoice = english,
): string[] {
  const { say, counted } = voice;
  const local = { at, zone: timeZone };
  const told = {
    match: () => say('at once'),
    hour: () => say('together every hour'),
    day: () => say('together every day at {at} ({zone})', local),
    week: () =>
      say('together every {weekday} at {at} ({zone})', { ...local, weekday: say(weekdays[weekday - 1]!) }),
  }[every];
  return [
    told(),
    ...(quiet ? [say('not from {from} to {to} ({zone})', { ...quiet, zone: timeZone })] : []),
    ...(throttle
      ? [
          say('{messages} at most in {time}', {
            messages: counted(throttle.most, 'message'),
            time: minutes(throttle.minutes, voice),
          }),
        ]
      : []),
  ];
}

/** `−0.30`, `+0.20` */
function signed(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return text === '0.00' ? '0' : `${value < 0 ? '−' : '+'}${text}`;
}

const hours = (count: number, { counted }: AlertVoice) =>
  count % 24 === 0 ? counted(count / 24, 'day') : counted(count, 'hour');
const minutes = (count: number, voice: AlertVoice) =>
  count % 60 === 0 ? hours(count / 60, voice) : voice.counted(count, 'minute');
