import { expect } from 'vitest';
import type { CheckTold } from '../check.ts';
import { type Code, findings } from '../findings.ts';

/** What /readyz and the page of health show of a Chipwire. */
export interface Seen {
  status: number;
  state: string;
  /** What was found, by the names of the checks. */
  found: Record<string, string>;
}

export async function seen(origin: string): Promise<Seen> {
  const answer = await fetch(`${origin}/readyz`);
  const { state, checks } = (await answer.json()) as { state: string; checks: CheckTold[] };
  return {
    ...{ status: answer.status, state },
    found: Object.fromEntries(checks.map(({ name, code }) => [name, code])),
  };
}

/** Waits until both show what is found of one part, with no hand moved; a busy machine takes its time. */
export async function shows(origin: string, name: string, code: Code, ms = 60_000): Promise<Seen> {
  const found = async () => (await seen(origin).catch(() => null))?.found[name];
  await expect.poll(found, { timeout: ms, interval: 100 }).toBe(code);
  const page = async () => {
    const answer = await fetch(`${origin}/health`, { headers: { 'accept-language': 'en' } });
    return `${answer.status} ${await answer.text()}`;
  };
  const { says } = findings[code];
  const firstWords = says.split('{')[0]!;
  await expect.poll(page, { timeout: 30_000, interval: 100 }).toContain(firstWords);
  expect(await page()).toMatch(/^200 /);
  return seen(origin);
}
