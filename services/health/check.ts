import { numberFormat } from '../text/formats.ts';
import { type Code, findings, type State, states } from './findings.ts';

/** What stands for a `{name}` in a sentence: a count, a word, or an amount of something. */
export type Fact = number | string | { seconds: number } | { bytes: number };
export type Facts = Record<string, Fact>;

/** What a check found. */
export interface Found<Codes extends string = Code> {
  code: Codes;
  facts?: Facts;
  /** What a server or the system said, for whoever runs Chipwire: it may name what is nobody else’s business. */
  reason?: string;
}

/** A check and what it found. */
export interface Checked<Codes extends string = Code> extends Found<Codes> {
  name: string;
  state: State;
}

/** What programs are told of it. */
export interface CheckTold {
  name: string;
  /** Stable; what is said may be put in other words. */
  code: Code;
  state: State;
  says: string;
  todo?: string;
}

/** The worst of several states; well when there is none. */
export const worst = (all: readonly { state: State }[]): State =>
  states[Math.max(0, ...all.map(({ state }) => states.indexOf(state)))]!;

/** In English. Without the reason, which is not for everybody. */
export function tell({ name, code, facts = {} }: Checked): CheckTold {
  const { state, says, ...more } = findings[code];
  const todo = 'todo' in more ? { todo: filled(more.todo, facts) } : {};
  return { name, code, state, says: filled(says, facts), ...todo };
}

/** A sentence with its facts in it. */
export const filled = (sentence: string, facts: Facts): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => shown(facts[name] ?? ''));

function shown(fact: Fact): string {
  if (typeof fact === 'string') return fact;
  if (typeof fact === 'number') return fact.toLocaleString('en');
  const { amount, unit } = 'seconds' in fact ? time(fact.seconds) : size(fact.bytes);
  return `${numberFormat('en', { maximumFractionDigits: 1 }).format(amount)} ${unit}`;
}

const times = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
] as const;
const sizes = [
  [1e12, 'TB'],
  [1e9, 'GB'],
] as const;

/** An amount of time in the unit that suits it. */
export const time = (seconds: number) => inUnits(seconds, times) ?? { amount: seconds, unit: 's' as const };
/** An amount of memory or disk in the unit that suits it. */
export const size = (bytes: number) => inUnits(bytes, sizes) ?? { amount: bytes / 1e6, unit: 'MB' as const };

function inUnits<Unit extends string>(value: number, units: readonly (readonly [number, Unit])[]) {
  const fits = units.find(([least]) => Math.abs(value) >= least);
  return fits ? { amount: value / fits[0], unit: fits[1] } : null;
}
