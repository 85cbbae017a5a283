import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { load } from 'cheerio/slim';
import { openDemo } from '../../testing/demo.ts';

// What each page weighs on its way to a browser that has nothing yet, and how long the server takes for it, on the archive
// of the sample wire. The page under "first" is what a reader meets first; the aim is 50 KB and 100 ms at p95.

const rounds = Number(process.argv[2] ?? 40);

/** Every kind of page, with the busiest examples of the sample wire. */
const pages: Record<string, string> = {
  first: '/',
  stories: '/stories',
  'search, empty': '/search',
  'search, words': '/search?q=entity:huawei+licence',
  'search, Chinese': '/search?q=%E5%87%BA%E5%8F%A3%E7%AE%A1%E5%88%B6',
  entities: '/entities',
  entity: '/entities/nvidia',
  'entity, rule': '/entities/affiliates-rule',
  trends: '/trends',
  'trends, compared': '/trends?q=entity:nvidia&compare=entity:huawei&compare=entity:deepseek',
  clocks: '/clocks',
  instruments: '/instruments',
  releases: '/releases',
  alerts: '/alerts',
  'new alert': '/alerts/new',
  feeds: '/feeds',
  method: '/method',
};

const demo = await openDemo();
const gzip = { 'accept-encoding': 'gzip' };

/** Bytes of the answer's body as sent, and unpacked. */
async function weigh(path: string): Promise<{ bytes: number; whole: number; body: string }> {
  const chunks = await fetchRaw(path);
  const body = chunks.packed ? gunzipSync(chunks.bytes) : chunks.bytes;
  return { bytes: chunks.bytes.length, whole: body.length, body: body.toString() };
}

/** `fetch` unpacks by itself; what counts here is what went over the line. */
function fetchRaw(path: string): Promise<{ bytes: Buffer; packed: boolean; status: number }> {
  return new Promise((resolve, reject) => {
    request(`${demo.origin}${path}`, { headers: gzip }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({
          bytes: Buffer.concat(chunks),
          packed: answer.headers['content-encoding'] === 'gzip',
          status: answer.statusCode!,
        }),
      );
    })
      .on('error', reject)
      .end();
  });
}

const quantile = (sorted: number[], share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

try {
  const { body } = await weigh('/stories');
  const story = /href="(\/stories\/\d+)"/.exec(body)?.[1];
  const rows = [];
  for (const [name, path] of Object.entries({
    ...pages,
    article: '/articles/50',
    ...(story ? { story } : {}),
  })) {
    const page = await weigh(path);
    const $ = load(page.body);
    const assets = $('link[rel=stylesheet], script[src]')
      .toArray()
      .map(({ attribs }) => attribs.href ?? attribs.src!);
    let files = 0;
    for (const asset of new Set(assets)) files += (await weigh(asset)).bytes;
    const times = [];
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      const { status } = await fetchRaw(path);
      times.push(performance.now() - start);
      if (status !== 200) throw new Error(`${path} answered ${status}`);
    }
    times.sort((a, b) => a - b);
    rows.push({
      page: name,
      'page, sent': kb(page.bytes),
      'with its files': kb(page.bytes + files),
      'page, whole': kb(page.whole),
      'p50 ms': Math.round(quantile(times, 0.5)),
      'p95 ms': Math.round(quantile(times, 0.95)),
    });
  }
  console.table(rows);
} finally {
  await demo.close();
}
