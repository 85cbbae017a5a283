import { feedAddresses, feedStates } from '../../../db/health.ts';
import { reasonOf } from '../../faults.ts';
import { leastRoomBytes } from '../../runtime/room.ts';
import type { Found } from '../check.ts';
import { lookUp, namesIn } from '../names.ts';
import type { Answering, Check, OuterCheck, OuterParts } from '../parts.ts';

const shortBytes = 1e9;
const nearlyFull = 0.9;

/** Whether what Chipwire stands on is there; of use also while the database is not. */
export const outerChecks: OuterCheck[] = [
  { name: 'queue', ask: queue },
  { name: 'disk', ask: disk },
  {
    name: 'mail',
    keptMs: 300_000,
    patienceMs: 9_000,
    ask: async ({ mail }) => {
      if (!mail) return null;
      const reason = await mail();
      return reason === null ? { code: 'mail-answers' } : { code: 'mail-away', reason };
    },
  },
];

/** The same, by the feeds of the archive. */
export const nameChecks: Check[] = [{ name: 'names', ask: names, keptMs: 60_000, patienceMs: 5_000 }];

async function queue({ redis }: OuterParts): Promise<Found> {
  if (!redis) return { code: 'queue-in-database' };
  try {
    const { used, most, policy } = await redis();
    const facts = { used: { bytes: used }, most: { bytes: most }, policy };
    if (policy !== 'noeviction') return { code: 'queue-evicts', facts };
    if (most > 0 && used >= most) return { code: 'queue-full', facts };
    if (most > 0 && used > nearlyFull * most) return { code: 'queue-nearly-full', facts };
    return { code: 'queue-answers', facts };
  } catch (error) {
    return { code: 'queue-away', reason: reasonOf(error) };
  }
}

async function disk({ free }: OuterParts): Promise<Found | null> {
  if (!free) return null;
  const bytes = await free();
  const facts = { free: { bytes }, least: { bytes: leastRoomBytes } };
  if (bytes < leastRoomBytes) return { code: 'room-none', facts };
  return { code: bytes < shortBytes ? 'room-short' : 'room-enough', facts };
}

const hourMs = 3_600_000;
const withinMs = 2_000;
const slowMs = 1_000;
/** Of fewer feeds that were not found, the names may be wrong. */
const leastLost = 3;

/** Looks up the host that is asked next; one name may be gone, so that a second is tried before all are given up. */
async function names({ orm, now, resolve, steady }: Answering): Promise<Found | null> {
  const hosts = namesIn(await feedAddresses(orm, 20));
  if (hosts.length === 0) return null;
  const looked = await lookUp(resolve, hosts[0]!, withinMs, steady);
  const one = looked.fault !== null && hosts[1] ? await lookUp(resolve, hosts[1], withinMs, steady) : looked;
  if (one.fault !== null) return { code: 'names-unknown', reason: `${one.host}: ${one.fault}` };
  if (looked.took > slowMs) return { code: 'names-slow', facts: { took: { seconds: looked.took / 1000 } } };
  const { polled, unresolved } = await feedStates(orm, new Date(now().getTime() - hourMs));
  if (unresolved >= leastLost && unresolved >= polled / 2)
    return { code: 'names-lost', facts: { polled, n: unresolved } };
  return { code: 'names-known' };
}
