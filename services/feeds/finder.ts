import { setTimeout as sleep } from 'node:timers/promises';
import type { Orm } from '../../db/database.ts';
import { allowList } from '../runtime/address.ts';
import { type Config, userAgent } from '../runtime/config.ts';
import { createHttp } from '../runtime/http.ts';
import { version } from '../runtime/version.ts';
import { politely } from '../worker/polite.ts';
import { startThreads } from '../worker/threads.ts';
import { type FeedFinder, type FindTools, findFeeds } from './find.ts';

/** Each holds a thread and somebody’s patience. */
const mostAtOnce = 3;
const mostBytes = 3_000_000;
const timeoutMs = 8000;

/**
 * Makes the finder of this process, as polite as its workers: one request at a time for each host over all processes, no
 * private addresses but those that the operator allows. Nothing is started before the first search.
 */
export function createFinder(config: Config, { orm, now }: { orm: Orm; now(): Date }): FeedFinder {
  let opened: ReturnType<typeof open> | undefined;
  let searching = 0;

  function open() {
    const { CHIPWIRE_ALLOW_HOSTS: allowHosts, CHIPWIRE_CONTACT, CHIPWIRE_ENTITIES } = config;
    const http = createHttp({
      ...{ userAgent: userAgent(version, CHIPWIRE_CONTACT), allowHosts, maxBytes: mostBytes, timeoutMs },
    });
    const threads = startThreads(CHIPWIRE_ENTITIES);
    const polite = politely({ orm, http, allow: allowList(allowHosts), judge: threads.robots, now });
    const tools: FindTools = {
      // Of a page that never ends its beginning does: links to feeds stand there.
      get: (url, options) => polite.get(url, { ...options, cut: true }),
      parse: (text, url) => threads.parse({ text, url }),
      ...{ now, sleep },
    };
    return { tools, close: async () => void (await Promise.all([threads.close(), http.close()])) };
  }

  return {
    async find(address) {
      if (searching >= mostAtOnce) return { address, feeds: [], left: 0, fault: 'busy', reason: null };
      searching++;
      try {
        opened ??= open();
        return await findFeeds(address, opened.tools);
      } finally {
        searching--;
      }
    },
    close: async () => opened?.close(),
  };
}
