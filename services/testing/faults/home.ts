import type { Archive } from './archive.ts';

/** What is killed: the whole embedded process, or one process of those on servers. */
export type Victim = 'process' | 'worker' | 'postgres' | 'redis' | 'redis-flush';

/** Chipwire running in processes of its own, as one of the ways that it is run. */
export interface Home {
  victims: readonly Victim[];
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

export const hostSettings = ({ publisher, receiver }: HomeSettings) => ({
  CHIPWIRE_ALLOW_HOSTS: publisher,
  CHIPWIRE_CHANNEL_HOSTS: receiver,
});
