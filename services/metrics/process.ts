import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { ConnectionPool } from '../../db/database.ts';
import type { ThreadLoad } from '../worker/threads.ts';

let known: Registry | undefined;

/**
 * CPU, memory, event loop and garbage collection of this process: there is one of it, however often Chipwire is started
 * inside, and what measures it is never taken down.
 */
export function processRegistry(): Registry {
  if (!known) {
    known = new Registry();
    collectDefaultMetrics({ register: known });
    // Sums of what is there by kind, named as if they were counters.
    for (const kind of ['handles', 'requests', 'resources'])
      known.removeSingleMetric(`nodejs_active_${kind}_total`);
  }
  return known;
}

/** Adds how much room the archive has on its disk. */
export function watchDisk(registry: Registry, free: () => Promise<number>): void {
  new Gauge({
    name: 'chipwire_disk_free_bytes',
    help: 'Bytes that are free on the disk of the embedded archive',
    registers: [registry],
    async collect() {
      this.set(await free().catch(() => Number.NaN));
    },
  });
}

/** Adds gauges of the threads that parse, read and tag. */
export function watchThreads(registry: Registry, load: () => ThreadLoad): void {
  const registers = [registry];
  new Gauge({
    name: 'chipwire_threads',
    help: 'Threads that this process has for parsing, reading and tagging',
    registers,
    collect() {
      this.set(load().threads);
    },
  });
  new Gauge({
    name: 'chipwire_thread_tasks',
    help: 'Tasks for threads, by state (running, waiting)',
    labelNames: ['state'],
    registers,
    collect() {
      const { running, waiting } = load();
      this.set({ state: 'running' }, running);
      this.set({ state: 'waiting' }, waiting);
    },
  });
  new Counter({
    name: 'chipwire_thread_overruns_total',
    help: 'Threads that were ended and replaced, since a text took them too much time or memory',
    registers,
    collect() {
      this.reset();
      this.inc(load().overruns);
    },
  });
}

/** Adds gauges of the connections to the database; the embedded one has none. */
export function watchConnections(registry: Registry, pools: () => ConnectionPool[]): void {
  const registers = [registry];
  new Gauge({
    name: 'chipwire_database_connections',
    help: 'Connections of this process to the database, by pool and state (used, idle)',
    labelNames: ['pool', 'state'],
    registers,
    collect() {
      for (const { name, open, idle } of pools()) {
        this.set({ pool: name, state: 'used' }, open - idle);
        this.set({ pool: name, state: 'idle' }, idle);
      }
    },
  });
  new Gauge({
    name: 'chipwire_database_connections_most',
    help: 'Connections that a pool may have at most',
    labelNames: ['pool'],
    registers,
    collect() {
      for (const { name, most } of pools()) this.set({ pool: name }, most);
    },
  });
  new Gauge({
    name: 'chipwire_database_waiting',
    help: 'Queries that wait for a connection, by pool',
    labelNames: ['pool'],
    registers,
    collect() {
      for (const { name, waiting } of pools()) this.set({ pool: name }, waiting);
    },
  });
}
