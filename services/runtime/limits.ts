import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

/** What is counted apart. */
export type Counted = 'api' | 'pages' | 'wrong-keys';

/** How much somebody may still ask for. */
export interface Budget {
  /** Requests a minute. */
  limit: number;
  remaining: number;
  /** Seconds until all of it is there again. */
  reset: number;
  /** Whether it was used up before. */
  over: boolean;
}

export interface Limits {
  /** Takes one from somebody’s budget, and says what is left. */
  take(what: Counted, who: string): Promise<Budget>;
  /** The budget as it stands. */
  look(what: Counted, who: string): Promise<Budget>;
  close(): Promise<void>;
}

interface LimitOptions {
  /** API requests a minute that one may make. */
  perMinute: number;
  /** Where processes count together; each counts alone without one, and while it is away. */
  redisUrl?: string | undefined;
  /** Start of the keys there. */
  prefix: string;
  /** Told that Redis is out of reach, with its reason. */
  report(reason: string): void;
}

const seconds = 60;
/** Nobody reads twenty pages a second. */
const pagesPerMinute = 1200;
/** Enough for typing errors. */
const wrongKeysPerMinute = 20;
/** Redis away must not make a page late. */
const redisMs = 300;
const readyMs = 1000;
const reportEveryMs = 60_000;

/** Takes a second at most, should Redis not answer. */
export async function openLimits({ perMinute, redisUrl, prefix, report }: LimitOptions): Promise<Limits> {
  const redis = redisUrl ? await connect(redisUrl, report) : null;
  const limiter = (what: Counted, points: number) => {
    const own = { points, duration: seconds, keyPrefix: `${prefix}:limit:${what}` };
    const memory = new RateLimiterMemory(own);
    return redis
      ? new RateLimiterRedis({
          ...own,
          storeClient: redis,
          rejectIfRedisNotReady: true,
          insuranceLimiter: memory,
        })
      : memory;
  };
  const limiters = {
    api: limiter('api', perMinute),
    pages: limiter('pages', pagesPerMinute),
    'wrong-keys': limiter('wrong-keys', wrongKeysPerMinute),
  };
  return {
    async take(what, who) {
      const { points } = limiters[what];
      return budget(points, await limiters[what].consume(who).catch(usedUp));
    },
    async look(what, who) {
      const { points } = limiters[what];
      return budget(points, await limiters[what].get(who));
    },
    close: async () => redis?.disconnect(),
  };
}

async function connect(url: string, report: LimitOptions['report']): Promise<Redis> {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: redisMs,
    connectTimeout: 5000,
  });
  let reportedAt = 0;
  redis.on('error', (error: Error) => {
    if (Date.now() - reportedAt < reportEveryMs) return;
    reportedAt = Date.now();
    report(error.message);
  });
  await new Promise((done) => {
    redis.once('ready', done).once('error', done);
    setTimeout(done, readyMs).unref();
  });
  return redis;
}

/** A budget that is used up comes as an error. */
function usedUp(refused: unknown): RateLimiterRes {
  if (refused instanceof RateLimiterRes) return refused;
  throw refused;
}

function budget(limit: number, counted: RateLimiterRes | null): Budget {
  const taken = counted?.consumedPoints ?? 0;
  return {
    limit,
    remaining: Math.max(0, limit - taken),
    reset: Math.max(0, Math.ceil((counted?.msBeforeNext ?? 0) / 1000)),
    over: taken > limit,
  };
}
