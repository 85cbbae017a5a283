import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { Database } from '../db/database.ts';
import { access, type IdentityDeps } from './api/access.ts';
import { type Proxies, readProxies } from './api/client.ts';
import { usually } from './api/headers.ts';
import { hostName, isLoopback } from './api/origin.ts';
import { whileStopping } from './api/stopping.ts';
import { inTurn } from './api/turns.ts';
import type { Health } from './health/health.ts';
import type { Metrics } from './metrics/metrics.ts';
import { watchRequests } from './metrics/requests.ts';
import { metricsRoutes } from './metrics/routes.ts';
import type { QueueSight } from './queues/sight.ts';
import { type Config, ConfigError } from './runtime/config.ts';
import { drainable } from './runtime/drain.ts';
import { openLimits } from './runtime/limits.ts';
import type { Log } from './runtime/log.ts';
import { refusalPage } from './web/access/signIn.tsx';
import { speaking } from './web/language/speaking.ts';

/** What is shown of this process to whoever runs it. */
export interface Watch {
  metrics: Metrics;
  health: Health;
  sight: QueueSight;
  isStopping(): boolean;
}

interface FrontOptions {
  config: Config;
  log: Log;
  notice?: string | undefined;
  now(): Date;
}

export interface Front {
  /** Routes are mounted behind what stands in front of all of them; /metrics is there already. */
  app: Hono;
  identity: IdentityDeps;
  close(): Promise<void>;
}

/** What stands in front of all routes: what is mounted behind it knows by it who asks. */
export async function openFront(
  { orm }: Pick<Database, 'orm'>,
  { config, log, notice, now }: FrontOptions,
  { metrics, isStopping }: Pick<Watch, 'metrics' | 'isStopping'>,
): Promise<Front> {
  const isProxy = proxiesOf(config);
  const limits = await openLimits({
    perMinute: config.CHIPWIRE_REQUESTS_PER_MINUTE,
    redisUrl: config.REDIS_URL,
    prefix: config.CHIPWIRE_QUEUE_PREFIX,
    report: (reason) =>
      log.warn({ reason }, 'requests are counted in this process alone: Redis is out of reach'),
  });
  const ownOrigin = config.CHIPWIRE_URL && new URL(config.CHIPWIRE_URL).origin;
  const identity = { orm, now, limits, isProxy, ownOrigin, reading: config.CHIPWIRE_READING };
  const app = new Hono();
  app.use(watchRequests({ log, meter: metrics.meter }));
  app.use(compress());
  app.use(usually);
  app.use(whileStopping(isStopping));
  app.use(speaking);
  app.use(access({ ...identity, refusePage: refusalPage(notice) }));
  app.use(inTurn());
  app.route('/', metricsRoutes(metrics));
  return { app, identity, close: () => limits.close() };
}

/** @throws ConfigError naming what is no address */
function proxiesOf(config: Config): Proxies {
  try {
    return readProxies(config.CHIPWIRE_PROXIES.length > 0 ? config.CHIPWIRE_PROXIES : proxiesHere(config));
  } catch (error) {
    throw new ConfigError(`CHIPWIRE_PROXIES: ${(error as Error).message}.`);
  }
}

/**
 * What listens to this machine alone and is opened elsewhere has a proxy in front of it, which may not say so: what it
 * passes on must not count as this machine’s own.
 */
const proxiesHere = ({ HOST, CHIPWIRE_URL }: Config) =>
  CHIPWIRE_URL && isLoopback(HOST) && !isLoopback(hostName(new URL(CHIPWIRE_URL).host))
    ? ['127.0.0.0/8', '::1']
    : [];

export interface Listening {
  /** Such as http://127.0.0.1:4310. */
  origin: string;
  /** Takes no more requests and lets those under way end. */
  close(): Promise<void>;
}

/** A process that is asked to stop has ten seconds, and some of them are needed after the last answer. */
const longestRequestMs = 7_000;

/** Serves on HOST at a port, or at a free one where it is taken. */
export async function listen(app: Hono, config: Config, port: number, log: Log): Promise<Listening> {
  const server = await listening(app, config, port, log);
  return { origin: originOf(server), close: drainable(server, longestRequestMs) };
}

function listening(app: Hono, config: Config, port: number, log: Log): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve({
      fetch: app.fetch,
      hostname: config.HOST,
      port,
      // A client that sends its request a byte at a time is cut off; looked for once a second, not in 30.
      serverOptions: { headersTimeout: 8000, requestTimeout: 11_000, connectionsCheckingInterval: 1000 },
    }) as Server;
    server.once('listening', () => resolve(server));
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      log.warn(`port ${port} is taken; using a free one instead`);
      listening(app, config, 0, log).then(resolve, reject);
    });
  });
}

function originOf(server: Server): string {
  const { address, port } = server.address() as AddressInfo;
  const everywhere = address === '0.0.0.0' || address === '::';
  const host = everywhere ? 'localhost' : address.includes(':') ? `[${address}]` : address;
  return `http://${host}:${port}`;
}
