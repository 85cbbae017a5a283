import { mkdirSync } from 'node:fs';
import { openDatabase } from '../db/client.ts';
import type { Database } from '../db/database.ts';
import { syncFeeds } from '../db/feeds.ts';
import { hasAdminKey } from '../db/keys.ts';
import type { ReplicaSettings, ReplicaState } from '../db/replica.ts';
import { syncRights } from '../db/rights.ts';
import { hasUnsigned } from '../db/signatures.ts';
import { isForPrograms, pathToTell } from './api/access.ts';
import { eventWriter } from './api/alertStream.ts';
import { createApi } from './api/app.ts';
import { isLoopback } from './api/origin.ts';
import { onError } from './api/problems.ts';
import { readingFrom } from './api/reading.ts';
import { signatureVersion } from './cluster/signature.ts';
import { syncEntityList } from './entityList.ts';
import { traceOf } from './faults.ts';
import { createFinder } from './feeds/finder.ts';
import { listen, openFront, type Watch } from './front.ts';
import { startHealth } from './health/start.ts';
import { mcpRoutes } from './mcp/routes.ts';
import { createMetrics } from './metrics/metrics.ts';
import { boardRoutes } from './queues/board.ts';
import { openSight } from './queues/sight.ts';
import { type AllowList, allowList, type Resolve } from './runtime/address.ts';
import { type Config, ConfigError, homeOf, userAgent } from './runtime/config.ts';
import type { FeedSource, Rights } from './runtime/feeds.ts';
import { createHttp } from './runtime/http.ts';
import type { Log } from './runtime/log.ts';
import { openQueues, type QueueHome } from './runtime/queue.ts';
import { freeBytes, hasRoom } from './runtime/room.ts';
import { version } from './runtime/version.ts';
import type { ChannelRules } from './watch/channels.ts';
import { createSender, type Sender } from './watch/delivery/sender.ts';
import { createMatcher } from './watch/live/matcher.ts';
import { createStreams } from './watch/stream/streams.ts';
import { signInRoutes } from './web/access/signIn.tsx';
import { unsubscribeRoutes } from './web/alerts/unsubscribe.tsx';
import { brokenPage, createPages } from './web/pages.tsx';
import type { Context } from './worker/context.ts';
import { startTagging } from './worker/engine.ts';
import { type Gate, gateBy } from './worker/gate.ts';
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
  /** Bytes that are free on the disk of the archive, and addresses of hosts, where they are not asked of the system. */
  free?: () => Promise<number>;
  resolve?: Resolve;
  /** Hosts that are asked without pauses; those of CHIPWIRE_ALLOW_HOSTS when absent. */
  unspaced?: AllowList;
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
  /** What works or answers: it ends together, before what it stands on. */
  const ends: (() => Promise<void>)[] = [];
  let stopping = false;
  const close = async () => {
    stopping = true;
    await Promise.all(ends.splice(0).map((end) => end()));
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
        connections: config.CHIPWIRE_CONNECTIONS,
        name: nameOf(roles),
        replica: roles.web ? replicaOf(options) : undefined,
      });
    };
    const db = options.db ?? (await open());
    closers.push(() => db.close());
    const sight = openSight(queueHome(db, config), log);
    closers.push(sight.close);
    const now = options.now ?? systemNow;
    const embedded = db.home === 'embedded' && !options.db;
    const free = options.free ?? (embedded ? () => freeBytes(config.CHIPWIRE_DATA) : undefined);
    const { health, pulse } = await startHealth(db, { ...options, now, free });
    closers.push(pulse.close);
    const metrics = createMetrics({ db, queues: sight.counts, health, free, now });
    const watch: Watch = { metrics, health, sight, isStopping: () => stopping };
    await syncEntityList(db.orm, config.CHIPWIRE_ENTITIES);
    if (feeds) await syncFeeds(db.orm, feeds, now());
    if (options.rights) await syncRights(db.orm, options.rights);
    // The pages first: they can be opened while the first feeds are polled.
    const web = roles.web ? await serveWeb(db, options, watch) : await serveMetrics(db, options, watch);
    if (web) ends.push(web.close);
    if (roles.web && !isLoopback(config.HOST) && !(await hasAdminKey(db.orm)))
      log.warn(
        'nobody can change anything from elsewhere yet: `chipwire keys create NAME --scope admin` makes a key',
      );
    if (roles.workers) {
      const home = homeOf(config, roles.web ? web!.origin : null);
      ends.push(await startWorkers(db, options, home, watch, gateBy(pulse, free)));
    }
    if (roles.workers && (await hasUnsigned(db.orm, signatureVersion)))
      log.warn(
        'some articles were grouped by an earlier method; `chipwire recluster` brings them into today’s stories',
      );
    return { db, origin: roles.web ? web!.origin : null, close };
  } catch (error) {
    await close().catch((fault) => log.error({ reason: String(fault) }, 'could not close'));
    throw error;
  }
}

const systemNow = () => new Date();

/** The read replica, which is told of in the log whenever its state changes. */
function replicaOf({ config, log }: AppOptions): ReplicaSettings | undefined {
  const url = config.DATABASE_REPLICA_URL;
  if (!url) return undefined;
  return {
    url,
    onState: (state, behindMs) =>
      log[state === 'used' ? 'info' : 'warn']({ state, behindMs }, `read replica: ${replicaWords[state]}`),
    onRefusal: (reason) => log.debug({ reason }, 'the read replica refused a query; the primary answers it'),
  };
}

