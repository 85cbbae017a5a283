import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Compared } from './compared.ts';

const bench = fileURLToPath(new URL('../../../tag/bench/run.ts', import.meta.url));

/** As `npm run bench -- tag` measures it. */
export function compareTagging(): Compared {
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', bench], { encoding: 'utf8' });
  const told = JSON.parse(stdout.split('\n')[0]!) as {
    tagMs: number;
    compromiseMs: number;
    articles: number;
  };
  return {
    what: `tagging 3,000 characters (${told.articles})`,
    own: told.tagMs,
    peers: { 'compromise, names alone': told.compromiseMs },
  };
}
