import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What a bad line does to what it carries. */
export interface Toxics {
  /** Milliseconds before each piece is passed on. */
  delayMs: number;
  /** Bytes of a piece at most: a message comes in many, cut anywhere. */
  pieceBytes: number;
}

export const goodLine: Toxics = { delayMs: 0, pieceBytes: 65_536 };

/** A line between a client and a server on this machine, as bad as one likes. */
export interface LineProxy {
  port: number;
  /** From the next piece on. */
  spoil(toxics: Toxics): void;
  /** Breaks every connection by a reset. @returns how many there were */
  reset(): number;
  /** Breaks every connection and refuses new ones, until {@link LineProxy.mend}. */
  cut(): void;
  /** A good line again. */
  mend(): void;
  close(): Promise<void>;
}

/** @param port of the server, on loopback */
export async function startProxy(port: number): Promise<LineProxy> {
  let toxics = goodLine;
  let isCut = false;
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (client) => {
    if (isCut) return void client.resetAndDestroy();
    const upstream = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
    client.setNoDelay(true);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    }
    void carry(client, upstream, () => toxics);
    void carry(upstream, client, () => toxics);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const reset = () => {
    const open = sockets.size / 2;
    for (const socket of sockets) socket.resetAndDestroy();
    return open;
  };
  return {
    port: (server.address() as AddressInfo).port,
    spoil(wanted) {
      toxics = wanted;
    },
    reset,
    cut() {
      isCut = true;
      reset();
    },
    mend() {
      [toxics, isCut] = [goodLine, false];
    },
    async close() {
      reset();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Passes on what comes, in order; whoever sends waits while it is held up. */
async function carry(from: Socket, to: Socket, toxics: () => Toxics): Promise<void> {
  try {
    // One whose end was heard may still be written to.
    for await (const chunk of from.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>)
      for (let at = 0; at < chunk.length; ) {
        const { delayMs, pieceBytes } = toxics();
        if (delayMs > 0) await new Promise((go) => setTimeout(go, delayMs));
        if (to.destroyed) return;
        if (!to.write(chunk.subarray(at, at + pieceBytes))) await Promise.race([once(to, 'drain'), gone(to)]);
        at += pieceBytes;
      }
    to.end();
  } catch {
    to.resetAndDestroy(); // the other end of what broke breaks too
  }
}

const gone = (socket: Socket) => new Promise((done) => socket.once('close', done));
