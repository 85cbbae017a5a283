import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Counter, Gauge, type Metric } from 'prom-client';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createMetrics } from './metrics.ts';

const docs = join(import.meta.dirname, '../../docs');
const board = JSON.parse(readFileSync(join(docs, 'monitoring/grafana.json'), 'utf8'));
const rules = parse(readFileSync(join(docs, 'monitoring/alerts.yaml'), 'utf8'));

const metrics = createMetrics({
  ...{ db: { orm: {} as never, pools: () => [] }, queues: async () => ({}), now: () => new Date() },
  ...{ health: { look: async () => [] }, free: async () => 1e9 },
});
metrics.threads(() => ({ threads: 0, running: 0, waiting: 0, overruns: 0 }));
type Described = Metric & { name: string; help: string; labelNames: string[] };
const described = (n: number) => metrics.registries[n]!.getMetricsAsArray() as unknown as Described[];
const [ours, ofProcess] = [described(0), described(1)];

const kindOf = (metric: object) =>
  metric instanceof Counter ? 'counter' : metric instanceof Gauge ? 'gauge' : 'histogram';
/** Prometheus adds this one itself. */
const ownLabels = ({ labelNames }: Described) => labelNames.filter((name) => name !== 'le');

test('docs/metrics.md has a line for each, in their order, and none for what is not there', () => {
  const lines = readFileSync(join(docs, 'metrics.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const expected = ours.map((metric) => {
    const labels = ownLabels(metric).map((name) => `\`${name}\``);
    return `| \`${metric.name}\` | ${kindOf(metric)} | ${labels.join(', ')} | ${metric.help} |`;
  });
  expect(lines).toEqual(expected.toSorted());
});

test('names follow the conventions of Prometheus', () => {
  for (const metric of ours) {
    expect(metric.name).toMatch(/^chipwire_[a-z_]+$/);
    expect([metric.name, metric.name.endsWith('_total')]).toEqual([
      metric.name,
      kindOf(metric) === 'counter',
    ]);
    if (kindOf(metric) === 'histogram') expect(metric.name).toMatch(/_seconds$/);
    expect(metric.help).toMatch(/^[A-Z].*[^.]$/);
  }
});

describe('the board and the rules', () => {
  const series = new Map<string, string[]>();
  for (const metric of [...ours, ...ofProcess]) {
    const labels = ownLabels(metric);
    const parts = kindOf(metric) === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
    for (const part of parts)
      series.set(metric.name + part, [...labels, 'instance', 'job', ...(part === '_bucket' ? ['le'] : [])]);
  }
  type Panel = { title: string; targets?: { expr: string }[]; gridPos: { x: number; y: number; w: number } };
  const shown = (board.panels as Panel[]).flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }) => [title, expr] as const),
  );
  const alerts = rules.groups[0].rules as { alert: string; expr: string; annotations: { todo: string } }[];
  const queries = [...shown, ...alerts.map(({ alert, expr }) => [alert, expr] as const)];

  test.each(queries)('%s asks for what there is: %s', (_, query) => {
    const named = query.match(/\b(chipwire|process|nodejs)_\w+/g) ?? [];
    expect(named.length + (query.match(/\bup\b/g) ?? []).length).toBeGreaterThan(0);
    for (const name of named) expect(series.has(name) ? name : `no ${name}`).toBe(name);
    // What a query selects and groups by must be labels of something in it.
    const known = new Set([...named.flatMap((name) => series.get(name) ?? []), 'job']);
    const grouped = [...query.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, names]) => names!.split(/,\s*/));
    const selected = [...query.matchAll(/([a-z_]+)(?==~?"|!~?")/g)].map(([, name]) => name!);
    for (const label of [...grouped, ...selected])
      expect(known.has(label) ? label : `no ${label}`).toBe(label);
  });

  test('every metric of ours is on the board, and panels do not lie on each other', () => {
    const text = shown.map(([, query]) => query).join('\n');
    for (const { name } of ours) expect(text).toContain(name);
    const places = (board.panels as Panel[]).map(({ gridPos: { x, y } }) => `${x},${y}`);
    expect(new Set(places).size).toBe(places.length);
    for (const { gridPos } of board.panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
  });

  test('every alert says what to do', () => {
    for (const { annotations } of alerts) expect(annotations.todo.length).toBeGreaterThan(40);
  });
});

const promtool = (words: string[], input?: string) =>
  spawnSync('promtool', words, { input, encoding: 'utf8', cwd: join(docs, 'monitoring') });
const isThere = promtool(['--version']).error === undefined;

describe.skipIf(!isThere)('promtool, where it is installed (Debian: prometheus)', () => {
  test.each([
    [['check', 'config', 'prometheus.yaml']],
    [['check', 'rules', 'alerts.yaml']],
    [['test', 'rules', 'alerts.test.yaml']],
  ])('%j', (words) => {
    const { status, stdout, stderr } = promtool(words);
    expect([status, status === 0 ? '' : stdout + stderr]).toEqual([0, '']);
  });

  test('check metrics', async () => {
    metrics.meter.job('fetch')({
      fate: 'done',
      outcome: 'entries',
      ms: 1,
      waitedMs: 1,
      details: { bytes: 1 },
    });
    metrics.meter.delivery({ kind: 'mail', outcome: 'delivered', ms: 1, lagMs: 1 });
    metrics.meter.request({ method: 'GET', route: '/', status: 200, ms: 1 });
    const { status, stdout, stderr } = promtool(['check', 'metrics'], await metrics.text());
    expect([status, stdout + stderr]).toEqual([0, '']);
  });
});
