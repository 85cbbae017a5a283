import { Registry } from 'prom-client';
import type { Database } from '../../db/database.ts';
import { standingOf } from '../../db/standing.ts';
import type { Health } from '../health/health.ts';
import type { ThreadLoad } from '../worker/threads.ts';
import { createMeter, type Meter } from './meter.ts';
import { processRegistry, watchConnections, watchDisk, watchThreads } from './process.ts';
import { mostFailingFeeds, type QueueCounts, watchStanding } from './standing.ts';

export interface Metrics {
  meter: Meter;
  /** Shows from now on what these threads are at. */
  threads(load: () => ThreadLoad): void;
  /** Everything there is, in the format that {@link Metrics.contentType} names. */
  text(): Promise<string>;
  contentType: string;
  /** For the documents, which have a line for each. */
  registries: Registry[];
}

export interface MetricsDeps {
  db: Pick<Database, 'orm' | 'pools'>;
  /** Jobs in the queues; rejects while they are out of reach. */
  queues(): Promise<QueueCounts>;
  health: Pick<Health, 'look'>;
  /** Bytes free on the disk of the archive; absent where it is another machine’s. */
  free?: (() => Promise<number>) | undefined;
  now(): Date;
}

/** What this process shows to Prometheus. */
export function createMetrics({ db, queues, health, free, now }: MetricsDeps): Metrics {
  const { registry, meter } = createMeter();
  watchConnections(registry, () => db.pools());
  const standing = () => standingOf(db.orm, now(), mostFailingFeeds);
  const lookAround = watchStanding(registry, { standing, queues, checks: () => health.look(), now });
  if (free) watchDisk(registry, free);
  const registries = [registry, processRegistry()];
  return {
    meter,
    threads: (load) => watchThreads(registry, load),
    async text() {
      await lookAround();
      return Registry.merge(registries).metrics();
    },
    contentType: registry.contentType,
    registries,
  };
}
