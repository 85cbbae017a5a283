import type { Gates, Rhythm, Trigger } from './spec.ts';

// What an alert does, in words for people; without markup.

/** What makes it fire: `each new story`, `no article for 14 days`. @param nameOf the name of an entity’s id */
export function triggerWords(trigger: Trigger, nameOf: (id: string) => string): string {
  switch (trigger.on) {
    case 'story':
      return `each new story${trigger.developments ? ', and whatever is new in it later' : ''}`;
    case 'event':
      return `each story with an event of the type ${trigger.type}${trigger.entity === null ? '' : ` in which ${nameOf(trigger.entity)} has a part`}${trigger.developments ? ', and whatever is new in it later' : ''}`;
    case 'level':
      return `sentiment towards ${nameOf(trigger.entity)} ${trigger.side === 'below' ? 'falls below' : 'rises above'} ${signed(trigger.level)}, as a mean over ${days(trigger.days)} of ${trigger.least} articles or more`;
    case 'move':
      return `sentiment towards ${nameOf(trigger.entity)} moves by ${trigger.by.toFixed(2)} or more, as a mean over ${days(trigger.days)} of ${trigger.least} articles or more, against the 30 days before`;
    case 'burst':
      return 'more articles on a day than chance explains';
    case 'silence':
      return `no article for ${days(trigger.days)}`;
  }
}

/** Whether one article makes it fire, so that gates look at it; the others go by many. */
export const firesByArticle = ({ on }: Trigger): boolean => on === 'story' || on === 'event';

/** What an article must be beyond being found; empty where nothing. */
export function gateWords({ maxAgeHours, cooldownMinutes, ...numbers }: Gates): string[] {
  return [
    ...Object.entries(numbers).flatMap(([name, least]) => (least > 0 ? [`${name} of ${least} or more`] : [])),
    `published within ${hours(maxAgeHours)}`,
    ...(cooldownMinutes > 0
      ? [`nothing but new facts for ${minutes(cooldownMinutes)} after it has fired`]
      : []),
  ];
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** When matches are told: `at once`, `every day at 08:00 (Asia/Shanghai)`. */
export function rhythmWords({ every, at, weekday, timeZone, quiet, throttle }: Rhythm): string[] {
  const local = `at ${at} (${timeZone})`;
  const told = {
    match: 'at once',
    hour: 'together every hour',
    day: `together every day ${local}`,
    week: `together every ${weekdays[weekday - 1]} ${local}`,
  }[every];
  return [
    told,
    ...(quiet ? [`not from ${quiet.from} to ${quiet.to} (${timeZone})`] : []),
    ...(throttle ? [`${of(throttle.most, 'message')} at most in ${minutes(throttle.minutes)}`] : []),
  ];
}

/** `−0.30`, `+0.20` */
function signed(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return text === '0.00' ? '0' : `${value < 0 ? '−' : '+'}${text}`;
}

const of = (count: number, one: string) => `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;
const days = (count: number) => of(count, 'day');
const hours = (count: number) => (count % 24 === 0 ? days(count / 24) : of(count, 'hour'));
const minutes = (count: number) => (count % 60 === 0 ? hours(count / 60) : of(count, 'minute'));
