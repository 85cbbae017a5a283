import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { stageNames } from '../services/worker/pipeline.ts';
import { connectionsOf } from './connections.ts';

const page = readFileSync(new URL('../docs/scale.md', import.meta.url), 'utf8');
const table = page.split('\n').filter((line) => /^\| (`chipwire start`|\d+ workers)/.test(line));

test.each(table)('docs/scale.md adds up: %s', (line) => {
  const [, of, here, redis] = line.split('|').map((cell) => cell.trim());
  const number = (what: RegExp) => Number(what.exec(of!)?.[1] ?? 0);
  const connections = number(/CHIPWIRE_CONNECTIONS=(\d+)/) || 10;
  const workers = of === '`chipwire start`' ? 1 : number(/(\d+) workers?/);
  const sum = (queueClients: number) =>
    connectionsOf({ processes: workers, connections, queueClients }) +
    connectionsOf({ processes: number(/(\d+) webs?/), connections, queueClients: 0 });
  expect([sum(stageNames.length), sum(0)]).toEqual([Number(here), Number(redis)]);
});

test('the page has such lines', () => {
  expect(table.length).toBeGreaterThanOrEqual(4);
});
