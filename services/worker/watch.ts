import { lookAtAlert } from '../watch/live/look.ts';
import { type Context, nothing, type Outcome } from './context.ts';

/** Looks at an alert whose time has come. */
export async function watchAlert(ctx: Context, alertId: number): Promise<Outcome> {
  const looked = await lookAtAlert(ctx, alertId);
  if (!looked) return nothing('not-due');
  const { fired, told, channels } = looked;
  return { outcome: fired ? 'fired' : 'looked', onward: channels, details: { told } };
}
