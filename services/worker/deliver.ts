import { type Context, nothing, type Outcome } from './context.ts';

/** Sends what is due through a channel. */
export async function deliverThrough(_ctx: Context, _channelId: number): Promise<Outcome> {
  return nothing('nothing-due');
}
