import type { Found } from '../check.ts';
import type { Answering, Check } from '../parts.ts';

const slowMs = 1_000;
const apartMs = 2_000;
const farApartMs = 60_000;
const jumpToldMs = 3_600_000;

/** Whether the database does what it is there for. */
export const databaseChecks: Check[] = [
  {
    name: 'database',
    ask: async ({ took }) =>
      took > slowMs
        ? { code: 'database-slow', facts: { took: { seconds: took / 1000 } } }
        : { code: 'database-answers' },
  },
  { name: 'writing', ask: async (parts) => writing(parts) },
  {
    name: 'tables',
    ask: async ({ behind }) => ({ code: behind > 0 ? 'behind' : behind < 0 ? 'ahead' : 'migrated' }),
  },
  { name: 'clock', ask: async (parts) => clock(parts) },
];

/** Whether work can be stored; what else is said of work is of no use while it cannot. */
export const takesWrites = ({ database, pulse }: Answering): boolean =>
  !database.readOnly && !database.recovering && !pulse?.known();

function writing({ database, pulse }: Answering): Found {
  if (database.recovering) return { code: 'recovering' };
  if (database.readOnly) return { code: 'read-only' };
  const fault = pulse?.known();
  if (!fault) return { code: 'writable' };
  return { code: fault.full ? 'database-full' : 'not-written', reason: fault.reason };
}

/** The embedded database has this machine’s clock. */
function clock({ home, database, now, took, pulse }: Answering): Found {
  const apart = Math.max(0, Math.abs(now().getTime() - database.at) - took);
  const facts = { apart: { seconds: apart / 1000 } };
  if (home === 'server' && apart > farApartMs) return { code: 'clock-far-apart', facts };
  if (home === 'server' && apart > apartMs) return { code: 'clock-apart', facts };
  const { jump = null, at = 0 } = pulse?.jumped() ?? {};
  if (!jump || at - jump.at > jumpToldMs) return { code: 'clock-right' };
  const [by, ago] = [{ seconds: jump.by / 1000 }, { seconds: (at - jump.at) / 1000 }];
  return { code: 'clock-jumped', facts: { by, ago } };
}
