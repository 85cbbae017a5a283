import type { Database } from '../../db/database.ts';
import { type Resolve, systemResolve } from '../runtime/address.ts';
import type { Config } from '../runtime/config.ts';
import type { Log } from '../runtime/log.ts';
import { version } from '../runtime/version.ts';
import { type Health, partsOf, watchHealth } from './health.ts';
import { type Pulse, startPulse } from './pulse.ts';

interface HealthOptions {
  config: Config;
  log: Log;
  roles: { workers: boolean; web: boolean };
  now(): Date;
  /** Bytes that are free on the disk of the archive; absent where it is another machine’s, or in memory. */
  free: (() => Promise<number>) | undefined;
  /** Host name → addresses; the system’s resolver when absent. */
  resolve?: Resolve | undefined;
}

/** Makes this process known to the others, and watches over all of them for as long as it runs. */
export async function startHealth(
  db: Database,
  { config, log, roles, now, free, resolve = systemResolve }: HealthOptions,
): Promise<{ health: Health; pulse: Pulse }> {
  const pulse = await startPulse({
    ...{ orm: db.orm, version, now },
    kind: roles.workers && roles.web ? 'both' : roles.workers ? 'worker' : 'web',
    connections: db.pools().reduce((sum, { most }) => sum + most, 0),
    onJump: (by) => log.warn({ seconds: Math.round(by / 1000) }, 'the clock of this machine jumped'),
  });
  const health = watchHealth({ ...partsOf(config, now), orm: db.orm, home: db.home, pulse, free, resolve });
  return { health, pulse };
}
