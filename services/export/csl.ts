import type { ShownArticle } from './article.ts';
import type { Writer } from './writer.ts';

/**
 * CSL-JSON, what Zotero and other citation programs read. Authors are literal: where a name is to be cut into family
 * and given name differs by language, and a wrong cut is worse in a footnote than a whole name.
 *
 * @param accessed when the reader took it from the archive
 */
export const csl = (accessed: Date): Writer => ({
  type: 'application/vnd.citationstyles.csl+json; charset=utf-8',
  extension: 'csl.json',
  head: '[\n',
  between: ',\n',
  tail: '\n]\n',
  one: (article) => JSON.stringify(cited(article, accessed)),
});

function cited(article: ShownArticle, accessed: Date) {
  const { byline, url } = article;
  return {
    id: `chipwire-${article.id}`,
    type: 'article-newspaper',
    title: article.title,
    'container-title': article.publisher,
    ...(byline.length > 0 ? { author: byline.map((literal) => ({ literal })) } : {}),
    issued: dateParts(article.publishedAt),
    accessed: dateParts(accessed),
    ...(url === null ? {} : { URL: url }),
    language: article.language,
    source: 'Chipwire',
  };
}

/** The day in UTC. */
const dateParts = (time: Date) => ({
  'date-parts': [[time.getUTCFullYear(), time.getUTCMonth() + 1, time.getUTCDate()]],
});
