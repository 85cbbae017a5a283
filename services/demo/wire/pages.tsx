import { newestFirst, type WireArticle } from './articles.ts';
import { encodeMarkup } from './gb18030.ts';
import { pick } from './pictures.ts';
import type { Publisher, TemplateName } from './publishers.ts';
import { Agency } from './templates/agency.tsx';
import { ColumnZh } from './templates/column-zh.tsx';
import { Courier } from './templates/courier.tsx';
import { Journal } from './templates/journal.tsx';
import { Ledger } from './templates/ledger.tsx';
import { Letter } from './templates/letter.tsx';
import { Magazine } from './templates/magazine.tsx';
import type { PageView } from './templates/parts.tsx';
import { PortalZh } from './templates/portal-zh.tsx';

const templates: Record<TemplateName, (view: PageView) => { toString(): string }> = {
  journal: Journal,
  ledger: Ledger,
  magazine: Magazine,
  letter: Letter,
  agency: Agency,
  courier: Courier,
  'column-zh': ColumnZh,
  'portal-zh': PortalZh,
};

/**
 * An article's page as HTML text.
 *
 * @param shelf all articles; links go only to older ones of the same publisher, so that a page never changes once it
 *   is out and its Last-Modified stays true
 */
export function writePage(
  article: WireArticle,
  shelf: WireArticle[],
  publishers: Map<string, Publisher>,
  origin: string,
): string {
  const publisher = publishers.get(article.publisher);
  if (!publisher) throw new Error(`${article.path}: no such publisher`);
  const older = shelf.filter(
    (other) =>
      other.publisher === article.publisher &&
      other.published < article.published &&
      other.title !== article.title,
  );
  const page = templates[publisher.page.template]({
    article,
    publisher,
    source: article.copyOf === undefined ? undefined : publishers.get(article.copyOf),
    origin,
    related: relatedTo(article, older),
    popular: popularBeside(article, older),
    comments: pick(article.path, 140) + 2,
  });
  return `<!DOCTYPE html>\n${page}\n`;
}

/** The page's bytes in the publisher's encoding. */
export const encodePage = (html: string, { page }: Publisher): Buffer =>
  page.encoding === 'gb18030' ? encodeMarkup(html) : Buffer.from(html);

function relatedTo(article: WireArticle, older: WireArticle[]): WireArticle[] {
  const closeness = (other: WireArticle) =>
    (other.story === article.story ? 10 : 0) + other.tags.filter((tag) => article.tags.includes(tag)).length;
  return [...older].sort((a, b) => closeness(b) - closeness(a) || newestFirst(a, b)).slice(0, 3);
}

function popularBeside(article: WireArticle, older: WireArticle[]): WireArticle[] {
  const month = article.published.toISOString().slice(0, 7);
  return [...older].sort((a, b) => pick(month + b.path, 1000) - pick(month + a.path, 1000)).slice(0, 5);
}
