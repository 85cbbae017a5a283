import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { countSteps } from '../../../db/articles.ts';
import { articles } from '../../../db/schema.ts';
import { startApp } from '../../app.ts';
import { readConfig } from '../../runtime/config.ts';
import { virtualNow } from './clock.ts';
import type { LoadSettings, Sample, WireReady } from './settings.ts';

// The process that is measured: workers and pages on the home that the environment names, on a virtual clock. It tells
// its parent, whose first message is what to follow, how it stands.
const everyMs = 5_000;
const [{ clock, feeds }] = (await once(process, 'message')) as [
  Pick<LoadSettings, 'clock'> & Pick<WireReady, 'feeds'>,
];
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const app = await startApp({
  config: readConfig(process.env),
  feeds,
  log: pino({ level: process.env.LOG_LEVEL ?? 'error', base: null }),
  roles: { workers: true, web: true },
  now: () => new Date(virtualNow(clock)),
});
const lag = monitorEventLoopDelay({ resolution: 10 });
lag.enable();
const begun = performance.now();
process.on('disconnect', () => process.exit());
process.send?.({ origin: app.origin });

async function sample(): Promise<Sample> {
  const late = Math.max(0, lag.percentile(99) / 1e6 - 10);
  lag.reset();
  const { found, read, tagged, failed } = await countSteps(app.db.orm);
  const done = await app.db.orm.$count(articles, eq(articles.step, 'clustered'));
  collect();
  lag.reset(); // a collection is the measurement's own
  const { rss, heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const megabytes = (bytes: number) => Math.round(bytes / 1e5) / 10;
  return {
    ...{ second: Math.round((performance.now() - begun) / 1000), waiting: found + read + tagged },
    ...{ done, failed, lag: Math.round(late), cpu: Math.round((user + system) / 1e6) },
    ...{ rss: megabytes(rss), heap: megabytes(heapUsed), external: megabytes(external) },
  };
}

let busy = false;
setInterval(() => {
  if (busy) return;
  busy = true;
  sample()
    .then(
      (now) => process.send?.({ sample: now }),
      () => {},
    )
    .finally(() => {
      busy = false;
    });
}, everyMs);
process.on('SIGTERM', () => void app.close().finally(() => process.exit(0)));
