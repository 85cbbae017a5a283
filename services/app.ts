import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { openDatabase } from '../db/client.ts';
import type { Database } from '../db/database.ts';
import { syncFeeds } from '../db/feeds.ts';
import { hasAdminKey } from '../db/keys.ts';
import { syncRights } from '../db/rights.ts';
import { hasUnsigned } from '../db/signatures.ts';
import { access, isForPrograms, pathToTell } from './api/access.ts';
import { eventWriter } from './api/alertStream.ts';
import { createApi } from './api/app.ts';
import { type Proxies, readProxies } from './api/client.ts';
import { hostName, isLoopback } from './api/origin.ts';
import { onError } from './api/problems.ts';
import { signatureVersion } from './cluster/signature.ts';
import { syncEntityList } from './entityList.ts';
import { traceOf } from './faults.ts';
import { createFinder } from './feeds/finder.ts';
import { allowList } from './runtime/address.ts';
import { type Config, ConfigError, homeOf, userAgent } from './runtime/config.ts';
import type { FeedSource, Rights } from './runtime/feeds.ts';
import { createHttp } from './runtime/http.ts';
import { openLimits } from './runtime/limits.ts';
import type { Log } from './runtime/log.ts';
import { openQueues, type QueueHome } from './runtime/queue.ts';
import { hasRoom } from './runtime/room.ts';
import { version } from './runtime/version.ts';
import type { ChannelRules } from './watch/channels.ts';
import { createSender, type Sender } from './watch/delivery/sender.ts';
import { createMatcher } from './watch/live/matcher.ts';
import { createStreams } from './watch/stream/streams.ts';
import { refusalPage, signInRoutes } from './web/access/signIn.tsx';
import { unsubscribeRoutes } from './web/alerts/unsubscribe.tsx';
import { speaking } from './web/language/speaking.ts';
import { brokenPage, createPages } from './web/pages.tsx';
import type { Context } from './worker/context.ts';
import { startTagging } from './worker/engine.ts';
import { stageNames } from './worker/pipeline.ts';
import { politely } from './worker/polite.ts';
import { runWorkers } from './worker/run.ts';

export interface AppOptions {
  config: Config;
  log: Log;
  /** Feeds to poll; absent in a process that only serves. */
  feeds?: FeedSource[];
  /** What may be done with publishers' texts; as the archive knows it when absent. */
  rights?: Rights[];
  /** Which halves of Chipwire run in this process. */
  roles: { workers: boolean; web: boolean };
  /** A line at the top of every page. */
  notice?: string;
  /** An open, migrated database to use instead of the one that the settings name; it is closed with the app. */
  db?: Database;
  now?: () => Date;
  random?: () => number;
}

export interface App {
  db: Database;
  /** Where the pages are, such as http://127.0.0.1:4310; null without the web role. */
  origin: string | null;
  /** Lets running jobs end, then closes everything; safe to call twice. */
  close(): Promise<void>;
}

/**
 * Puts Chipwire together and starts it: the one place where settings become parts.
 *
 * @throws ConfigError, FolderInUseError, or what the database or the port said
 */
export async function startApp(options: AppOptions): Promise<App> {
  const { config, log, feeds, roles } = options;
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const queueWorkers = roles.workers && !config.REDIS_URL ? stageNames.length : 0;
    const open = async () => {
      if (!config.DATABASE_URL) await refuseFullDisk(config.CHIPWIRE_DATA);
      return openDatabase({
        databaseUrl: config.DATABASE_URL,
        dataFolder: config.CHIPWIRE_DATA,
        queueWorkers,
      });
    };
    const db = options.db ?? (await open());
    closers.push(() => db.close());
    await syncEntityList(db.orm, config.CHIPWIRE_ENTITIES);
    if (feeds) await syncFeeds(db.orm, feeds, (options.now ?? systemNow)());
    if (options.rights) await syncRights(db.orm, options.rights);
    // The pages first: they can be opened while the first feeds are polled.
    const web = roles.web ? await serveWeb(db, options) : null;
    if (web) closers.push(web.close);
    if (web && !isLoopback(config.HOST) && !(await hasAdminKey(db.orm)))
      log.warn(
        'nobody can change anything from elsewhere yet: `chipwire keys create NAME --scope admin` makes a key',
      );
    if (roles.workers) closers.push(await startWorkers(db, options, homeOf(config, web?.origin ?? null)));
    if (roles.workers && (await hasUnsigned(db.orm, signatureVersion)))
      log.warn(
        'some articles were grouped by an earlier method; `chipwire recluster` brings them into today’s stories',
      );
    return { db, origin: web?.origin ?? null, close };
  } catch (error) {
    await close().catch((fault) => log.error({ reason: String(fault) }, 'could not close'));
    throw error;
  }
}

const systemNow = () => new Date();

/** @throws ConfigError when the embedded database could not even start */
async function refuseFullDisk(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  if (!(await hasRoom(folder)))
    throw new ConfigError(
      `The disk of ${folder} is almost full. Free some space, or choose another folder with CHIPWIRE_DATA.`,
    );
}

