/**
 * Takes CPU profiles of the pipeline, of all its threads, on the home that DATABASE_URL and REDIS_URL name, and draws them
 * as one flame graph: npm run bench -- flame [--articles 400] [--warm-up 200] [--out flame.svg].
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { flameGraph } from './flameGraph.ts';
import { measurePipeline, nameOf } from './pipeline.ts';
import { everyStack, readProfiles } from './profile.ts';
import { sharesOf } from './shares.ts';

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '400' },
    'warm-up': { type: 'string', default: '200' },
    out: { type: 'string', default: 'flame.svg' },
  },
});
const profiles = mkdtempSync(join(tmpdir(), 'chipwire-profiles-'));
const { articles } = await measurePipeline(
  { warmUp: Number(values['warm-up']), articles: Number(values.articles), profiles },
  process.env,
);
const all = readProfiles(profiles);
rmSync(profiles, { recursive: true });
writeFileSync(
  values.out,
  flameGraph(all.flatMap(everyStack), `${articles} articles, ${nameOf(process.env)}, ${all.length} threads`),
);
const shares = sharesOf(all);
const whole = [...shares.values()].reduce((sum, micros) => sum + micros, 0);
for (const [part, micros] of [...shares].sort(([, a], [, b]) => b - a))
  console.log(
    `${((100 * micros) / whole).toFixed(1).padStart(5)}%  ${(micros / 1000 / articles).toFixed(2)} ms an article  ${part}`,
  );
console.log(`Drawn in ${values.out}`);
