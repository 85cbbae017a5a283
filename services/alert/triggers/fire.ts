import type { Gate } from '../gates/passes.ts';
import type { Told } from '../told.ts';

/** That an alert has something to tell. */
export interface Fire {
  /** What it is about: never twice for an alert. */
  about: string;
  kind: Told['kind'];
  /** One sentence for its readers, without markup. */
  why: string;
}

/** That it has not. */
export interface NotFired {
  /** Why, in words that go on from “did not fire: ”. */
  not: string;
  because: 'copy' | 'event' | 'told' | 'gate' | 'cooldown';
  /** Which gate stopped it, where one did. */
  gate?: Gate;
}

/** What a look at an alert’s numbers came to. */
export interface Looked {
  fire?: Fire;
  /** For the next look. */
  memory: object;
  /** When time alone may change the answer; null where only a new article can. */
  lookAt: Date | null;
}
