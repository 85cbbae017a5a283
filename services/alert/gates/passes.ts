import type { Facts } from '../facts.ts';
import type { Gates } from '../spec.ts';
import type { Numbers } from '../told.ts';

const gateNames = ['relevance', 'novelty', 'importance', 'credibility'] as const;
export type Gate = (typeof gateNames)[number] | 'age';
const hourMs = 3_600_000;

/**
 * Whether an article passes the gates; the cooldown, which asks what the alert fired before, is the trigger’s.
 *
 * @returns null, or the first gate that stops it, with the figures in words
 */
export function passes(numbers: Numbers, gates: Gates, facts: Facts): { gate: Gate; not: string } | null {
  const hours = (facts.foundAt.getTime() - facts.publishedAt.getTime()) / hourMs;
  if (hours > gates.maxAgeHours) {
    const words = `found ${Math.floor(hours)} hours after its publication`;
    return { gate: 'age', not: `${words}, ${gates.maxAgeHours} at most are asked for` };
  }
  const gate = gateNames.find((each) => numbers[each] < gates[each]);
  if (!gate) return null;
  return { gate, not: `${gate} is ${numbers[gate]}, at least ${gates[gate]} is asked for` };
}
