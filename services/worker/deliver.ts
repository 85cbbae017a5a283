import { deliverDue } from '../watch/delivery/deliver.ts';
import { type Attempt, type Context, nothing, type Outcome } from './context.ts';

/** Sends what is due through a channel. */
export async function deliverThrough(ctx: Context, channelId: number, attempt: Attempt): Promise<Outcome> {
  const { sent, reason } = await deliverDue(ctx, channelId, attempt.signal);
  if (reason !== null) return { ...nothing('failing'), details: { sent, reason } };
  return sent > 0 ? { ...nothing('delivered'), details: { sent } } : nothing('nothing-due');
}
