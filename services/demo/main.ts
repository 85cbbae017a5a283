import { runUntilSignal } from '../process.ts';
import { readConfig } from '../runtime/config.ts';
import { startWire } from './wire/wire.ts';

/** Always the same one where it is free: articles are known by their address, and the port is part of it. */
const wirePort = 4311;

// The product on the sample wire: the same process as `npm start`, but the feeds are invented publishers on loopback.
await runUntilSignal(async () => {
  const wire = await startWire({ port: wirePort }).catch(() => startWire());
  const config = readConfig({ CHIPWIRE_DATA: 'data-demo', ...process.env });
  return {
    config: { ...config, CHIPWIRE_ALLOW_HOSTS: [...config.CHIPWIRE_ALLOW_HOSTS, new URL(wire.origin).host] },
    feeds: wire.feeds,
    roles: { workers: true, web: true },
    greeting: [
      `sample wire: ${wire.articles} articles of ${wire.feeds.length} invented publishers at ${wire.origin}`,
    ],
    close: () => wire.close(),
  };
});
