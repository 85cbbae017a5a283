import type { Pulse } from '../health/pulse.ts';
import type { Log } from '../runtime/log.ts';
import type { Queues } from '../runtime/queue.ts';
import { leastRoomBytes } from '../runtime/room.ts';

/** Whether work may be begun: what it makes must have somewhere to be stored. */
export interface Gate {
  /** Why none may be begun just now; null when it may. */
  whyShut(): Promise<string | null>;
  /** Something could not be stored, and this is what was said. */
  doubt(error: unknown): void;
}

export const alwaysOpen: Gate = { whyShut: async () => null, doubt: () => {} };

/** Shut while the disk of the archive is almost full, and while the database takes nothing. */
export const gateBy = (pulse: Pick<Pulse, 'writeFault' | 'doubt'>, free?: () => Promise<number>): Gate => ({
  async whyShut() {
    if (free && (await free()) < leastRoomBytes) return 'the disk is almost full';
    return (await pulse.writeFault())?.reason ?? null;
  },
  doubt: pulse.doubt,
});

/**
 * Stops the workers while the gate is shut and starts them again when it opens; says so once each time.
 *
 * @returns asks the gate, and says whether it is open
 */
export function heedGate(log: Log, queues: Pick<Queues, 'pause' | 'resume'>, gate: Gate) {
  let open = true;
  return async (): Promise<boolean> => {
    const reason = await gate.whyShut();
    if ((reason === null) === open) return open;
    open = reason === null;
    if (open) {
      queues.resume();
      log.info('work can be stored again; going on');
    } else {
      await queues.pause();
      log.error({ reason }, 'no work is begun: it could not be stored');
    }
    return open;
  };
}
