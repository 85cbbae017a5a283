import type { Server } from 'node:http';

/**
 * Looks after the requests of a server.
 *
 * @param longestMs that a request may still take once the server is asked to stop
 * @returns what stops it: nothing new is taken, what is under way ends, and so do connections on which nothing is
 */
export function drainable(server: Server, longestMs: number): () => Promise<void> {
  let underWay = 0;
  server.on('request', (_, response) => {
    underWay++;
    response.once('close', () => underWay--);
  });
  return () =>
    new Promise((done) => {
      const end = performance.now() + longestMs;
      // A browser opens connections before it needs them, and would hold the server as long as it likes.
      const look = setInterval(() => {
        if (underWay === 0 || performance.now() >= end) server.closeAllConnections();
      }, 100);
      server.close(() => {
        clearInterval(look);
        done();
      });
    });
}
