import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';

/** Receivers that misbehave, each on a port of its own. */
export interface BadReceivers {
  kinds: string[];
  urlOf(kind: string): string;
  hosts: string[];
  /** Requests that came to each. */
  asked: Map<string, number>;
  /** Requests that came to where one of them redirects. */
  redirected(): number;
  close(): Promise<void>;
}

const ten = 10_000_000;

export async function startBadReceivers(): Promise<BadReceivers> {
  const asked = new Map<string, number>();
  const servers = new Map<string, Server>();
  let redirected = 0;
  const inside = createHttpServer((_, res) => {
    redirected += 1;
    res.end();
  });
  const secret = await portOf(inside);
  const answers: Record<string, RequestListener> = {
    hangs: () => {},
    drips: (_, res) => drip(() => res.write('.')),
    redirects: (_, res) => void res.writeHead(302, { location: `http://127.0.0.1:${secret}/` }).end(),
    'answers 500': (_, res) => void res.writeHead(500).end('out of order'),
    'answers 10 MB': (_, res) => void res.writeHead(200).end(Buffer.alloc(ten, 'x')),
  };
  for (const [kind, answer] of Object.entries(answers)) servers.set(kind, createHttpServer(answer));
  servers.set(
    'resets',
    createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.resetAndDestroy());
    }),
  );
  const ports = new Map<string, number>();
  for (const [kind, server] of servers) {
    server.on(kind === 'resets' ? 'connection' : 'request', () =>
      asked.set(kind, (asked.get(kind) ?? 0) + 1),
    );
    ports.set(kind, await portOf(server));
  }
  return {
    ...{ kinds: [...servers.keys()], asked, redirected: () => redirected },
    urlOf: (kind) => `http://127.0.0.1:${ports.get(kind)}/`,
    hosts: [...ports.values()].map((port) => `127.0.0.1:${port}`),
    close: async () => {
      await Promise.all([inside, ...servers.values()].map(end));
    },
  };
}

const createHttpServer = (answer: RequestListener): Server =>
  createServer((req, res) => {
    res.on('error', () => {});
    req.resume();
    answer(req, res);
  });

/** A byte every 200 ms, for as long as somebody takes it. */
function drip(write: () => boolean): void {
  const timer = setInterval(() => write() || clearInterval(timer), 200);
  timer.unref();
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

function end(server: Server): Promise<void> {
  if ('closeAllConnections' in server) (server.closeAllConnections as () => void)();
  return new Promise((done) => {
    server.close(() => done());
  });
}
