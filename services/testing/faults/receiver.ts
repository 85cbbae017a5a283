import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { NoticeContent } from '../../alert/notice.ts';

/** One request that a hook took, in the order of arrival. */
export interface Received {
  at: number;
  /** Place of the hook. */
  hook: number;
  /** `webhook-id`, the same at every try. */
  id: string;
  alertId: number | null;
  /** Addresses of the articles that it tells of. */
  urls: string[];
  /** Matches beyond those. */
  more: number;
  /** Without what may change from try to try. */
  said: string;
}

/** A receiver of webhooks with several hooks, which keeps a log of all that it took. */
export interface Receiver {
  host: string;
  hooks: { url: string; secret: string }[];
  log: Received[];
  /** Requests that no secret of theirs signed. */
  forged: string[];
  onReceived(listen: (received: Received) => void): void;
  close(): Promise<void>;
}

/** @param delayMs drawn anew for each request: it is answered so long after it was logged */
export async function startReceiver(hooks: number, delayMs: () => number): Promise<Receiver> {
  const secrets = Array.from({ length: hooks }, () => `whsec_${randomBytes(32).toString('base64')}`);
  const [log, forged]: [Received[], string[]] = [[], []];
  let listen: (received: Received) => void = () => {};
  const server = createServer((req, res) => void take(req, res).catch(() => res.destroy()));
  async function take(req: IncomingMessage, res: ServerResponse) {
    const hook = Number(req.url?.slice(1));
    const received = verified(secrets[hook]!, req, await bodyOf(req));
    if (typeof received === 'string') forged.push(received);
    else {
      log.push({ ...received, hook });
      listen(log.at(-1)!);
    }
    await new Promise((done) => setTimeout(done, delayMs()));
    res.writeHead(204).end();
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...{ host, log, forged, hooks: secrets.map((secret, n) => ({ url: `http://${host}/${n}`, secret })) },
    onReceived(to) {
      listen = to;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part);
  return Buffer.concat(parts).toString();
}

/** @returns what is wrong with it where it is not signed as it should be */
function verified(secret: string, req: IncomingMessage, body: string): Omit<Received, 'hook'> | string {
  let payload: { data: NoticeContent };
  try {
    payload = new Webhook(secret).verify(body, req.headers as Record<string, string>) as typeof payload;
  } catch (error) {
    return `${req.url}: ${(error as Error).message}`;
  }
  const { data } = payload;
  return {
    ...{ at: Date.now(), id: String(req.headers['webhook-id']), alertId: data.alert?.id ?? null },
    ...{ urls: data.matches.flatMap(({ article }) => article?.url ?? []), more: data.more },
    said: JSON.stringify(data),
  };
}
