import type { Checked } from '../../health/check.ts';
import { type Facts, filled, tell, worst } from '../../health/check.ts';
import type { State } from '../../health/findings.ts';
import { plain } from '../lines.ts';
import { tableOf } from '../table.ts';
import type { DoctorFound } from './checks.ts';
import { doctorFindings } from './findings.ts';

/** A line of the report. */
export interface Diagnosis {
  name: string;
  code: string;
  state: State;
  says: string;
  todo?: string;
  /** What a server or the system said. */
  reason?: string;
}

/** Pages say of what nobody knows that the doctor tells why, and here it is. */
export function ofCheck(check: Checked): Diagnosis {
  const { todo, ...says } = tell(check);
  const isKnown = check.code !== 'not-known' && check.code !== 'not-in-time';
  return { ...says, ...(todo && isKnown ? { todo } : {}), ...reasonIn(check) };
}

export function ofDoctor({ name, code, facts = {}, reason }: DoctorFound): Diagnosis {
  const { state, says, ...more } = doctorFindings[code];
  const said: Facts = facts;
  const todo = 'todo' in more ? { todo: filled(more.todo, said) } : {};
  return { name, code, state, says: filled(says, said), ...todo, ...reasonIn({ reason }) };
}

const reasonIn = ({ reason }: { reason?: string | undefined }) => (reason === undefined ? {} : { reason });

const signs: Record<State, string> = { well: 'ok', doubtful: '?', failing: 'FAILS' };
const sums: Record<State, string> = {
  well: 'All is well.',
  doubtful: 'It works; somebody should look at what has a question mark.',
  failing: 'Something does not work.',
};

/** Lines for people: a table, what to do below what is not well, and how it is on the whole. */
export function reportLines(all: Diagnosis[]): string[] {
  const lines = tableOf(
    ['', 'what', 'found'],
    all.flatMap(({ name, state, says, todo, reason }) => [
      [signs[state], name, says],
      ...(state === 'well' ? [] : reasonRows(reason)),
      ...(todo ? [['', '', `→ ${todo}`]] : []),
    ]),
  );
  return [...lines, '', sums[worst(all)]];
}

/** Settings and lists have a line for each fault. */
const reasonRows = (reason = '') =>
  reason
    .split('\n')
    .map((line) => plain(line))
    .filter(Boolean)
    .map((line) => ['', '', `  ${line}`]);
