import type { Facts } from '../alert/facts.ts';

/** Which alerts an article concerns, in the memory of this process and as fresh as the database. */
export interface Matcher {
  /** Ids of the alerts, neither paused nor faulty, whose query the article fulfils; by rising id. */
  matching(facts: Facts, now: Date): Promise<number[]>;
}
