import { articlePage, rss, startPublisher } from '../app.ts';
import { happeningsOf } from '../faults/happenings.ts';
import { randomFrom } from '../faults/random.ts';

/** A request that a publisher had, in milliseconds since 1970. */
export interface Visit {
  path: string;
  from: number;
  until: number;
}

/** A publisher whose articles are there from the start. */
export interface ScalePublisher {
  host: string;
  feeds: { id: string; url: string }[];
  /** Paths of its articles. */
  articles: string[];
  /** In the order in which they came. */
  visits: Visit[];
  close(): Promise<void>;
}

/**
 * @param name begins the ids of its feeds, which divide the articles among them
 * @param count of articles
 * @param answersMs how long it takes for each answer
 */
export async function startScalePublisher(
  name: string,
  { feeds: feedCount, count, answersMs }: { feeds: number; count: number; answersMs: number },
): Promise<ScalePublisher> {
  const { host, origin, answers, close } = await startPublisher();
  const visits: Visit[] = [];
  const give = (path: string, type: string, body: string) => {
    answers[path] = (_, res) => {
      const visit = { path, from: Date.now(), until: Number.POSITIVE_INFINITY };
      visits.push(visit);
      setTimeout(() => {
        visit.until = Date.now();
        res.writeHead(200, { 'content-type': type }).end(body);
      }, answersMs);
    };
  };
  const random = randomFrom(name.length);
  const shown = Array.from({ length: count }, (_, nth) => happeningsOf(nth, random)[0]!);
  const paths = shown.map((_, nth) => `/${name}-${nth}`);
  for (const [nth, { title, paragraphs }] of shown.entries())
    give(paths[nth]!, 'text/html; charset=utf-8', articlePage(title, paragraphs));
  const feeds = Array.from({ length: feedCount }, (_, feed) => {
    const listed = shown.flatMap(({ title }, nth) =>
      nth % feedCount === feed
        ? [{ title, link: origin + paths[nth], guid: paths[nth]!, date: new Date().toUTCString() }]
        : [],
    );
    give(`/feed-${feed}.xml`, 'application/rss+xml', rss(listed));
    return { id: `${name}-${feed}`, url: `${origin}/feed-${feed}.xml` };
  });
  return { host, feeds, articles: paths, visits, close };
}

/** The shortest time, in milliseconds, between the end of a visit and the beginning of the next. */
export function shortestGap(visits: Visit[]): number {
  const inOrder = visits.toSorted((one, other) => one.from - other.from);
  return Math.min(...inOrder.slice(1).map(({ from }, nth) => from - inOrder[nth]!.until));
}
