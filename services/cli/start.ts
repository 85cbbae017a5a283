import { runUntilSignal } from '../process.ts';
import { ConfigError, ownFeeds, readConfig } from '../runtime/config.ts';
import { readFeeds } from '../runtime/feeds.ts';

/** Runs these halves of Chipwire in this process until it is asked to stop. */
export function start(roles: { workers: boolean; web: boolean }): Promise<void> {
  return runUntilSignal(() => {
    const config = readConfig(process.env);
    if (!config.DATABASE_URL && !(roles.workers && roles.web))
      throw new ConfigError(
        'The embedded database belongs to one process: use `chipwire start`, or set DATABASE_URL to a PostgreSQL server.',
      );
    if (!roles.workers) return { config, roles };
    const list = config.CHIPWIRE_FEEDS;
    const greeting = [`feeds are those of ${list}${list === ownFeeds ? ', which comes with Chipwire' : ''}`];
    return { config, roles, greeting, ...readFeeds(list) };
  });
}
