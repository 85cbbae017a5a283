import { runUntilSignal } from '../../process.ts';
import { allowList } from '../../runtime/address.ts';
import { readConfig } from '../../runtime/config.ts';
import { readFeeds } from '../../runtime/feeds.ts';

// `chipwire worker` or `chipwire web`, save that only some of the hosts on loopback are asked without pauses.
await runUntilSignal(() => {
  const config = readConfig(process.env);
  const workers = process.env.SCALE_ROLE === 'worker';
  const unspaced = allowList((process.env.SCALE_UNSPACED ?? '').split(',').filter(Boolean));
  return {
    ...{ config, unspaced, roles: { workers, web: !workers } },
    ...(workers ? readFeeds(config.CHIPWIRE_FEEDS) : {}),
  };
});
