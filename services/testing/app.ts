import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import type { Database } from '../../db/database.ts';
import { type App, type AppOptions, startApp } from '../app.ts';
import { readConfig } from '../runtime/config.ts';
import type { FeedSource } from '../runtime/feeds.ts';

type Answer = (req: IncomingMessage, res: ServerResponse) => void;

/** A publisher on a free loopback port: what stands in `answers` by path, 404 for the rest; `asked` counts requests. */
export async function startPublisher() {
  const answers: Record<string, Answer> = {};
  const asked: Record<string, number> = {};
  const server = createServer((req, res) => {
    const path = (req.url ?? '/').split('?')[0] ?? '/';
    asked[path] = (asked[path] ?? 0) + 1;
    const answer = answers[path];
    if (answer) answer(req, res);
    else res.writeHead(404).end('nothing here');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { host, origin: `http://${host}`, answers, asked, close };
}

/** Answers 200 with a body of a media type. */
export const give =
  (type: string, body: string): Answer =>
  (_, res) => {
    res.writeHead(200, { 'content-type': type }).end(body);
  };

/** A plain article page. */
export const articlePage = (title: string, paragraphs: string[]) =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><nav><a href="/">Home</a> <a href="/chips">Chips</a></nav><main><article><h1>${title}</h1>${paragraphs
    .map((text) => `<p>${text}</p>`)
    .join('')}</article></main><footer>About us</footer></body></html>`;

/** Starts Chipwire on a test database with the queues of the home under test; its log is silent. */
export function startTestApp(
  db: Database,
  feeds: FeedSource[],
  more: Partial<AppOptions> & { allowHosts?: string[]; prefix?: string } = {},
): Promise<App> {
  const { allowHosts = [], prefix = randomBytes(6).toString('hex'), ...options } = more;
  const config = readConfig({
    PORT: '0',
    REDIS_URL: process.env.REDIS_URL,
    CHIPWIRE_QUEUE_PREFIX: prefix,
    CHIPWIRE_ALLOW_HOSTS: allowHosts.join(','),
  });
  return startApp({
    config,
    db,
    feeds,
    log: pino({ level: 'silent' }),
    roles: { workers: true, web: true },
    ...options,
  });
}

/** A feed source for tests. */
export const feedAt = (id: string, url: string, more: Partial<FeedSource> = {}): FeedSource => ({
  id,
  url,
  publisher: 'Example Wire',
  family: 'wire',
  language: 'en',
  topics: ['export-controls'],
  interval: 1800,
  ...more,
});

/** An RSS document with these entries. */
export const rss = (
  entries: { title: string; link: string; date?: string; guid?: string; html?: string }[],
) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Example</title><link>https://example.com/</link>${entries
    .map(
      ({ title, link, date, guid, html }) =>
        `<item><title>${title}</title><link>${link}</link>${guid ? `<guid isPermaLink="false">${guid}</guid>` : ''}${date ? `<pubDate>${date}</pubDate>` : ''}${html ? `<description><![CDATA[${html}]]></description>` : ''}</item>`,
    )
    .join('')}</channel></rss>`;
