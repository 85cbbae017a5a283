import type { HeldReason } from './fired.ts';

// What a try against the past found, in words for people; without markup.

const reasonWords: Record<Exclude<HeldReason, 'copy'>, string> = {
  story: 'in stories told already',
  event: 'without the event',
  relevance: 'below relevance',
  novelty: 'below novelty',
  importance: 'below importance',
  credibility: 'below credibility',
  age: 'too old when found',
  cooldown: 'in the cooldown',
};

/** Why articles made nothing fire: `63 copies`, `7 in stories told already`. */
export const heldWords = (held: Readonly<Record<HeldReason, number>>): string[] =>
  (Object.entries(held) as [HeldReason, number][])
    .filter(([, times]) => times > 0)
    .map(([reason, times]) =>
      reason === 'copy' ? copies(times) : `${times.toLocaleString('en')} ${reasonWords[reason]}`,
    );

const copies = (times: number) => `${times.toLocaleString('en')} ${times === 1 ? 'copy' : 'copies'}`;

/** How far a hit lies from its official text: `3 h 20 min before`, `2 d after`. @param minutes above 0 where the hit came first */
export function leadWords(minutes: number): string {
  const whole = Math.abs(Math.round(minutes));
  if (whole === 0) return 'at the time of';
  const [days, hours, rest] = [Math.floor(whole / 1440), Math.floor((whole % 1440) / 60), whole % 60];
  const parts = days > 0 ? [`${days} d`, `${hours} h`] : [`${hours} h`, `${rest} min`];
  return `${parts.filter((part) => !part.startsWith('0 ')).join(' ')} ${minutes > 0 ? 'before' : 'after'}`;
}

/** `0.8 a week`, or `one in 51 weeks` of what is rare. */
export const rateWords = (aWeek: number, times: number, weeks: number): string =>
  aWeek >= 0.1 || times === 0 ? `${aWeek} a week` : `one in ${Math.round(weeks / times)} weeks`;
