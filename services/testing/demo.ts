import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { countSteps } from '../../db/articles.ts';
import { countUnmatched } from '../../db/matches.ts';
import { startApp } from '../app.ts';
import { startWire } from '../demo/wire/wire.ts';
import { readConfig } from '../runtime/config.ts';

/** Longer than the sample wire takes on two busy cores. */
const patienceMs = 600_000;

/** The whole product over the sample wire, in an archive of its own, when all of the wire is in it: about a minute. */
export async function openDemo() {
  const folder = mkdtempSync(join(tmpdir(), 'chipwire-demo-'));
  const wire = await startWire();
  const app = await startApp({
    config: readConfig({ PORT: '0', CHIPWIRE_DATA: folder, CHIPWIRE_ALLOW_HOSTS: new URL(wire.origin).host }),
    feeds: wire.feeds,
    log: pino({ level: 'silent' }),
    roles: { workers: true, web: true },
  });
  const close = async () => {
    await app.close();
    await wire.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const end = Date.now() + patienceMs;
  for (;;) {
    const { clustered, found, read, tagged } = await countSteps(app.db.orm);
    const underWay = found + read + tagged + (await countUnmatched(app.db.orm)).waiting;
    if (clustered >= wire.articles && underWay === 0) return { origin: app.origin!, orm: app.db.orm, close };
    if (Date.now() > end) {
      await close();
      throw new Error(
        `Only ${clustered} of ${wire.articles} articles arrived in ${patienceMs / 60_000} minutes.`,
      );
    }
    await sleep(500);
  }
}
