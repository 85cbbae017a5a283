import { readFileSync } from 'node:fs';
import { virtualNow } from './clock.ts';
import type { LoadSettings } from './settings.ts';
import { startLoadWire } from './wire.ts';

// The scaled wire as a process of its own, so that what it costs is not counted with what is measured.
const settings = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Pick<LoadSettings, 'scale' | 'clock'>;
const { host, feeds } = await startLoadWire(settings.scale, () => virtualNow(settings.clock));
process.on('disconnect', () => process.exit());
process.send?.({ host, feeds });
