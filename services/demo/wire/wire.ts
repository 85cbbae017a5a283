import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type { FeedSource } from '../../runtime/feeds.ts';
import { answer, type Resource } from './answer.ts';
import { loadArticles, newestFirst, type WireArticle } from './articles.ts';
import { feedType, writeFeed } from './feeds.ts';
import { encodeMarkup } from './gb18030.ts';
import { encodePage, writePage } from './pages.tsx';
import { drawPicture } from './pictures.ts';
import { feedPath, loadPublishers, type Publisher } from './publishers.ts';
import { writeFront, writeIndex, writeNotFound } from './site.tsx';

export interface WireOptions {
  /** 0 takes any free port */
  port?: number;
  hostname?: string;
  /** by default all files of services/demo/articles */
  articles?: WireArticle[];
  /** articles published later than this are not out yet; asked at each request */
  now?: () => Date;
}

export interface Wire {
  /** scheme, host and port, without a slash at the end */
  origin: string;
  /** one feed for each publisher, ready for the pipeline */
  feeds: FeedSource[];
  /** how many articles the wire holds, copies and those still to come included */
  articles: number;
  close(): Promise<void>;
}

const feedAge = 60;
const pageAge = 3600;
const startedAt = new Date();

/**
 * Starts the sample wire: invented publishers with feeds and pages over HTTP.
 *
 * @throws ArticleFaults when an article file cannot be used; the server's own error when the port is taken
 */
export async function startWire(options: WireOptions = {}): Promise<Wire> {
  const { port = 0, hostname = '127.0.0.1', now = () => new Date() } = options;
  const publishers = loadPublishers();
  const articles = [...(options.articles ?? loadArticles())].sort(newestFirst);
  let origin = '';
  const app = wireApp({ publishers, articles, now, origin: () => origin });
  const server = createAdaptorServer({ fetch: app.fetch, hostname });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostname, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const bound = server.address() as AddressInfo;
  origin = `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`;
  return {
    origin,
    feeds: [...publishers.values()].map((publisher) => feedSource(publisher, origin)),
    articles: articles.length,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

function feedSource(publisher: Publisher, origin: string): FeedSource {
  const { id, name, family, language, topics } = publisher;
  return { id, url: origin + feedPath(publisher), publisher: name, family, language, topics, interval: 300 };
}

interface Shop {
  publishers: Map<string, Publisher>;
  articles: WireArticle[];
  now: () => Date;
  origin: () => string;
}

function wireApp(shop: Shop): Hono {
  const app = new Hono();
  const byPath = new Map(shop.articles.map((article) => [article.path, article]));
  const once = keepOnce();
  const out = (article: WireArticle) => article.published <= shop.now();
  const ofPublisher = ({ id }: Publisher) =>
    shop.articles.filter((article) => article.publisher === id && out(article));
  const publisherOf = (c: Context) => shop.publishers.get(c.req.param('publisher') ?? '');

  app.get('/', (c) => answer(c.req.raw, indexPage(shop, out)));
  app.get('/robots.txt', (c) => answer(c.req.raw, robots));
  app.get('/styles/:file{[a-z-]+\\.css}', (c) => {
    const template = c.req.param('file').slice(0, -'.css'.length);
    const known = [...shop.publishers.values()].some(({ page }) => page.template === template);
    return known
      ? answer(
          c.req.raw,
          once(c.req.path, () => styleSheet(template)),
        )
      : c.notFound();
  });
  app.get('/:publisher/', (c) => {
    const publisher = publisherOf(c);
    return publisher ? answer(c.req.raw, frontPage(publisher, ofPublisher(publisher))) : c.notFound();
  });
  app.get('/:publisher/:file{feed\\.(xml|atom|json)}', (c) => {
    const publisher = publisherOf(c);
    if (!publisher || c.req.path !== feedPath(publisher)) return c.notFound();
    const listed = ofPublisher(publisher);
    return answer(
      c.req.raw,
      // The list is in order of time, so that its length alone says which articles are out.
      once(`${c.req.path} ${listed.length}`, () => feedFile(publisher, listed, shop.origin())),
    );
  });
  app.get('/:publisher/pictures/:file{[a-z0-9-]+\\.svg}', (c) => {
    const slug = c.req.param('file').slice(0, -'.svg'.length);
    const publisher = publisherOf(c);
    const article = publisher && ofPublisher(publisher).find((one) => one.slug === slug);
    return article
      ? answer(
          c.req.raw,
          once(c.req.path, () => picture(article, publisher)),
        )
      : c.notFound();
  });
  app.get('/:publisher/:year/:month/:page', (c) => {
    const article = byPath.get(c.req.path);
    const publisher = publisherOf(c);
    if (!article || !publisher || !out(article)) return c.notFound();
    return answer(
      c.req.raw,
      once(article.path, () => articlePage(article, publisher, shop)),
    );
  });
  app.notFound((c) => c.html(writeNotFound(c.req.path), 404));
  return app;
}

/** Keeps each resource after it was first written: a page is asked for many times and never changes. */
function keepOnce() {
  const kept = new Map<string, Resource>();
  return (key: string, write: () => Resource): Resource => {
    const known = kept.get(key);
    if (known) return known;
    const made = write();
    kept.set(key, made);
    return made;
  };
}

const robots: Resource = {
  body: Buffer.from('User-agent: *\nDisallow: /search\n'),
  type: 'text/plain; charset=utf-8',
  lastModified: startedAt,
  maxAge: pageAge,
};

const styleSheet = (template: string): Resource => ({
  body: readFileSync(new URL(`templates/${template}.css`, import.meta.url)),
  type: 'text/css; charset=utf-8',
  lastModified: startedAt,
  maxAge: pageAge,
});

const htmlType = (encoding: string) => `text/html; charset=${encoding}`;
const newestOf = (articles: WireArticle[]): Date => articles[0]?.published ?? new Date(0);

function indexPage({ publishers, articles }: Shop, out: (article: WireArticle) => boolean): Resource {
  const listed = articles.filter(out);
  const counts = new Map<string, number>();
  for (const { publisher } of listed) counts.set(publisher, (counts.get(publisher) ?? 0) + 1);
  const body = Buffer.from(writeIndex([...publishers.values()], counts));
  return { body, type: htmlType('utf-8'), lastModified: newestOf(listed), maxAge: feedAge };
}

const frontPage = (publisher: Publisher, articles: WireArticle[]): Resource => ({
  body: encodePage(writeFront(publisher, articles), publisher),
  type: htmlType(publisher.page.encoding),
  lastModified: newestOf(articles),
  maxAge: feedAge,
});

function feedFile(publisher: Publisher, articles: WireArticle[], origin: string): Resource {
  const text = writeFeed(publisher, articles, origin);
  const body = publisher.feed.encoding === 'gb18030' ? encodeMarkup(text) : Buffer.from(text);
  return { body, type: feedType(publisher), lastModified: newestOf(articles), maxAge: feedAge };
}

const articlePage = (article: WireArticle, publisher: Publisher, shop: Shop): Resource => ({
  body: encodePage(writePage(article, shop.articles, shop.publishers, shop.origin()), publisher),
  type: htmlType(publisher.page.encoding),
  lastModified: article.published,
  maxAge: pageAge,
});

const picture = (article: WireArticle, publisher: Publisher): Resource => ({
  body: Buffer.from(drawPicture(article, publisher)),
  type: 'image/svg+xml',
  lastModified: article.published,
  maxAge: pageAge,
});
