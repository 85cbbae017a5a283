import { getArticle } from '../../db/articles.ts';
import { joinStory } from '../../db/stories.ts';
import { fingerprint } from '../cluster/copies.ts';
import { type Context, moved, nothing, type Outcome } from './context.ts';

/** Puts an article into its story: with the copies of its text, or alone. */
export async function clusterArticle(ctx: Context, articleId: number): Promise<Outcome> {
  const article = await getArticle(ctx.orm, articleId);
  if (article?.step !== 'tagged') return nothing('already-clustered');
  const joined = await joinStory(ctx.orm, articleId, fingerprint(article), ctx.now());
  return joined ? moved('clustered', articleId) : nothing('already-clustered');
}
