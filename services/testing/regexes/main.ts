import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { buildAll } from './build.ts';
import { Gathered, gatherBuilt, gatherWritten } from './found.ts';
import { hashOf, type Judged, judge, judgedFile, readJudged, type Watched } from './judge.ts';

// `npm run check:regexes`: has recheck judge every regular expression that is new, with `-- --all` every one again.

const { values } = parseArgs({
  options: { all: { type: 'boolean' }, seconds: { type: 'string', default: '20' } },
});
const gathered = new Gathered();
const stop = gatherBuilt(gathered);
await buildAll(gatherWritten(gathered));
stop();

const version = createRequire(import.meta.url)('recheck/package.json').version as string;
const before: Judged = values.all ? { by: '', safe: [], watched: [] } : readJudged();
const safe = new Set(before.safe);
const known = new Map(before.watched.map((one) => [one.regex, one]));
const judged = { safe: [] as string[], watched: [] as Watched[] };
const waiting = [...gathered.byText];
console.log(`${waiting.length} regular expressions`);

async function next(): Promise<void> {
  for (let one = waiting.shift(); one; one = waiting.shift()) {
    const [text, regex] = one;
    const old = known.get(text);
    const verdict = safe.has(hashOf(regex))
      ? 'safe'
      : old
        ? { ...old, files: regex.files }
        : await judge(regex, Number(values.seconds) * 1000);
    if (verdict === 'safe') judged.safe.push(hashOf(regex));
    else judged.watched.push(verdict);
    if (verdict !== 'safe' && !old)
      console.log(`${verdict.attack ? 'slow' : 'no end'}: ${text} in ${regex.files.join(', ')}`);
  }
}
await Promise.all([next(), next()]);

judged.safe.sort();
judged.watched.sort((a, b) => (a.regex < b.regex ? -1 : 1));
writeFileSync(judgedFile, `${JSON.stringify({ by: `recheck ${version}`, ...judged }, null, 1)}\n`);
console.log(`${judged.safe.length} are safe, ${judged.watched.length} are watched`);
process.exit(0);
