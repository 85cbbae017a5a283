import { heldUntil } from '../../alert/rhythm/heldUntil.ts';
import { tellAt } from '../../alert/rhythm/tellAt.ts';
import type { Spec } from '../../alert/spec.ts';

/** The notices that an alert’s owner would have had. */
export interface Telling {
  /** Of something that fired then. @returns when it is told as far as can be said then */
  tell(at: Date): Date;
  /** Makes the notices that are due by then of what is held. */
  pass(until: Date): void;
  /** When each notice was made. */
  readonly notices: readonly Date[];
}

export function tellingBy({ rhythm, priority }: Spec): Telling {
  const notices: Date[] = [];
  let held: { since: Date; until: Date } | null = null;
  const told = () => (rhythm.throttle ? notices.slice(-rhythm.throttle.most) : []);
  const pass = (until: Date): void => {
    while (held && held.until <= until) {
      const due = held.until;
      const at = heldUntil({ rhythm, priority, now: due, told: told() }, held.since);
      if (at === 'now') notices.push(due);
      held = at === 'now' ? null : { ...held, until: at };
    }
  };
  return {
    notices,
    pass,
    tell(now) {
      pass(now);
      const at = tellAt({ rhythm, priority, now, told: told() });
      if (at === 'now') {
        notices.push(now);
        return now;
      }
      held = { since: held?.since ?? now, until: held && held.until < at ? held.until : at };
      return at;
    },
  };
}
