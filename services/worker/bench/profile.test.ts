import { expect, test } from 'vitest';
import { flameGraph } from './flameGraph.ts';
import { type CpuProfile, everyStack } from './profile.ts';
import { sharesOf } from './shares.ts';

const frame = (functionName: string, path = '') => ({
  functionName,
  url: path && `file:///home/somebody/chipwire/${path}`,
  lineNumber: 6,
});

/** Two places in the tagger, one in a library below the extractor, one where nothing was done. */
const profile: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame('(root)'), children: [2, 5, 7] },
    { id: 2, callFrame: frame('run', 'services/worker/thread.ts'), children: [3, 4] },
    { id: 3, callFrame: frame('match', 'services/tag/names/matcher.ts') },
    { id: 4, callFrame: frame('judge', 'services/tag/sentiment/network.ts') },
    { id: 5, callFrame: frame('extractArticle', 'services/extract/extract.ts'), children: [6] },
    { id: 6, callFrame: frame('sort') },
    { id: 7, callFrame: frame('(idle)') },
  ],
  samples: [3, 4, 4, 6, 7],
  timeDeltas: [0, 100, 250, 300, 40, 9_000],
};

test('a profile gives the time of each place with the way there, and leaves waiting out', () => {
  expect(everyStack(profile)).toEqual([
    { micros: 100, frames: ['run services/worker/thread.ts:7', 'match services/tag/names/matcher.ts:7'] },
    { micros: 550, frames: ['run services/worker/thread.ts:7', 'judge services/tag/sentiment/network.ts:7'] },
    { micros: 40, frames: ['extractArticle services/extract/extract.ts:7', 'sort'] },
  ]);
});

test('time counts for the innermost part that is known', () => {
  const shares = sharesOf([profile, profile]);
  const spent = Object.fromEntries([...shares].filter(([, micros]) => micros > 0));
  expect(spent).toEqual({ 'tag: names': 200, 'tag: sentiment': 1_100, 'read: the page': 80 });
});

test('a flame graph has a box for each frame, as wide as its time, and escapes names', () => {
  const drawn = flameGraph([...everyStack(profile), { micros: 690, frames: ['a <b>'] }], 'All of it');
  expect(drawn).toContain('All of it');
  expect(drawn.match(/<g /g)).toHaveLength(6);
  expect(drawn).toContain('<title>run services/worker/thread.ts:7: 1 ms, 47.1%</title>');
  expect(drawn).toContain('width="800.0"');
  expect(drawn).not.toContain('<b>');
});
