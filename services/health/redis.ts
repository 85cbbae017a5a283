import { Redis } from 'ioredis';

/** What a Redis says of itself. */
export interface RedisState {
  /** Bytes that it uses, and may use; 0 for all there are. */
  used: number;
  most: number;
  /** What it does when it has used them up. */
  policy: string;
}

const connectMs = 3_000;

/**
 * Asks a Redis how it is, over a connection of its own: one that is being made again says nothing of how things are.
 *
 * @throws what the way to it, or Redis itself, said
 */
export async function askRedis(url: string): Promise<RedisState> {
  let fault: Error | undefined;
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    connectTimeout: connectMs,
    retryStrategy: () => null,
  });
  redis.on('error', (error: Error) => {
    fault = error;
  });
  try {
    await redis.connect();
    await redis.ping();
    return stateIn(await redis.info('memory'));
  } catch (error) {
    throw fault ?? error; // the first says why, the second that it did not work
  } finally {
    redis.disconnect();
  }
}

function stateIn(info: string): RedisState {
  const lines = info.split('\n');
  const value = (name: string) =>
    lines
      .find((line) => line.startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim() ?? '';
  return {
    used: Number(value('used_memory')),
    most: Number(value('maxmemory')),
    policy: value('maxmemory_policy'),
  };
}
