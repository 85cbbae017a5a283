import { type Context, nothing, type Outcome } from './context.ts';

/** Tells alerts of an article that they have not seen. */
export async function matchArticle(_ctx: Context, _articleId: number): Promise<Outcome> {
  return nothing('no-alerts');
}
