import { getArticle } from '../../db/articles.ts';
import { saveTags } from '../../db/tags.ts';
import { type Context, moved, nothing, type Outcome } from './context.ts';

export type TagContext = Pick<Context, 'orm' | 'now'> & { threads: Pick<Context['threads'], 'tagRows'> };

/** Tags an article's title and text and stores the tags. */
export async function tagStoredArticle(ctx: TagContext, articleId: number): Promise<Outcome> {
  const article = await getArticle(ctx.orm, articleId);
  if (article?.step !== 'read') return nothing('already-tagged');
  // The text itself says better than its feed what language it is in.
  const { title, text, publishedAt } = article;
  const tags = await ctx.threads.tagRows({ title, text, publishedAt });
  const stored = await saveTags(ctx.orm, articleId, tags, ctx.now());
  return stored
    ? { ...moved('tagged', articleId), details: { mentions: tags.mentions.length } }
    : nothing('already-tagged');
}
