import type { WatchedAlert } from '../../../db/watched.ts';
import { type Spec, specSchema } from '../../alert/spec.ts';

/** An alert with its spec read. */
export interface Watched extends WatchedAlert {
  spec: Spec;
}

/** Those whose spec can be read: one from a later version of Chipwire is left alone. */
export const readable = (alerts: readonly WatchedAlert[]): Watched[] =>
  alerts.flatMap((alert) => {
    const { data } = specSchema.safeParse(alert.spec);
    return data ? [{ ...alert, spec: data }] : [];
  });

/** Triggers that one article pulls; the others go by many. */
export const byArticle = ({ spec }: Watched): boolean =>
  spec.trigger.on === 'story' || spec.trigger.on === 'event';
