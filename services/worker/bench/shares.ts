import { type CpuProfile, everyStack } from './profile.ts';

/** Where a stack's time counts: the first rule that fits a frame, from the innermost frame outwards. */
const rules: [name: string, fits: RegExp][] = [
  ['collecting garbage', /^\(garbage collector\)/],
  ['queue (BullMQ, Redis)', /node_modules\/(?:bullmq|ioredis|msgpackr|@ioredis|redis-parser)\//],
  [
    'database (drizzle, pg or PGlite, SQL of jobs too when embedded)',
    /wasm|node_modules\/(?:@electric-sql|drizzle-orm|pg|pg-[a-z]+|postgres-[a-z]+)\/|\/db\//,
  ],
  [
    'fetch: requests and robots.txt',
    /node_modules\/(?:undici|robots-parser|ipaddr\.js)\/|services\/runtime\/http|services\/worker\/polite/,
  ],
  [
    'fetch: decoding and reading feeds',
    /node_modules\/(?:rss-parser|xml2js|sax|entities)\/|services\/fetch\//,
  ],
  [
    'read: the page',
    /node_modules\/(?:cheerio|htmlparser2|parse5|dom[a-z-]+|css-[a-z]+)\/|services\/extract\//,
  ],
  ['tag: names', /services\/tag\/names\//],
  ['tag: sentiment', /services\/tag\/sentiment\//],
  ['tag: events', /services\/tag\/events\//],
  [
    'tag: the rest (quotes, releases, topics, language, rows)',
    /services\/tag\/|services\/worker\/storedTags|node_modules\/(?:compromise|eld)\//,
  ],
  ['cluster', /services\/(?:cluster|stories)\//],
  ['search: words of the index', /services\/(?:search|text)\//],
  ['match and deliver', /services\/(?:alert|watch)\//],
  ['between threads', /node_modules\/piscina\/|services\/worker\/thread|node:internal\/worker|postMessage/],
];
export const shareNames = [...rules.map(([name]) => name), 'the rest (Node, logs, stages)'];

/** Microseconds by part over the profiles of all threads; time in which a thread waited is left out. */
export function sharesOf(profiles: readonly CpuProfile[]): Map<string, number> {
  const spent = new Map(shareNames.map((name) => [name, 0]));
  for (const profile of profiles)
    for (const { frames, micros } of everyStack(profile)) {
      const inward = frames.toReversed();
      let part: string | undefined;
      for (const frame of inward) {
        part = rules.find(([, fits]) => fits.test(frame))?.[0];
        if (part) break;
      }
      part ??= shareNames.at(-1)!;
      spent.set(part, spent.get(part)! + micros);
    }
  return spent;
}
