import type { Notice } from '../alert/notice.ts';

/** A channel as senders see it. */
export interface Channel {
  id: number;
  kind: 'webhook' | 'mail' | 'slack' | 'discord' | 'teams' | 'ntfy';
  target: object;
  secrets: { secret: string; until?: string }[];
}

/** What came of one try to send a notice. */
export type Sent =
  | { ok: true; status: number | null }
  | {
      ok: false;
      status: number | null;
      /** In words, for the log of deliveries. */
      reason: string;
      /** `later` may succeed at the next try; `never` won’t; `gone` wants nothing any more (410). */
      then: 'later' | 'never' | 'gone';
      /** When the receiver asked to be tried again. */
      retryAt?: Date;
    };

/** Sends notices through every kind of channel; never throws. */
export interface Sender {
  send(channel: Channel, notice: Notice, now: Date, signal?: AbortSignal): Promise<Sent>;
  close(): Promise<void>;
}
