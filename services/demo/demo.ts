import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runUntilSignal } from '../process.ts';
import { ConfigError, readConfig } from '../runtime/config.ts';
import { startWire, type Wire } from './wire/wire.ts';

const usualPort = 4311;

/** The product on the sample wire: the same process as `chipwire start`, but the feeds are invented publishers on loopback. */
export const runDemo = (): Promise<void> =>
  runUntilSignal(async () => {
    const config = readConfig({ CHIPWIRE_DATA: 'data-demo', ...process.env });
    const wire = await startWireFor(config.CHIPWIRE_DATA);
    return {
      config: {
        ...config,
        CHIPWIRE_ALLOW_HOSTS: [...config.CHIPWIRE_ALLOW_HOSTS, new URL(wire.origin).host],
      },
      feeds: wire.feeds,
      roles: { workers: true, web: true },
      notice: 'Demonstration: these publishers are invented; their articles retell the public record.',
      greeting: [
        `sample wire: ${wire.articles} articles of ${wire.feeds.length} invented publishers at ${wire.origin}`,
      ],
      close: () => wire.close(),
    };
  });

/**
 * Starts the wire on the port that this archive's articles were found at: an article is known by its address, and the
 * port is part of it. A new archive takes any free port when the usual one is taken.
 */
async function startWireFor(folder: string): Promise<Wire> {
  const file = join(folder, 'wire-port');
  const known = existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined;
  const wire = await startWire({ port: known ?? usualPort }).catch((error) => {
    if (error.code !== 'EADDRINUSE') throw error;
    if (known === undefined) return startWire();
    throw new ConfigError(
      `Port ${known}, where the sample wire of ${folder} was, is taken. Stop what uses it, or start a new archive with CHIPWIRE_DATA.`,
    );
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, new URL(wire.origin).port);
  return wire;
}
