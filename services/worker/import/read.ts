import type { ImportedArticle } from '../../../db/imports.ts';
import { countWords, type ExtractedArticle } from '../../extract/extract.ts';
import { plain } from '../../extract/metadata/text.ts';
import { reasonOf } from '../../faults.ts';
import { articleOf, type Body, type Given } from '../../import/article.ts';
import type { Columns, Draft } from '../../import/columns.ts';
import type { Found } from '../../import/found.ts';
import { searchWords } from '../../search/words.ts';
import type { Threads } from '../threads.ts';

export type PageThreads = Pick<Threads, 'page' | 'fragment'>;

export interface ReadContext {
  threads: PageThreads;
  columns: Columns;
  given: Given;
  now: Date;
}

/** What a row or page became. */
export interface Result {
  found: Found;
  article?: ImportedArticle;
  /** Why there is none. */
  reason?: string;
}

/** Makes the article that a row or page tells of. @throws never: what cannot be read is a reason */
export async function readFound(ctx: ReadContext, found: Found): Promise<Result> {
  const { fault, page, row } = found;
  if (fault !== undefined) return { found, reason: fault };
  try {
    const article = page ? await readPage(ctx, page) : await readRow(ctx, row ?? {});
    return { found, article: { ...article, searchWords: searchWords(article) } };
  } catch (error) {
    return { found, reason: reasonOf(error) };
  }
}

async function readRow({ threads, columns, given, now }: ReadContext, row: NonNullable<Found['row']>) {
  const draft = columns(row);
  const title = hasMarkup(draft.title) || hasEntity(draft.title) ? plain(draft.title) : draft.title;
  return articleOf({ ...draft, title }, await bodyOf(draft, threads), given, now);
}

const hasMarkup = (text: string) =>
  /<\/?(?:p|br|div|a|img|span|b|i|em|strong|ul|li|h\d)\b[^<>]{0,2000}>/i.test(text);
const hasEntity = (text: string) => /&(?:#x?[\da-f]{1,6}|[a-z]{2,6});/i.test(text);
/** What is no longer than this and has no paragraphs that look like an article's is taken as it is, without its tags. */
const longestSnippet = 20_000;

/** The row's text if it has one, else its HTML, else its summary; markup is read as a page's. */
async function bodyOf({ text, html, summary, url }: Draft, threads: PageThreads): Promise<Body> {
  const best = text || html || summary;
  const from = text || html ? 'row' : 'summary';
  const asText = (words: string): Body => ({ text: words, words: countWords(words), from });
  if (best === '' || (best !== html && !hasMarkup(best))) return asText(best);
  const read = /<html[\s>]/i.test(best.slice(0, 4000)) ? threads.page : threads.fragment;
  try {
    const page = await read({ html: best, url: URL.canParse(url) ? url : nowhere });
    return { text: page.text, words: page.words, from };
  } catch (error) {
    if (best.length > longestSnippet) throw error;
    return asText(plain(best));
  }
}

/** Where a page is taken to be from that does not say it. */
const nowhere = 'http://unknown.invalid/';

async function readPage({ threads, given, now }: ReadContext, { html, url }: NonNullable<Found['page']>) {
  const page = await threads.page({ html, url: url ?? nowhere });
  const { text, words, paywalled } = page;
  return articleOf(draftOf(page, url), { text, words, paywalled, from: 'page' }, given, now);
}

function draftOf(page: ExtractedArticle, url: string | null): Draft {
  const own = page.canonicalUrl?.startsWith(nowhere) ? null : page.canonicalUrl;
  return {
    ...{ text: '', html: '', summary: '', byline: page.byline, syndicatedFrom: page.syndicatedFrom ?? '' },
    url: url ?? own ?? '',
    title: page.title ?? '',
    publishedAt: page.publishedAt ?? '',
    updatedAt: page.updatedAt ?? '',
    publisher: page.publisher ?? '',
    language: page.language ?? '',
    section: page.section ?? '',
    image: page.image ?? '',
  };
}
