import { type Article, getArticle, type ReadArticle, type SearchWords, saveRead } from '../../db/articles.ts';
import type { ExtractedArticle } from '../extract/extract.ts';
import { reasonOf } from '../faults.ts';
import { retryAfterMs } from '../fetch/cache.ts';
import { decodeText } from '../fetch/decode.ts';
import { HttpError, type HttpResponse } from '../runtime/http.ts';
import { AskLater, HostBusy } from '../runtime/politeness.ts';
import { searchWords } from '../search/words.ts';
import { type Attempt, type Context, moved, nothing, type Outcome } from './context.ts';
import { RobotsRefusal } from './polite.ts';

/** A page with less than this share of the words that the feed carried is a stub: the feed's text is better. */
const stubShare = 0.6;
const mostPageBytes = 5_000_000;
/** A publisher that asks for longer waits with its pages holds up its articles: the feed's text has to do. */
const patienceMs = 30 * 60_000;

/** Reads an article's page, or what the feed carried of it where the page can't be had, and stores its text. */
export async function readArticle(ctx: Context, articleId: number, attempt: Attempt): Promise<Outcome> {
  const article = await getArticle(ctx.orm, articleId);
  if (article?.step !== 'found') return nothing('already-read');
  const { read, searchWords } = await readNow(ctx, article, attempt);
  const stored = await saveRead(ctx.orm, articleId, read, searchWords, ctx.now());
  return stored ? moved(`from-${read.textSource}`, articleId) : nothing('already-read');
}

/**
 * What an article says now: by its page, or by what the feed carried where that has to do.
 *
 * @throws AskLater, or where trying again later may help and the attempt is not the last
 */
export async function readNow(
  ctx: Context,
  article: Article,
  attempt: Attempt,
): Promise<{ read: ReadArticle; searchWords: SearchWords }> {
  const page = await readPage(ctx, article, attempt);
  const fed = await readFeedHtml(ctx, article);
  const usePage = page.article !== null && page.article.words >= stubShare * (fed?.words ?? 0);
  const chosen = usePage ? page.article : fed;
  const text = chosen?.text ?? '';
  const read = {
    title: article.title || page.article?.title || firstWords(text) || article.url || 'Untitled',
    byline: page.article?.byline.length ? page.article.byline : article.byline,
    language: page.article?.language ?? article.language,
    text,
    words: chosen?.words ?? 0,
    textSource: usePage ? ('page' as const) : article.feedHtml ? ('feed' as const) : ('summary' as const),
    textReason: usePage ? null : (page.reason ?? 'the feed carries more of the text than the page'),
    image: page.article?.image ?? null,
    section: page.article?.section ?? null,
    paywalled: page.article?.paywalled ?? false,
    syndicatedFrom: chosen?.syndicatedFrom ?? null,
    publishedAt: publishedAt(article, page.article),
    updatedAt: dateOf(page.article?.updatedAt),
  };
  return { read, searchWords: searchWords(read) };
}

type PageResult = { article: ExtractedArticle; reason: null } | { article: null; reason: string };
const without = (reason: string): PageResult => ({ article: null, reason });

/** @throws AskLater, or where trying again later may help and the attempt is not the last */
async function readPage(ctx: Context, { url }: Article, attempt: Attempt): Promise<PageResult> {
  if (!url) return without('the feed gives no address');
  try {
    const { signal } = attempt;
    const response = await ctx.http.get(url, { robots: true, maxBytes: mostPageBytes, signal });
    checkBusy(response, ctx.now());
    if (response.status !== 200) return without(`the page answered ${response.status}`);
    const type = response.headers['content-type'];
    if (type && !/html|xml|text\/plain/i.test(type)) return without(`the page is ${type}, not HTML`);
    const html = decodeText(response.body, type).text;
    return await extract(ctx, html, response.url);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (isFinal(error, ctx.now(), attempt)) return without(error.message);
    throw error;
  }
}

/** What can't be read now can't be read later, unless nobody had time: extraction depends on the page alone. */
async function extract(ctx: Context, html: string, url: string): Promise<PageResult> {
  try {
    return { article: await ctx.threads.page({ html, url }), reason: null };
  } catch (error) {
    if (error instanceof AskLater) throw error;
    return without(reasonOf(error));
  }
}

/** A 429 holds its whole host (as the client noted), a 503 only this page. */
function checkBusy({ status, headers }: HttpResponse, now: Date): void {
  const wait = status === 503 ? retryAfterMs(headers['retry-after'], now) : undefined;
  if (wait !== undefined) {
    const until = new Date(now.getTime() + wait);
    throw new AskLater(`the page answered 503 and asked not to be read before ${until.toISOString()}`, until);
  }
  if (status === 429 || status >= 500) throw new Error(`the page answered ${status}`);
}

function isFinal(error: Error, now: Date, attempt: Attempt): boolean {
  if (error instanceof AskLater) {
    const inLine = error instanceof HostBusy && !error.held;
    return !inLine && attempt.waitedMs + error.until.getTime() - now.getTime() > patienceMs;
  }
  if (attempt.last || error instanceof RobotsRefusal) return true;
  return error instanceof HttpError && !error.transient;
}

async function readFeedHtml(
  ctx: Context,
  { url, feedHtml, summary }: Article,
): Promise<ExtractedArticle | null> {
  const html = feedHtml ?? summary;
  if (!html) return null;
  return ctx.threads.fragment({ html, url: url ?? 'http://localhost/' }).catch((error: unknown) => {
    if (error instanceof AskLater) throw error;
    return null;
  });
}

/** The feed's date; where it gave none, the row has the time it was found, and the page may know better. */
function publishedAt(article: Article, page: ExtractedArticle | null): Date {
  const fromPage = dateOf(page?.publishedAt);
  const undated = article.publishedAt.getTime() === article.foundAt.getTime();
  return undated && fromPage ? fromPage : article.publishedAt;
}

function dateOf(text: string | null | undefined): Date | null {
  const date = text ? new Date(text) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}

const firstWords = (text: string) => text.split('\n')[0]?.slice(0, 120);
