import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { WireArticle } from './articles.ts';
import { chineseStamp, longDate } from './clock.ts';
import { summaryOf } from './feeds.ts';
import { feedPath, languageTag, type Publisher } from './publishers.ts';
import { menuLinks, sampleNotice, sectionPath } from './templates/parts.tsx';

const style =
  'body{font:16px/1.6 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1f2937}' +
  'a{color:#1d4ed8}nav a{margin-right:1rem}table{border-collapse:collapse;width:100%}' +
  'td,th{padding:.4rem .6rem;border-bottom:1px solid #e5e7eb;text-align:left;vertical-align:top}' +
  '.notice{color:#6b7280;font-size:.9rem}li{margin-bottom:.8rem}';

function Plain({ title, lang, charset = 'utf-8', children }: PlainFields) {
  return (
    <html lang={lang}>
      <head>
        <meta charset={charset} />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="data:," />
        <style>{raw(style)}</style>
      </head>
      <body>{children}</body>
    </html>
  );
}

interface PlainFields {
  title: string;
  lang: string;
  charset?: string;
  children?: Child;
}

const document = (page: { toString(): string }): string => `<!DOCTYPE html>\n${page}\n`;

/** The page at `/`: what the wire is and where its feeds are. */
export function writeIndex(publishers: Publisher[], counts: Map<string, number>): string {
  return document(
    <Plain title="The sample wire" lang="en">
      <h1>The sample wire</h1>
      <p>
        These publishers are made up. They serve feeds and article pages from this machine, so that Chipwire
        can be tried without a network. The events are from the public record; the articles were written for
        the demonstration and are not news.
      </p>
      <table>
        <thead>
          <tr>
            <th>Publisher</th>
            <th>Feed</th>
            <th>Language</th>
            <th>Articles</th>
          </tr>
        </thead>
        <tbody>
          {publishers.map((publisher) => (
            <tr>
              <td>
                <a href={`/${publisher.id}/`}>{publisher.name}</a>
              </td>
              <td>
                <a href={feedPath(publisher)}>{publisher.feed.format}</a>
                {publisher.feed.full && ' (full text)'}
                {publisher.feed.encoding !== 'utf-8' && ` (${publisher.feed.encoding})`}
              </td>
              <td>{publisher.language}</td>
              <td>{counts.get(publisher.id) ?? 0}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Plain>,
  );
}

/** A publisher's front page: its sections and its articles, newest first. */
export function writeFront(publisher: Publisher, articles: WireArticle[]): string {
  return document(
    <Plain title={publisher.name} lang={languageTag(publisher)} charset={publisher.page.encoding}>
      <h1>{publisher.name}</h1>
      <p>{publisher.description}</p>
      <nav>{menuLinks(publisher)}</nav>
      <ul>
        {articles.map((article, index) => (
          <li {...anchorOf(publisher, index)}>
            <a href={article.path}>{article.title}</a>
            <br />
            {dateLine(article.published, publisher)} {summaryOf(article)}
          </li>
        ))}
      </ul>
      <p class="notice">{sampleNotice[publisher.language]}</p>
    </Plain>,
  );
}

const dateLine = (at: Date, { language, clock }: Publisher): string =>
  language === 'zh' ? `${chineseStamp(at, clock)}：` : `${longDate(at, clock)}.`;

// The menu's addresses end on one of the first articles, one section each.
function anchorOf(publisher: Publisher, index: number): { id?: string } {
  const anchor = sectionPath(publisher, index).split('#')[1];
  return anchor !== undefined && index < publisher.sections.length ? { id: anchor } : {};
}

/** The page for an address that the wire does not serve. */
export const writeNotFound = (path: string): string =>
  document(
    <Plain title="Not found" lang="en">
      <h1>Not found</h1>
      <p>
        The sample wire has no page at <code>{path.slice(0, 200)}</code>. <a href="/">Its publishers</a> are
        listed on the first page.
      </p>
    </Plain>,
  );
