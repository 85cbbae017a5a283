import { expect, test } from 'vitest';
import { full } from '../full.ts';
import { type PlaySettings, play } from './play.ts';
import { countsOf, reportOf } from './report.ts';
import { serverPrograms } from './server.ts';

const { DATABASE_URL, REDIS_URL } = process.env;
const home = DATABASE_URL ? (REDIS_URL ? 'server' : 'postgres') : 'embedded';
/** On a server home the servers are the test’s own: it needs their programs. */
const missing = home !== 'embedded' && serverPrograms() === null;

async function survives(settings: Omit<PlaySettings, 'short' | 'seed'>, short = true): Promise<void> {
  const outcome = await play({ ...settings, seed: 29, short });
  console.log(`${reportOf(settings.home, outcome)}\n${countsOf(outcome)}`);
  const { lost, doubled, wrong, sums } = outcome;
  expect({ lost, doubled, wrong }).toEqual({ lost: [], doubled: [], wrong: [] });
  expect(sums.notices).toBeGreaterThan(0);
}

// `npm run test:faults -- --rounds 500` is the same for longer, with alerts that hold matches back.
test.skipIf(missing)(
  `rows 29 and 31–34: killed at random moments, ${home} loses nothing and tells nothing twice (needs the servers’ programs)`,
  () => survives({ home, rounds: home === 'server' ? 6 : 4 }),
  400_000,
);

test.skipIf(missing || home !== 'server')(
  'row 36: behind lines that reset, are cut and crawl, PostgreSQL and Redis lose nothing (needs their programs)',
  () => survives({ home: 'network', rounds: 3 }),
  400_000,
);

const hour = 3_600_000;
/** Which home, which victims, how often, and how long they are away. */
const long: [row: string, PlaySettings['home'], PlaySettings['victims'], rounds: number, down?: number][] = [
  ['rows 29 and 34: 50 kills', 'embedded', ['process'], 50],
  ['row 31: 50 kills', 'postgres', ['worker'], 50],
  ['row 31: 50 kills', 'server', ['worker'], 50],
  ['row 32: three outages of 15 s', 'server', ['redis'], 3, 15],
  ['row 32: an outage of 5 minutes', 'server', ['redis'], 1, 300],
  ['row 32: 20 wipes', 'server', ['redis-flush'], 20],
  ['row 33: 20 restarts', 'postgres', ['postgres'], 20],
  ['row 33: an outage of 10 minutes', 'server', ['postgres'], 1, 600],
  ['20 kills', 'server', ['web'], 20],
];
test.skipIf(!full || serverPrograms() === null).each(long)(
  '%s, %s: %j come back and nothing is lost (needs the servers’ programs)',
  (_, where, victims, rounds, down) =>
    survives({ home: where, rounds, down, ...(victims && { victims }) }, false),
  2 * hour,
);
