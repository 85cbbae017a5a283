import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type GroupingScores, groupingScores } from './scores.ts';
import { type Labelled, readEcb, readWire } from './sets.ts';

/** How good stories are: what `npm run eval -- cluster` measures. */
export interface ClusterScores {
  sets: (GroupingScores & { set: string; articles: number })[];
  /** On the sample wire: copies found, articles taken for a copy, copies there are. */
  copies: { right: number; given: number; wanted: number };
}

/** Groups the sets through `chipwire inspect stories`, tagger and all; ECB+ only where it is at hand. */
export function measureGrouping(): ClusterScores {
  const wire = readWire();
  const grouped = group(wire);
  const isOriginal = (_: unknown, i: number) => !wire[i]!.copy;
  const ecb = readEcb();
  return {
    sets: [
      scored('sample wire', wire, grouped),
      scored('sample wire without copies', wire.filter(isOriginal), grouped.filter(isOriginal)),
      ...(ecb ? [scored('ECB+ topics 1-22', ecb, group(ecb))] : []),
    ],
    copies: {
      right: grouped.filter(({ copyOf }, i) => copyOf !== null && wire[i]!.copy).length,
      given: grouped.filter(({ copyOf }) => copyOf !== null).length,
      wanted: wire.filter(({ copy }) => copy).length,
    },
  };
}

/** The figures that have floors, by their names in floors.json; 0…1. */
export function clusterFigures({ sets, copies: { right, given, wanted } }: ClusterScores) {
  return new Map([
    ...sets.flatMap(({ set, f1, pairF1 }) => [
      [`${set}, B-cubed F1`, f1] as const,
      [`${set}, pairs F1`, pairF1] as const,
    ]),
    ['sample wire, copies F1', (2 * right) / (given + wanted)] as const,
  ]);
}

interface Grouped {
  story: number;
  copyOf: string | null;
}

const command = fileURLToPath(new URL('../../../bin/chipwire.mjs', import.meta.url));

function group(articles: readonly Labelled[]): Grouped[] {
  const folder = mkdtempSync(join(tmpdir(), 'chipwire-stories-'));
  try {
    const file = join(folder, 'articles.jsonl');
    writeFileSync(file, articles.map((article) => `${JSON.stringify(article)}\n`).join(''));
    const lines = execFileSync(process.execPath, [command, 'inspect', 'stories', file], { maxBuffer: 1e9 });
    return lines
      .toString('utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Grouped);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function scored(set: string, articles: readonly Labelled[], given: readonly Grouped[]) {
  const wanted = articles.map(({ story }) => story);
  const scores = groupingScores(
    wanted,
    given.map(({ story }) => story),
  );
  return { set, articles: articles.length, ...scores };
}
