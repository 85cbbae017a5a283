import { english, type Voice } from '../../alert/voice.ts';
import type { HeldReason } from './fired.ts';

// What a try against the past found, in words for people; without markup.

const reasonWords = {
  story: '{n} in stories told already',
  event: '{n} without the event',
  relevance: '{n} below relevance',
  novelty: '{n} below novelty',
  importance: '{n} below importance',
  credibility: '{n} below credibility',
  age: '{n} too old when found',
  cooldown: '{n} in the cooldown',
} as const satisfies Record<Exclude<HeldReason, 'copy'>, string>;

const others = [
  '{time} before the official text',
  '{time} after the official text',
  'at the time of the official text',
  '{n} d',
  '{n} h',
  '{n} min',
  '{n} a week',
  'one in {n} weeks',
] as const;

type Wording = (typeof reasonWords)[keyof typeof reasonWords] | (typeof others)[number];
/** What says what a try found. */
export type PastVoice = Voice<Wording, 'copy'>;

/** Why articles made nothing fire: `63 copies`, `7 in stories told already`. */
export const heldWords = (
  held: Readonly<Record<HeldReason, number>>,
  { say, counted }: PastVoice = english,
): string[] =>
  (Object.entries(held) as [HeldReason, number][])
    .filter(([, times]) => times > 0)
    .map(([reason, n]) => (reason === 'copy' ? counted(n, 'copy') : say(reasonWords[reason], { n })));

/**
 * How far a hit lies from its official text: `3 h 20 min before the official text`.
 *
 * @param minutes above 0 where the hit came first
 */
export function leadWords(minutes: number, voice: PastVoice = english): string {
  const { say } = voice;
  const whole = Math.abs(Math.round(minutes));
  if (whole === 0) return say('at the time of the official text');
  const time = spanWords(whole, voice);
  return minutes > 0
    ? say('{time} before the official text', { time })
    : say('{time} after the official text', { time });
}

/** `2 d 3 h`, `3 h 20 min`: the finer part only where there is some. */
function spanWords(minutes: number, { say }: PastVoice): string {
  const [days, hours, rest] = [
    Math.floor(minutes / 1440),
    Math.floor((minutes % 1440) / 60),
    minutes % 60,
  ] as const;
  const parts = [
    days > 0 && say('{n} d', { n: days }),
    hours > 0 && say('{n} h', { n: hours }),
    days === 0 && rest > 0 && say('{n} min', { n: rest }),
  ];
  return parts.filter(Boolean).join(' ');
}

/** `0.8 a week`, or `one in 51 weeks` of what is rare. */
export const rateWords = (
  aWeek: number,
  times: number,
  weeks: number,
  { say }: PastVoice = english,
): string =>
  aWeek >= 0.1 || times === 0
    ? say('{n} a week', { n: String(aWeek) })
    : say('one in {n} weeks', { n: Math.round(weeks / times) });
