import type { Archive } from './archive.ts';

/** The whole embedded process, or one process of those on servers. */
type Process = 'process' | 'worker' | 'web' | 'postgres' | 'redis' | 'redis-flush';
/** The lines to both servers: broken once, cut for a while, or so slow that nearly nothing comes through. */
type Line = 'line-reset' | 'line-cut' | 'line-slow';
/** What is killed. */
export type Victim = Process | Line;

/** Chipwire running in processes of its own, as one of the ways that it is run. */
export interface Home {
  victims: readonly Victim[];
  /** Where its pages are, whenever what serves them runs. */
  origin: string;
  /** As it is at the moment: asking rejects while what answers is down. */
  archive(): Archive;
  /** Ends a victim as a crash would. */
  kill(victim: Victim): Promise<void>;
  /** Starts it again; its work may still be standing still when this resolves. */
  revive(victim: Victim): Promise<void>;
  close(): Promise<void>;
}

export interface HomeSettings {
  /** For everything that it keeps; there, and empty. */
  folder: string;
  /** `host:port` of publishers and of receivers. */
  publisher: string;
  receiver: string;
}

/** One address reads and listens all the time, which is more than the usual most. */
export const hostSettings = ({ publisher, receiver }: HomeSettings) => ({
  CHIPWIRE_REQUESTS_PER_MINUTE: '100000',
  CHIPWIRE_ALLOW_HOSTS: publisher,
  CHIPWIRE_CHANNEL_HOSTS: receiver,
});
