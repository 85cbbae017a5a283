import type { Orm } from '../../db/database.ts';
import { systemResolve } from '../runtime/address.ts';
import type { Config } from '../runtime/config.ts';
import { tryMailServer } from '../watch/delivery/mailer.ts';
import type { Checked } from './check.ts';
import { examine, type Kept, usualPatienceMs } from './examine.ts';
import { watchGrowth } from './growth.ts';
import type { OuterParts, Parts } from './parts.ts';
import { askRedis } from './redis.ts';

/** How Chipwire is, for whoever asks. */
export interface Health {
  /** Everybody who asks within a second gets the same answer, and nobody waits for long. */
  look(): Promise<Checked[]>;
}

const keptMs = 1_000;

export function watchHealth(given: Parts, patienceMs = usualPatienceMs): Health {
  const parts = { growth: watchGrowth(), ...given };
  const kept: Kept = new Map();
  let last: { at: number; answer: Promise<Checked[]> } | undefined;
  return {
    look() {
      const at = parts.steady();
      if (last && at - last.at < keptMs) return last.answer;
      last = { at, answer: examine(parts, { patienceMs, kept }) };
      return last.answer;
    },
  };
}

const mailMs = 8_000;

/** The servers that settings name, and what else there is without a database. */
export const partsOf = (
  { REDIS_URL, CHIPWIRE_SMTP_URL: smtp }: Pick<Config, 'REDIS_URL' | 'CHIPWIRE_SMTP_URL'>,
  now: () => Date,
): OuterParts => ({
  ...{ now, steady: () => performance.now(), resolve: systemResolve },
  ...(REDIS_URL ? { redis: () => askRedis(REDIS_URL) } : {}),
  ...(smtp ? { mail: () => tryMailServer(smtp, mailMs) } : {}),
});

/** What there is where only the database is known. */
export const partsAround = (orm: Orm, now: () => Date): Parts => ({
  ...{ ...partsOf({}, now), orm, home: 'embedded' },
});
