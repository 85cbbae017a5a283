import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { feedType, writeFeed } from '../../demo/wire/feeds.ts';
import { encodeMarkup } from '../../demo/wire/gb18030.ts';
import { encodePage, writePage } from '../../demo/wire/pages.tsx';
import { feedPath, type Publisher } from '../../demo/wire/publishers.ts';
import type { FeedSource } from '../../runtime/feeds.ts';
import { LoadArticles, type Scale } from './articles.ts';

/** As many entries as feeds usually list. */
const listed = 40;
const pollEverySeconds = 300;

export interface LoadWire {
  host: string;
  feeds: FeedSource[];
  close(): Promise<void>;
}

/**
 * Serves a scaled sample wire on a free loopback port: feeds with their newest articles, with validators, and pages.
 *
 * @param now milliseconds of the clock by which articles appear
 */
export async function startLoadWire(scale: Scale, now: () => number = Date.now): Promise<LoadWire> {
  const articles = new LoadArticles(scale);
  const byId = new Map(articles.publishers.map((publisher, feed) => [publisher.id, feed]));
  const names = new Map(articles.publishers.map((publisher) => [publisher.id, publisher]));
  let origin = '';

  function feed(of: number, publisher: Publisher, req: IncomingMessage, res: ServerResponse): void {
    const out = articles.outAt(of, now());
    const tag = `"${publisher.id}-${out}"`;
    if (req.headers['if-none-match'] === tag) return void res.writeHead(304, { etag: tag }).end();
    const newest = Array.from({ length: Math.min(listed, out) }, (_, n) =>
      articles.article({ feed: of, nth: out - 1 - n }),
    );
    const text = writeFeed(publisher, newest, origin);
    const body = publisher.feed.encoding === 'gb18030' ? encodeMarkup(text) : Buffer.from(text);
    res.writeHead(200, { 'content-type': feedType(publisher), etag: tag }).end(body);
  }

  function page(of: number, publisher: Publisher, number: number, res: ServerResponse): void {
    const nth = (number - of) / scale.feeds;
    if (!Number.isInteger(nth) || nth < 0 || nth >= articles.outAt(of, now()))
      return void res.writeHead(404).end();
    const older = Array.from({ length: Math.min(nth, 8) }, (_, n) =>
      articles.article({ feed: of, nth: nth - 1 - n }),
    );
    const article = articles.article({ feed: of, nth });
    const body = encodePage(writePage(article, older, names, origin), publisher);
    res.writeHead(200, { 'content-type': `text/html; charset=${publisher.page.encoding}` }).end(body);
  }

  const server = createServer((req, res) => {
    const path = (req.url ?? '/').split('?')[0]!;
    const id = path.split('/')[1] ?? '';
    const [of, publisher] = [byId.get(id), names.get(id)];
    const number = /\/a(\d+)\.html$/.exec(path)?.[1];
    if (of === undefined || !publisher) res.writeHead(404).end();
    else if (path === feedPath(publisher)) feed(of, publisher, req, res);
    else if (number) page(of, publisher, Number(number), res);
    else res.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  origin = `http://${host}`;
  return {
    host,
    feeds: articles.publishers.map((publisher) => ({
      id: publisher.id,
      url: origin + feedPath(publisher),
      publisher: publisher.name,
      family: publisher.family,
      language: publisher.language,
      topics: publisher.topics,
      interval: pollEverySeconds,
    })),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
