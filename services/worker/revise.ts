import { type Article, getArticle, type ReadArticle } from '../../db/articles.ts';
import { saveVersion, settleChange } from '../../db/revisions.ts';
import { AskLater } from '../runtime/politeness.ts';
import { placeAgain } from '../stories/grouping.ts';
import { type Attempt, type Context, moved, nothing, type Outcome } from './context.ts';
import { readNow } from './read.ts';

/** A new version with less than this share of the old one's words is a wall, a stub or an error page, not an edit. */
const stubShare = 0.5;

/**
 * Reads an article again whose feed showed that it was edited. If its title or text has changed, the new version takes
 * its place, tagged and grouped anew, the old one is kept, and alerts see it again. The article stays where readers find
 * it all the while.
 */
export async function reviseArticle(ctx: Context, articleId: number, attempt: Attempt): Promise<Outcome> {
  const article = await getArticle(ctx.orm, articleId);
  if (!article?.changedAt) return nothing('not-changed');
  try {
    return await revise(ctx, article, article.changedAt, attempt);
  } catch (error) {
    if (error instanceof AskLater || !attempt.last) throw error;
    // What is there is right but old; the next edit that the feed shows is the next chance.
    await settleChange(ctx.orm, articleId, article.changedAt);
    return nothing('unreadable');
  }
}

async function revise(ctx: Context, article: Article, changedAt: Date, attempt: Attempt): Promise<Outcome> {
  const { id, publishedAt } = article;
  const { read, searchWords } = await readNow(ctx, { ...article, ...article.changedEntry }, attempt);
  if (!isNewVersion(article, read)) {
    await settleChange(ctx.orm, id, changedAt);
    return nothing('unchanged');
  }
  const { title, text } = read;
  const tags = await ctx.threads.tagRows({ title, text, publishedAt });
  const { publishedAt: _as, ...version } = { ...read, updatedAt: read.updatedAt ?? ctx.now() };
  const stored = await saveVersion(ctx.orm, article, { read: version, searchWords, tags }, ctx.now());
  if (!stored) return nothing('already-revised');
  await placeAgain(ctx.orm, id);
  return moved('revised', id);
}

/** Whether the words differ; a page that cannot be had now, or shows a wall now, is no new version of what was read. */
function isNewVersion(before: Article, now: ReadArticle): boolean {
  if (now.words < stubShare * before.words) return false;
  if (before.textSource === 'page' && now.textSource !== 'page') return false;
  const plain = ({ title, text }: Pick<Article, 'title' | 'text'>) =>
    `${title}\n${text}`.replaceAll(/\s+/g, ' ');
  return plain(before) !== plain(now);
}
