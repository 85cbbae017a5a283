import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { createHttp, type Http, HttpError, type HttpSettings } from '../http.ts';

const open: (Server | TcpServer)[] = [];
const clients: Http[] = [];

/** Ends what the functions below have started; for `afterEach`. */
export async function endServers(): Promise<void> {
  await Promise.all(clients.splice(0).map((http) => http.close()));
  for (const server of open.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
}

/** A server on a free loopback port, with its requests counted. */
export async function serve(
  answer: RequestListener,
): Promise<{ url: string; host: string; hits: () => number }> {
  let hits = 0;
  const server = createServer((request, response) => {
    hits += 1;
    answer(request, response);
  });
  return { ...(await listen(server)), hits: () => hits };
}

/** A server that writes what it likes, correct HTTP or not. */
export async function serveRaw(write: string | Buffer, end = true): Promise<{ url: string; host: string }> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => (end ? socket.end(write) : socket.write(write)));
  });
  return listen(server);
}

async function listen(server: Server | TcpServer): Promise<{ url: string; host: string }> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  open.push(server);
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `http://${host}/`, host };
}

/** A client that may ask these hosts. */
export function client(allowHosts: string[], settings: Partial<HttpSettings> = {}): Http {
  const http = createHttp({ userAgent: 'Chipwire/test', allowHosts, ...settings });
  clients.push(http);
  return http;
}

export const text = (body: Uint8Array) => Buffer.from(body).toString();

/** What a request failed with. */
export async function failure(request: Promise<unknown>): Promise<HttpError> {
  const error = await request.then(
    () => new Error('there was an answer'),
    (thrown) => thrown,
  );
  if (!(error instanceof HttpError)) throw error;
  return error;
}
