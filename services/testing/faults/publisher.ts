import { articlePage, rss, startPublisher } from '../app.ts';
import type { Shown } from './happenings.ts';

const publishers = ['wire', 'courier'] as const;

/** Publishers on loopback whose articles appear a round at a time, each round in feeds of its own. */
export interface Publishers {
  host: string;
  /** Shows these articles; the last of them in both feeds. @returns the feeds that list them */
  show(round: number, articles: readonly Shown[]): { id: string; url: string }[];
  urlOf(article: Shown): string;
  /** Called with each request, feeds and pages. */
  onRequest(listen: (kind: 'feed' | 'page', round: number) => void): void;
  close(): Promise<void>;
}

export async function startPublishers(): Promise<Publishers> {
  const { host, origin, answers, close } = await startPublisher();
  let listen: (kind: 'feed' | 'page', round: number) => void = () => {};
  const give = (kind: 'feed' | 'page', round: number, path: string, type: string, body: string) => {
    answers[path] = (_, res) => {
      listen(kind, round);
      res.writeHead(200, { 'content-type': type }).end(body);
    };
  };
  return {
    ...{ host, close },
    urlOf: ({ path }) => origin + path,
    onRequest(to) {
      listen = to;
    },
    show(round, articles) {
      for (const { path, title, paragraphs } of articles)
        give('page', round, path, 'text/html; charset=utf-8', articlePage(title, paragraphs));
      return publishers.map((publisher) => {
        const id = `r${round}-${publisher}`;
        const date = new Date().toUTCString();
        const own = articles.filter((article) => article.publisher === publisher);
        const listed = own.map(({ path, title }) => ({ title, link: origin + path, guid: path, date }));
        const last = articles.at(-1);
        if (last && last.publisher !== publisher) listed.push(repeatOf(last, origin, date));
        give('feed', round, `/${id}.xml`, 'application/rss+xml', rss(listed));
        return { id, url: `${origin}/${id}.xml` };
      });
    },
  };
}

/** The same article as another’s feed shows it: with an id of its own and an address that is tracked. */
const repeatOf = ({ path, title }: Shown, origin: string, date: string) => ({
  title,
  link: `${origin}${path}?utm_source=feed`,
  guid: `repeat${path}`,
  date,
});
