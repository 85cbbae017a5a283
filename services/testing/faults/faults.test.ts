import { expect, test } from 'vitest';
import { play } from './play.ts';
import { reportOf } from './report.ts';
import { serverPrograms } from './server.ts';

const { DATABASE_URL, REDIS_URL } = process.env;
const home = DATABASE_URL ? (REDIS_URL ? 'server' : 'postgres') : 'embedded';
/** On a server home the servers are the test’s own: it needs their programs. */
const missing = home !== 'embedded' && serverPrograms() === null;

// `npm run test:faults -- --rounds 500` is the same for longer, with alerts that hold matches back.
test.skipIf(missing)(
  `row 29: killed at five random moments, ${home} loses nothing and tells nothing twice (needs the servers’ programs)`,
  async () => {
    const outcome = await play({ home, rounds: 5, seed: 29, short: true });
    console.log(reportOf(home, outcome));
    const { lost, doubled, wrong, sums } = outcome;
    expect({ lost, doubled, wrong }).toEqual({ lost: [], doubled: [], wrong: [] });
    expect(sums.notices).toBeGreaterThan(0);
  },
  300_000,
);
