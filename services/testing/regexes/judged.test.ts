import { beforeAll, expect, test } from 'vitest';
import { buildAll } from './build.ts';
import { Gathered, gatherBuilt, gatherWritten, written } from './found.ts';
import { hashOf, readJudged } from './judge.ts';

// It imports nothing that builds expressions: they are watched from the first on.

const gathered = new Gathered();
const judged = readJudged();
let unbuilt: string[];

beforeAll(async () => {
  const builders = gatherWritten(gathered);
  const built = new Gathered();
  const stop = gatherBuilt(built);
  await buildAll(builders);
  stop();
  const seen = new Set([...built.byText.values()].flatMap(({ files }) => files));
  unbuilt = builders.filter((file) => !seen.has(file));
  for (const { source, flags, files } of built.byText.values()) gathered.add(source, flags, files[0]!);
}, 120_000);

test('every regular expression was judged: `npm run check:regexes` judges the new', () => {
  const known = new Set(judged.watched.map(({ regex }) => regex));
  const safe = new Set(judged.safe);
  const all = [...gathered.byText.values()];
  const unjudged = all.filter((regex) => !safe.has(hashOf(regex)) && !known.has(written(regex)));
  expect(unjudged.map((regex) => `${written(regex)} in ${regex.files}`)).toEqual([]);
  expect(all.length).toBeGreaterThan(900);
  expect(unbuilt).toEqual([]);
});
