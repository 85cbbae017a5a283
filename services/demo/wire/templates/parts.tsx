import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { WireArticle } from '../articles.ts';
import { isoStamp } from '../clock.ts';
import { feedType, summaryOf } from '../feeds.ts';
import { picturePath } from '../pictures.ts';
import { feedPath, languageTag, type Publisher } from '../publishers.ts';

/** Everything a template shows. */
export interface PageView {
  article: WireArticle;
  publisher: Publisher;
  /** where a copy was taken from */
  source: Publisher | undefined;
  /** scheme, host and port, without a slash at the end */
  origin: string;
  related: WireArticle[];
  popular: WireArticle[];
  comments: number;
}

/** Said at the foot of every page, so that nobody takes a sample for news. */
export const sampleNotice = {
  en: 'This publisher is made up for the Chipwire demonstration and exists only on this machine.',
  zh: '本站为 Chipwire 演示所虚构，仅存在于本机。',
} as const;

export const homeOf = ({ id }: Publisher): string => `/${id}/`;
export const sectionPath = (publisher: Publisher, index: number): string =>
  `${homeOf(publisher)}#section-${index + 1}`;

/** The section a page is filed under. */
export const sectionOf = ({ publisher, article }: PageView): { name: string; href: string } => {
  const index = (article.slug.length % (publisher.sections.length - 1)) + 1;
  return { name: publisher.sections[index] ?? '', href: sectionPath(publisher, index) };
};

/** The menu's entries, without a list around them. */
export const menuLinks = (publisher: Publisher): Child[] =>
  publisher.sections.map((name, index) => <a href={sectionPath(publisher, index)}>{name}</a>);

const newsArticle = ({ article, publisher, origin }: PageView) => {
  const stamp = isoStamp(article.published, publisher.clock);
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    mainEntityOfPage: { '@type': 'WebPage', '@id': origin + article.path },
    headline: article.title,
    description: summaryOf(article),
    image: [origin + picturePath(article)],
    datePublished: stamp,
    dateModified: stamp,
    ...(article.byline ? { author: [{ '@type': 'Person', name: article.byline }] } : {}),
    publisher: { '@type': 'NewsMediaOrganization', name: publisher.name, url: origin + homeOf(publisher) },
    keywords: article.tags,
    inLanguage: languageTag(publisher),
    isAccessibleForFree: true,
  };
};

function JsonLd({ view }: { view: PageView }) {
  // "<" escaped, or a text with "</script>" would end the element.
  const text = JSON.stringify(newsArticle(view)).replaceAll('<', '\\u003c');
  return <script type="application/ld+json">{raw(text)}</script>;
}

function OpenGraph({ view: { article, publisher, origin } }: { view: PageView }) {
  const fields: [string, string][] = [
    ['og:type', 'article'],
    ['og:site_name', publisher.name],
    ['og:title', article.title],
    ['og:description', summaryOf(article)],
    ['og:url', origin + article.path],
    ['og:image', origin + picturePath(article)],
    ['article:published_time', isoStamp(article.published, publisher.clock)],
    ...article.tags.map((tag): [string, string] => ['article:tag', tag]),
  ];
  return (
    <>
      {fields.map(([property, content]) => (
        <meta property={property} content={content} />
      ))}
    </>
  );
}

/** The page around a template's body: its head with the metadata that the publisher offers. */
export function Page({ view, children }: { view: PageView; children?: Child }) {
  const { article, publisher, origin } = view;
  const { template, metadata, encoding } = publisher.page;
  return (
    <html lang={languageTag(publisher)}>
      <head>
        <meta charset={encoding} />
        <title>{`${article.title}${publisher.language === 'zh' ? '_' : ' | '}${publisher.name}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="description" content={summaryOf(article)} />
        <link rel="canonical" href={origin + article.path} />
        <link
          rel="alternate"
          type={feedType(publisher).split(';')[0]}
          title={publisher.name}
          href={origin + feedPath(publisher)}
        />
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={`/styles/${template}.css`} />
        <style>{raw(`:root{--accent:${publisher.accent}}`)}</style>
        {metadata.includes('open-graph') && <OpenGraph view={view} />}
        {metadata.includes('json-ld') && <JsonLd view={view} />}
      </head>
      <body>{children}</body>
    </html>
  );
}

/**
 * The article's text.
 *
 * @param inserts what the page puts after the n-th block (from 1), such as a newsletter box
 * @param paragraphClass the class of each paragraph, where the site styles them one by one
 */
export function Text({
  view: { article },
  inserts = {},
  paragraphClass,
}: {
  view: PageView;
  inserts?: Record<number, Child>;
  paragraphClass?: string;
}) {
  const named = paragraphClass ? { class: paragraphClass } : {};
  return (
    <>
      {article.blocks.map(({ kind, text }, index) => (
        <>
          {kind === 'paragraph' && <p {...named}>{text}</p>}
          {kind === 'heading' && <h2>{text}</h2>}
          {kind === 'quote' && (
            <blockquote>
              <p {...named}>{text}</p>
            </blockquote>
          )}
          {inserts[index + 1]}
        </>
      ))}
    </>
  );
}

/** Headlines of other articles as list elements. */
export const headlineList = (articles: WireArticle[]): Child[] =>
  articles.map(({ path, title }) => (
    <li>
      <a href={path}>{title}</a>
    </li>
  ));
