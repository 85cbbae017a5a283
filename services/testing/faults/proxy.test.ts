import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type LineProxy, startProxy } from './proxy.ts';

let echo: Server;
let proxy: LineProxy;
afterEach(async () => {
  await proxy?.close();
  echo?.close();
});

/** A line to a server that says everything again. */
async function open(): Promise<Socket> {
  echo = createServer((socket) => void socket.on('error', () => {}).pipe(socket)).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  proxy = await startProxy((echo.address() as AddressInfo).port);
  return call();
}
async function call(): Promise<Socket> {
  const socket = connect(proxy.port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}
const broken = async (socket: Socket) => (await once(socket, 'error'))[0].code;

test('a slow line in small pieces brings every byte in order, later', async () => {
  const socket = await open();
  proxy.spoil({ delayMs: 2, pieceBytes: 7 });
  const sent = Buffer.from(Array.from({ length: 2000 }, (_, n) => n % 251));
  const came: Buffer[] = [];
  const started = performance.now();
  socket.on('data', (piece: Buffer) => came.push(piece));
  socket.end(sent);
  await once(socket, 'end');
  expect(Buffer.concat(came).equals(sent)).toBe(true);
  expect(came.length).toBeGreaterThan(50);
  expect(performance.now() - started).toBeGreaterThan(2 * 250);
});

test('a reset breaks what is open, a cut what comes too, until it is mended', async () => {
  const socket = await open();
  socket.write('x');
  await once(socket, 'data');
  const breaks = broken(socket);
  expect(proxy.reset()).toBe(1);
  expect(await breaks).toBe('ECONNRESET');
  proxy.cut();
  expect(await broken(connect(proxy.port, '127.0.0.1'))).toBe('ECONNRESET');
  proxy.mend();
  const again = await call();
  again.write('y');
  expect(String((await once(again, 'data'))[0])).toBe('y');
  again.destroy();
});
