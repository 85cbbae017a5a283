// `npm run eval -- extract` runs services/extract/eval/run.ts; `npm run bench -- worker` runs services/worker/bench/run.ts.
// `npm run bench -- table` measures what docs/performance.md shows, `npm run bench -- flame` draws where the time goes.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';

const [kind, name, ...rest] = process.argv.slice(2);
const services = new URL('../services/', import.meta.url);
const named = {
  table: new URL('testing/performance/table.ts', services),
  flame: new URL('worker/bench/flame.ts', services),
};
const file = (service) =>
  (kind === 'bench' && named[service]) || new URL(`${service}/${kind}/run.ts`, services);
const having = readdirSync(services).filter((service) => existsSync(file(service)));
const known = kind === 'bench' ? [...having, ...Object.keys(named)] : having;
if (name !== undefined && !known.includes(name)) {
  console.error(`There is no ${kind} of ${name}; there is one of: ${known.join(', ')}.`);
  process.exit(1);
}
for (const service of name === undefined ? having : [name]) {
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', file(service).pathname, ...rest], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
