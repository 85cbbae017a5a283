import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { check } from 'recheck';
import { type FoundRegex, written } from './found.ts';

/** Text that makes an expression slow: each prefix, then its pump over and over, then the suffix. */
export interface Attack {
  pumps: { prefix: string; pump: string }[];
  suffix: string;
}

/** An expression whose time grows faster than its input, by recheck, or of which recheck came to no end. */
export interface Watched {
  regex: string;
  files: string[];
  /** Null where recheck came to no end. */
  attack: Attack | null;
}

/** What recheck found of every expression there was. */
export interface Judged {
  by: string;
  /** Hashes of those whose time grows with their input and no faster. */
  safe: string[];
  watched: Watched[];
}

const home = new URL('./judged.json', import.meta.url);
export const readJudged = (): Judged => JSON.parse(readFileSync(home, 'utf8'));
export const judgedFile = home;

export const hashOf = (regex: Pick<FoundRegex, 'source' | 'flags'>) =>
  createHash('sha256').update(written(regex)).digest('base64url').slice(0, 12);

/** Asks recheck. `d` only tells where groups stand, and recheck does not know it. */
export async function judge(
  { source, flags, files }: FoundRegex,
  timeout: number,
): Promise<Watched | 'safe'> {
  const found = await check(source, flags.replace('d', ''), { timeout });
  if (found.status === 'safe') return 'safe';
  const regex = written({ source, flags });
  if (found.status === 'unknown') return { regex, files, attack: null };
  const { pumps, suffix } = found.attack;
  return { regex, files, attack: { pumps: pumps.map(({ prefix, pump }) => ({ prefix, pump })), suffix } };
}

/** An attack of about so many characters; some of any kind where none is known. */
export function attacksOf({ attack }: Watched, chars: number): string[] {
  if (attack === null)
    return [' ', '\t', 'a', '. ', 'the ', '1', '，'].map((sign) => sign.repeat(chars / sign.length));
  const each = attack.pumps.reduce((sum, { pump }) => sum + pump.length, 0);
  const times = Math.ceil(chars / each);
  return [attack.pumps.map(({ prefix, pump }) => prefix + pump.repeat(times)).join('') + attack.suffix];
}
