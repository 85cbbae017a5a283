import { join } from 'node:path';
import { askOf } from './asks.ts';
import { type Home, type HomeSettings, hostSettings } from './home.ts';
import { freePort, startChipwire } from './processes.ts';

/** Everything in one process on the embedded database. */
export async function startEmbedded(settings: HomeSettings): Promise<Home> {
  const port = await freePort();
  const env = { ...hostSettings(settings), CHIPWIRE_DATA: join(settings.folder, 'data'), PORT: `${port}` };
  const start = async () => {
    const process = startChipwire(env, join(settings.folder, 'chipwire.log'));
    const { archive, ready } = askOf(process.child);
    await ready;
    return { ...process, archive };
  };
  let running = await start();
  return {
    victims: ['process'],
    origin: `http://127.0.0.1:${port}`,
    archive: () => running.archive,
    kill: () => running.crash(),
    async revive() {
      running = await start();
    },
    close: () => running.crash(),
  };
}