async function startWorkers(db: Database, options: AppOptions, home: string): Promise<() => Promise<void>> {
  const { config, log, now = systemNow, random = Math.random } = options;
  const http = createHttp({
    userAgent: userAgent(version, config.CHIPWIRE_CONTACT),
    allowHosts: config.CHIPWIRE_ALLOW_HOSTS,
  });
  const report = (reason: string) => log.warn({ reason }, 'the built-in engine judges sentiment for now');
  const threads = await startTagging(config, { orm: db.orm, now, report });
  const sender = openSender(config);
  const queues = openQueues(queueHome(db, config), log);
  const allow = allowList(config.CHIPWIRE_ALLOW_HOSTS);
  const polite = politely({ orm: db.orm, http, allow, judge: threads.robots, now });
  const matcher = createMatcher(db.orm);
  const ctx: Context = { orm: db.orm, http: polite, threads, matcher, sender, home, log, now, random };
  const embedded = db.home === 'embedded' && !options.db;
  const room = embedded ? () => hasRoom(config.CHIPWIRE_DATA) : undefined;
  const running = await runWorkers(ctx, queues, config.CHIPWIRE_WORKERS, room);
  return async () => {
    await running.close();
    await threads.close();
    await sender.close();
    await http.close();
  };
}

function openSender(config: Config): Sender {
  const { CHIPWIRE_SMTP_URL: url, CHIPWIRE_MAIL_FROM: from } = config;
  return createSender({
    userAgent: userAgent(version, config.CHIPWIRE_CONTACT),
    allowHosts: config.CHIPWIRE_CHANNEL_HOSTS,
    mail: url && from ? { url, from } : null,
  });
}

const queueHome = (db: Database, { REDIS_URL, CHIPWIRE_QUEUE_PREFIX }: Config): QueueHome =>
  REDIS_URL
    ? { redisUrl: REDIS_URL, prefix: CHIPWIRE_QUEUE_PREFIX }
    : { pool: db.queuePool, alone: db.home === 'embedded' };

async function serveWeb(db: Database, { config, log, notice, now = systemNow }: AppOptions) {
  const { orm } = db;
  const isProxy = proxiesOf(config);
  const report = (error: Error, path: string) =>
    log.error({ path: pathToTell(path), reason: traceOf(error) }, 'request failed');
  const limits = await openLimits({
    perMinute: config.CHIPWIRE_REQUESTS_PER_MINUTE,
    redisUrl: config.REDIS_URL,
    prefix: config.CHIPWIRE_QUEUE_PREFIX,
    report: (reason) =>
      log.warn({ reason }, 'requests are counted in this process alone: Redis is out of reach'),
  });
  const app = new Hono();
  app.use(compress());
  // In front of everything: what is mounted below knows by it who asks.
  const ownOrigin = config.CHIPWIRE_URL && new URL(config.CHIPWIRE_URL).origin;
  const identity = { orm, now, limits, isProxy, ownOrigin, reading: config.CHIPWIRE_READING };
  app.use(speaking);
  app.use(access({ ...identity, refusePage: refusalPage(notice) }));
  let home = homeOf(config, null);
  const streams = createStreams({
    ...{ orm, write: eventWriter(() => home) },
    report: (error) => log.warn({ reason: traceOf(error) }, 'live notices could not be read'),
  });
  const rules = rulesOf(config);
  const known = config.CHIPWIRE_URL && home;
  const finder = createFinder(config, { orm, now });
  app.route('/', createApi({ orm, now, version, report, rules, streams, finder, home: known }));
  app.route('/', signInRoutes({ ...identity, notice }));
  app.route('/', unsubscribeRoutes({ orm, now }));
  app.route('/', createPages({ orm, now, notice, report, rules, finder, home: known }));
  // What breaks in front of the routes, such as finding out who asks while the database is away.
  const [told, shown] = [onError(report), brokenPage({ notice, report })];
  app.onError((error, c) => (isForPrograms(c.req.path) ? told(error, c) : shown(error, c)));
  const server = await listen(app, config, log);
  const { address, port } = server.address() as AddressInfo;
  const host =
    address === '0.0.0.0' || address === '::'
      ? 'localhost'
      : address.includes(':')
        ? `[${address}]`
        : address;
  const origin = `http://${host}:${port}`;
  home = homeOf(config, origin);
  return {
    origin,
    close: async () => {
      streams.close();
      await closed(server);
      await finder.close();
      await limits.close();
    },
  };
}

const rulesOf = ({ CHIPWIRE_SMTP_URL, CHIPWIRE_CHANNEL_HOSTS }: Config): ChannelRules => ({
  mail: CHIPWIRE_SMTP_URL !== undefined,
  allow: allowList(CHIPWIRE_CHANNEL_HOSTS),
});

function closed(server: ReturnType<typeof serve>): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    if ('closeIdleConnections' in server) server.closeIdleConnections();
    // A browser keeps its connection open for a while; it gets a second.
    setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 1000).unref();
  });
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

function listen(app: Hono, config: Config, log: Log): Promise<ReturnType<typeof serve>> {
  return new Promise((resolve, reject) => {
    const server = serve({
      fetch: app.fetch,
      hostname: config.HOST,
      port: config.PORT,
      // A client that sends its request a byte at a time is cut off; looked for once a second, not in 30.
      serverOptions: { headersTimeout: 8000, requestTimeout: 11_000, connectionsCheckingInterval: 1000 },
    });
    server.once('listening', () => resolve(server));
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      log.warn(`port ${config.PORT} is taken; using a free one instead`);
      listen(app, { ...config, PORT: 0 }, log).then(resolve, reject);
    });
  });
}
