import type { Numbers } from '../../alert/told.ts';
import type { Fire } from '../../alert/triggers/fire.ts';
import type { PastFinding } from './walk.ts';

/** That the alert would have fired. */
export interface Fired {
  fire: Fire;
  at: Date;
  /** The article that made it fire; null where the numbers of many did. */
  finding: PastFinding | null;
  numbers: Numbers | null;
}

/** Why an article that the query finds did not make it fire. */
export const heldReasons = [
  'copy',
  'story',
  'event',
  'relevance',
  'novelty',
  'importance',
  'credibility',
  'age',
  'cooldown',
] as const;
export type HeldReason = (typeof heldReasons)[number];

/** An alert’s trigger as time goes by. Times given to it never go back. */
export interface Firing {
  /** Days of articles before the alert is made that it is to be shown. */
  leadInDays: number;
  /** An article from before the alert is made. */
  see(finding: PastFinding): void;
  /** An article that is found now. */
  find(finding: PastFinding): { fired: Fired[]; held: HeldReason | null };
  /** Nothing comes until then. */
  pass(until: Date): Fired[];
}
