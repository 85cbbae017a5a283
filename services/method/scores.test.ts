import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { clusterFigures } from '../cluster/eval/measure.ts';
import { tagFigures } from '../tag/eval/measure.ts';
import { labelScoresOf } from '../tag/eval/scores.ts';
import { taggerVersion } from '../tag/tags.ts';
import { readScores } from './scores.ts';

const { tag, cluster, extract } = readScores();
const floorsOf = (core: string) =>
  JSON.parse(readFileSync(new URL(`../${core}/eval/floors.json`, import.meta.url), 'utf8'));

test('the saved figures are those of the tagger that runs: npm run eval -- tag --save', () => {
  expect(tag.tagger).toBe(taggerVersion);
});

test.each([
  ['tag', tagFigures(tag)],
  ['cluster', clusterFigures(cluster)],
])('no floor of %s is above its saved figure, and none is without one', (core, figures) => {
  const floors = Object.entries(floorsOf(core) as Record<string, number>);
  const missed = floors.filter(([name, floor]) => !((figures.get(name) ?? 0) >= floor));
  expect(missed).toEqual([]);
});

test('no floor of extract is above its saved figure', () => {
  const floors = floorsOf('extract') as Record<string, Record<string, number>>;
  const saved = Object.fromEntries(extract.sets.map(({ set, figures }) => [set, figures]));
  for (const [set, figures] of Object.entries(floors))
    for (const [figure, floor] of Object.entries(figures))
      expect(saved[set]?.[figure as 'text']?.f, `${set}, ${figure}`).toBeGreaterThanOrEqual(floor);
});

test('each set has its day, and counts that figures can be made of', () => {
  for (const { measuredOn } of [tag, cluster, extract]) expect(measuredOn).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(tag.sentiment).toHaveLength(7);
  for (const { confusion } of tag.sentiment) expect(labelScoresOf(confusion).count).toBeGreaterThan(100);
  expect(tag.gold.map(({ language, part }) => `${language} ${part}`).sort()).toEqual([
    'en held',
    'en tune',
    'zh held',
    'zh tune',
  ]);
});