const replicaWords: Record<ReplicaState, string> = {
  starting: 'not yet as far as its primary was when this process began',
  used: 'pages and API read from it',
  behind: 'too far behind; everything reads from the primary',
  away: 'does not answer; everything reads from the primary',
  other: 'is no replica of DATABASE_URL; everything reads from the primary. Check DATABASE_REPLICA_URL',
};

/** What the database server's own views call this process. */
const nameOf = ({ workers, web }: AppOptions['roles']) =>
  `chipwire${workers && web ? '' : workers ? ' worker' : ' web'}`;

/** @throws ConfigError when the embedded database could not even start */
async function refuseFullDisk(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  if (!(await hasRoom(folder)))
    throw new ConfigError(
      `The disk of ${folder} is almost full. Free some space, or choose another folder with CHIPWIRE_DATA.`,
    );
}

async function startWorkers(
  db: Database,
  options: AppOptions,
  home: string,
  { metrics }: Watch,
  gate: Gate,
): Promise<() => Promise<void>> {
  const { config, log, now = systemNow, random = Math.random } = options;
  const http = createHttp({
    userAgent: userAgent(version, config.CHIPWIRE_CONTACT),
    allowHosts: config.CHIPWIRE_ALLOW_HOSTS,
    ...(options.resolve ? { resolve: options.resolve } : {}),
  });
  const report = (reason: string) => log.warn({ reason }, 'the built-in engine judges sentiment for now');
  const threads = await startTagging(config, { orm: db.orm, now, report });
  metrics.threads(threads.load);
  const sender = openSender(config);
  const queues = openQueues(queueHome(db, config), log);
  const allow = allowList(config.CHIPWIRE_ALLOW_HOSTS);
  const { unspaced = allow } = options;
  const polite = politely({ orm: db.orm, http, allow, unspaced, judge: threads.robots, now });
  const matcher = createMatcher(db.orm);
  const ctx: Context = {
    orm: db.orm,
    http: polite,
    threads,
    matcher,
    sender,
    home,
    log,
    meter: metrics.meter,
    now,
    random,
  };
  const running = await runWorkers(ctx, queues, config.CHIPWIRE_WORKERS, gate);
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

/** Shows the metrics of a process that has no pages, where the settings ask for it. */
async function serveMetrics(
  db: Database,
  { config, log, notice, now = systemNow }: AppOptions,
  watch: Watch,
) {
  const port = config.CHIPWIRE_METRICS_PORT;
  if (port === undefined) return null;
  const { app, ...front } = await openFront(db, { config, log, notice, now }, watch);
  app.onError(onError(reportTo(log)));
  const server = await listen(app, config, port, log);
  log.info(`metrics are at ${server.origin}/metrics`);
  return {
    origin: server.origin,
    close: async () => {
      await server.close();
      await front.close();
    },
  };
}

const reportTo = (log: Log) => (error: Error, path: string) =>
  log.error({ path: pathToTell(path), reason: traceOf(error) }, 'request failed');

async function serveWeb(db: Database, { config, log, notice, now = systemNow }: AppOptions, watch: Watch) {
  const { orm } = db;
  const report = reportTo(log);
  const { app, identity, ...front } = await openFront(db, { config, log, notice, now }, watch);
  let home = homeOf(config, null);
  const streams = createStreams({
    ...{ orm, write: eventWriter(() => home) },
    report: (error) => log.warn({ reason: traceOf(error) }, 'live notices could not be read'),
  });
  const rules = rulesOf(config);
  const known = config.CHIPWIRE_URL && home;
  const finder = createFinder(config, { orm, now });
  const reading = readingFrom(db, now);
  app.use(reading.choose);
  const api = createApi({
    orm: reading.orm,
    now,
    version,
    report,
    rules,
    streams,
    finder,
    health: watch.health,
    home: known,
  });
  app.route('/', api);
  app.route('/', mcpRoutes({ api, home: () => home, now, report }));
  app.route('/', signInRoutes({ ...identity, notice }));
  app.route('/', unsubscribeRoutes({ orm, now }));
  app.route('/', boardRoutes(watch.sight));
  app.route(
    '/',
    createPages({ orm: reading.orm, now, notice, report, rules, finder, health: watch.health, home: known }),
  );
  // What breaks in front of the routes, such as finding out who asks while the database is away.
  const [told, shown] = [onError(report), brokenPage({ notice, report })];
  app.onError((error, c) => (isForPrograms(c.req.path) ? told(error, c) : shown(error, c)));
  const server = await listen(app, config, config.PORT, log);
  home = homeOf(config, server.origin);
  return {
    origin: server.origin,
    close: async () => {
      streams.close();
      await server.close();
      await finder.close();
      await front.close();
    },
  };
}

const rulesOf = ({ CHIPWIRE_SMTP_URL, CHIPWIRE_CHANNEL_HOSTS }: Config): ChannelRules => ({
  mail: CHIPWIRE_SMTP_URL !== undefined,
  allow: allowList(CHIPWIRE_CHANNEL_HOSTS),
});
