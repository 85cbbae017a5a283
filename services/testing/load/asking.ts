import autocannon from 'autocannon';

/** How an address did under many connections. Times in milliseconds. */
export interface Asked {
  path: string;
  perSecond: number;
  p50: number;
  p99: number;
  /** Answers that were no 2xx, and requests without one. */
  faults: number;
}

/** What readers and programs ask most. */
const paths = [
  '/v1/articles?limit=20',
  '/v1/search?q=entity%3Ahuawei%20licence',
  '/v1/stories?limit=20',
  '/v1/trends?entity=nvidia&by=week',
  '/',
];

/** Asks each address in turn over so many connections at once, each of which is a reader of its own by X-Forwarded-For. */
export async function askMany(
  origin: string,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Asked[]> {
  const answers: Asked[] = [];
  let readers = 0;
  for (const path of paths) {
    const { requests, latency, errors, timeouts, non2xx } = await autocannon({
      url: origin + path,
      connections,
      duration: Math.max(1, Math.round(seconds / paths.length)),
      timeout: 30,
      setupClient: (client) => {
        const nth = readers++ % connections;
        client.setHeaders({ 'x-forwarded-for': `10.0.${nth >> 8}.${nth & 255}` });
      },
    });
    answers.push({
      ...{ path, perSecond: Math.round(requests.average) },
      ...{ p50: latency.p50, p99: latency.p99, faults: errors + timeouts + non2xx },
    });
  }
  return answers;
}
