import type { Victim } from './home.ts';
import { type LineProxy, startProxy } from './proxy.ts';

export const lineVictims: readonly Victim[] = ['line-reset', 'line-cut', 'line-slow'];

/** Cut anywhere in a message, as a network may at any time. */
const usual = { delayMs: 0, pieceBytes: 900 };
/** A query of a few hundred bytes takes about half a second. */
const slow = { delayMs: 100, pieceBytes: 64 };

/** Bad lines to two servers. */
export async function startLines(databaseUrl: string, redisUrl: string) {
  const [database, redis] = await Promise.all([through(databaseUrl), through(redisUrl)]);
  const proxies = [database.proxy, redis.proxy];
  const all = async (act: (proxy: LineProxy) => unknown) => proxies.forEach(act);
  const kills: Partial<Record<Victim, (proxy: LineProxy) => unknown>> = {
    'line-reset': (proxy) => proxy.reset(),
    'line-cut': (proxy) => proxy.cut(),
    'line-slow': (proxy) => proxy.spoil(slow),
  };
  const revive = () =>
    all((proxy) => {
      proxy.mend();
      proxy.spoil(usual);
    });
  await revive();
  return {
    urls: { DATABASE_URL: database.url, REDIS_URL: redis.url },
    kill: (victim: Victim) => all(kills[victim]!),
    revive,
    close: async () => void (await Promise.all(proxies.map((proxy) => proxy.close()))),
  };
}

/** A line to a server, and the server's address at its near end. */
async function through(address: string) {
  const url = new URL(address);
  const proxy = await startProxy(Number(url.port));
  url.port = `${proxy.port}`;
  return { proxy, url: url.href };
}
