import { once } from 'node:events';
import { virtualNow } from './clock.ts';
import type { LoadSettings } from './settings.ts';
import { startLoadWire } from './wire.ts';

// The scaled wire as a process of its own, so that what it costs is not counted with what is measured.
// Its first message is what it is to show.
const [settings] = (await once(process, 'message')) as [Pick<LoadSettings, 'scale' | 'clock'>];
const { host, feeds } = await startLoadWire(settings.scale, () => virtualNow(settings.clock));
process.on('disconnect', () => process.exit());
process.send?.({ host, feeds });
