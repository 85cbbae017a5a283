import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import type { Standing } from '../../db/standing.ts';
import { watchStanding } from './standing.ts';

const now = new Date('2026-11-26T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const none = { waiting: 0, since: null };
const standing: Standing = {
  stages: {
    ...{ fetch: none, read: none, tag: { waiting: 7, since: ago(90) }, cluster: none },
    ...{ match: none, revise: none, watch: none, deliver: { waiting: 1, since: ago(-5) } },
  },
  articles: 1234,
  articlesFailed: 2,
  matchingFailed: 0,
  feeds: { ok: 60, failing: 1 },
  failingFeeds: [{ id: 'wire', since: ago(7200) }],
  channels: { failing: 1, off: 0 },
  processes: { worker: 4, web: 1, both: 0 },
};

function watched(read: { standing: () => Promise<Standing>; queues: () => Promise<Record<string, object>> }) {
  const registry = new Registry();
  const times = { keptMs: 0, patienceMs: 20 };
  const checks = async () => [{ name: 'disk', state: 'failing' as const }];
  const given = { ...read, queues: read.queues as never, checks };
  const look = watchStanding(registry, { ...given, now: () => now, ...times });
  return async () => {
    await look();
    return (await registry.metrics()).split('\n').filter((line) => line && !line.startsWith('#'));
  };
}

test('shows how the archive stands, and for how long the first waits', async () => {
  const queues = async () => ({ tag: { wait: 5, active: 2 } });
  const lines = await watched({ standing: async () => standing, queues })();
  for (const line of [
    'chipwire_reachable{part="database"} 1',
    'chipwire_reachable{part="queue"} 1',
    'chipwire_waiting{stage="tag"} 7',
    'chipwire_waiting_oldest_seconds{stage="tag"} 90',
    'chipwire_waiting_oldest_seconds{stage="deliver"} 0',
    'chipwire_waiting_oldest_seconds{stage="read"} 0',
    'chipwire_articles 1234',
    'chipwire_given_up{what="article"} 2',
    'chipwire_feeds{state="ok"} 60',
    'chipwire_feeds{state="gone"} 0',
    'chipwire_feed_failing_seconds{feed="wire"} 7200',
    'chipwire_channels{state="failing"} 1',
    'chipwire_processes{kind="worker"} 4',
    'chipwire_check{check="disk"} 2',
    'chipwire_queue_jobs{stage="tag",state="wait"} 5',
  ])
    expect(lines).toContain(line);
});

test('what cannot be read is left out, and comes back', async () => {
  let away = false;
  const hangs = () => new Promise<never>(() => {});
  const lines = watched({
    standing: async () => (away ? Promise.reject(new Error('away')) : standing),
    queues: async () => (away ? hangs() : { tag: { wait: 5 } }),
  });
  expect(await lines()).toContain('chipwire_given_up{what="matching"} 0');
  away = true;
  expect(await lines()).toEqual([
    'chipwire_reachable{part="database"} 0',
    'chipwire_reachable{part="queue"} 0',
    'chipwire_check{check="disk"} 2',
  ]);
  away = false;
  expect(await lines()).toContain('chipwire_articles 1234');
});
