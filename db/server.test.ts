import { createServer, type Server, type Socket } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { openServer } from './server.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server that lets everybody in and breaks the connection at the first statement. */
async function startBreaking(): Promise<string> {
  const server = createServer((socket: Socket) => {
    socket.on('error', () => {});
    const letIn = Buffer.from('5200000008000000005a0000000549', 'hex');
    socket.once('data', () => {
      socket.write(letIn);
      socket.once('data', () => socket.destroy());
    });
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  return `postgres://chipwire@127.0.0.1:${port}/postgres`;
}

test('transactions whose connection breaks as they begin leave no client out of the pool', async () => {
  const db = await openServer(await startBreaking(), 0);
  for (let n = 0; n < 30; n++)
    await expect(db.orm.transaction((tx) => tx.execute(sql`select 1`))).rejects.toMatchObject({
      cause: expect.objectContaining({ message: expect.stringMatching(/terminated|ECONNRESET/) }),
    });
  await db.close();
}, 20_000);
