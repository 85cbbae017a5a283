import type { FeedSource } from '../../runtime/feeds.ts';
import type { Scale } from './articles.ts';
import type { VirtualClock } from './clock.ts';

/** What the processes of a load run are told. */
export interface LoadSettings {
  scale: Scale;
  clock: VirtualClock;
}

/** What the wire's process tells when it is ready. */
export interface WireReady {
  host: string;
  feeds: FeedSource[];
}

/** How the measured process stands, told every few seconds. */
export interface Sample {
  /** Seconds since it started. */
  second: number;
  /** Articles that are found and not finished, and that are done. */
  waiting: number;
  done: number;
  failed: number;
  /** Megabytes: of the process, of its JavaScript heap after a collection, of what lies outside the heap. */
  rss: number;
  heap: number;
  external: number;
  /** Milliseconds that the event loop was late, at p99 since the last sample. */
  lag: number;
  /** Seconds of CPU so far. */
  cpu: number;
}
