import { runUntilSignal } from './process.ts';
import { readConfig } from './runtime/config.ts';
import { readFeeds } from './runtime/feeds.ts';

// Everything in one process, on the embedded database unless DATABASE_URL and REDIS_URL say otherwise.
await runUntilSignal(() => {
  const config = readConfig(process.env);
  return { config, ...readFeeds(config.CHIPWIRE_FEEDS), roles: { workers: true, web: true } };
});
