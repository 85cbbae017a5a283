import type { Publisher } from './publishers.ts';

type Clock = Publisher['clock'];

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const days = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const two = (n: number) => String(n).padStart(2, '0');

// Shifted so that the UTC getters read the publisher's own clock, whatever zone the machine is in.
const shifted = (at: Date, { offset }: Clock) => new Date(at.getTime() + offset * 3_600_000);
const sign = ({ offset }: Clock, colon: string) =>
  `${offset < 0 ? '-' : '+'}${two(Math.abs(offset))}${colon}00`;

const hourMinute = (local: Date) => `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;

/** `2023-03-16T19:00:00+08:00`, or with `Z` where the publisher keeps UTC. */
export function isoStamp(at: Date, clock: Clock): string {
  const local = shifted(at, clock).toISOString().slice(0, 19);
  return local + (clock.offset === 0 ? 'Z' : sign(clock, ':'));
}

/** `Thu, 16 Mar 2023 19:00:00 +0800`: the form of RFC 822 that RSS asks for. */
export function mailStamp(at: Date, clock: Clock): string {
  if (clock.offset === 0) return at.toUTCString();
  return shifted(at, clock).toUTCString().replace('GMT', sign(clock, ''));
}

/** `16 March 2023` */
export function longDate(at: Date, clock: Clock): string {
  const local = shifted(at, clock);
  return `${local.getUTCDate()} ${months[local.getUTCMonth()]} ${local.getUTCFullYear()}`;
}

/** `Thursday 16 March 2023` */
export const weekdayDate = (at: Date, clock: Clock): string =>
  `${days[shifted(at, clock).getUTCDay()]} ${longDate(at, clock)}`;

/** `19:00 SGT` */
export const timeOfDay = (at: Date, clock: Clock): string =>
  `${hourMinute(shifted(at, clock))} ${clock.label}`;

/** `Mar 16, 2023` */
export function shortDate(at: Date, clock: Clock): string {
  const local = shifted(at, clock);
  return `${months[local.getUTCMonth()]?.slice(0, 3)} ${local.getUTCDate()}, ${local.getUTCFullYear()}`;
}

/** `2023年03月16日 19:00` */
export function chineseStamp(at: Date, clock: Clock): string {
  const local = shifted(at, clock);
  const month = two(local.getUTCMonth() + 1);
  return `${local.getUTCFullYear()}年${month}月${two(local.getUTCDate())}日 ${hourMinute(local)}`;
}

/** `2023-03-16 19:00` */
export const plainStamp = (at: Date, clock: Clock): string =>
  shifted(at, clock).toISOString().slice(0, 16).replace('T', ' ');
