import { placeNew } from '../stories/grouping.ts';
import { type Context, moved, nothing, type Outcome } from './context.ts';

/** Puts an article into its story, and later ones that this concerns. */
export async function clusterArticle(ctx: Pick<Context, 'orm' | 'now'>, articleId: number): Promise<Outcome> {
  const placed = await placeNew(ctx.orm, articleId, ctx.now());
  if (!placed) return nothing('already-clustered');
  return { ...moved('clustered', articleId), details: { placed: placed.length } };
}
