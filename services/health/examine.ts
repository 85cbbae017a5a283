import { databaseState } from '../../db/health.ts';
import { migrationsBehind } from '../../db/schemaVersion.ts';
import { reasonOf } from '../faults.ts';
import type { Checked, Found } from './check.ts';
import { databaseChecks } from './checks/database.ts';
import { nameChecks, outerChecks } from './checks/outside.ts';
import { workChecks } from './checks/work.ts';
import { findings } from './findings.ts';
import { inTime, NotInTime } from './inTime.ts';
import type { Answering, Check, OuterParts, Parts } from './parts.ts';

/** Names of all checks, in the order in which they are told of. */
export const checkNames = [...databaseChecks, ...outerChecks, ...nameChecks, ...workChecks].map(
  ({ name }) => name,
);

/** Milliseconds that each check may take. */
export const usualPatienceMs = 3_000;

/** What checks found that need not be asked again for a while, by their names. */
export type Kept = Map<string, { until: number; found: Checked }>;

interface Asking {
  /** For each check that does not ask for more. */
  patienceMs?: number;
  kept?: Kept;
}

/**
 * Looks at every part of Chipwire at once, each for a bounded time: what hangs holds up nothing else. What needs the database
 * is left out where it does not answer.
 */
export async function examine(parts: Parts, { patienceMs = usualPatienceMs, kept }: Asking = {}) {
  const outer = asked(outerChecks, parts, patienceMs, kept);
  const inner = await askDatabase(parts, patienceMs);
  if ('code' in inner) return [withState('database', inner), ...present(await outer)];
  const first = asked(databaseChecks, inner, patienceMs, kept);
  const last = inner.behind > 0 ? [] : asked([...nameChecks, ...workChecks], inner, patienceMs, kept);
  return present([...(await first), ...(await outer), ...(await last)]);
}

/** The same where there is no database to ask. */
export const examineOuter = async (parts: OuterParts, patienceMs: number) =>
  present(await asked(outerChecks, parts, patienceMs));

const asked = <Of extends OuterParts>(checks: Check<Of>[], of: Of, patienceMs: number, kept?: Kept) =>
  Promise.all(checks.map((check) => checked(check, of, patienceMs, kept)));

/** @returns what else can be asked, or what is wrong */
async function askDatabase(parts: Parts, patienceMs: number): Promise<Answering | Found> {
  const started = parts.steady();
  try {
    const database = await inTime(databaseState(parts.orm), patienceMs);
    const took = parts.steady() - started;
    return { ...parts, database, took, behind: await inTime(migrationsBehind(parts.orm), patienceMs) };
  } catch (error) {
    const code = parts.home === 'embedded' ? 'embedded-away' : 'database-away';
    return { code, reason: reasonOf(error) };
  }
}

async function checked<Of extends OuterParts>(
  { name, ask, keptMs, patienceMs: own = 0 }: Check<Of>,
  parts: Of,
  patienceMs: number,
  kept?: Kept,
): Promise<Checked | null> {
  const known = kept?.get(name);
  if (known && parts.steady() < known.until) return known.found;
  try {
    const answer = await inTime(ask(parts), Math.max(own, patienceMs));
    const found = answer && withState(name, answer);
    if (found?.state === 'well' && keptMs) kept?.set(name, { until: parts.steady() + keptMs, found });
    return found;
  } catch (error) {
    const code = error instanceof NotInTime ? 'not-in-time' : 'not-known';
    return withState(name, { code, reason: reasonOf(error) });
  }
}

const withState = (name: string, found: Found): Checked => ({
  ...{ name, ...found, state: findings[found.code].state },
});

const present = (all: (Checked | null)[]): Checked[] => all.filter((each) => each !== null);
