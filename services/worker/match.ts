import { matchArticle as showToAlerts } from '../watch/live/match.ts';
import { type Context, nothing, type Outcome } from './context.ts';

/** Tells alerts of an article that they have not seen. */
export async function matchArticle(ctx: Context, articleId: number): Promise<Outcome> {
  const shown = await showToAlerts(ctx, articleId);
  if (!shown) return nothing('already-matched');
  const { told, held, muted, channels } = shown;
  if (told + held + muted === 0) return nothing('no-alerts');
  return { outcome: 'matched', onward: channels, details: { told, held, muted } };
}
