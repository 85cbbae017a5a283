import { expect, test } from 'vitest';
import { createMeter } from './meter.ts';

const job = { fate: 'done', outcome: 'read', ms: 1500, waitedMs: 250 } as const;

/** Lines of one metric, without buckets. */
async function shown({ registry }: ReturnType<typeof createMeter>, name: string): Promise<string[]> {
  const text = await registry.getSingleMetricAsString(name);
  return text.split('\n').filter((line) => line !== '' && !/^#|_bucket\{/.test(line));
}

test('jobs are counted by what became of them, timed, and seen while they run', async () => {
  const made = createMeter();
  const { meter } = made;
  const [one, two] = [meter.job('read'), meter.job('read')];
  expect(await shown(made, 'chipwire_jobs_running')).toEqual(['chipwire_jobs_running{stage="read"} 2']);
  one(job);
  two({ ...job, fate: 'again', outcome: 'again', waitedMs: null });
  expect(await shown(made, 'chipwire_jobs_running')).toEqual(['chipwire_jobs_running{stage="read"} 0']);
  expect(await shown(made, 'chipwire_jobs_total')).toEqual([
    'chipwire_jobs_total{stage="read",fate="done",outcome="read"} 1',
    'chipwire_jobs_total{stage="read",fate="again",outcome="again"} 1',
  ]);
  expect(await shown(made, 'chipwire_job_seconds')).toEqual([
    'chipwire_job_seconds_sum{stage="read"} 3',
    'chipwire_job_seconds_count{stage="read"} 2',
  ]);
  // A job that comes back has not waited for a worker all that time.
  expect(await shown(made, 'chipwire_job_wait_seconds')).toEqual([
    'chipwire_job_wait_seconds_sum{stage="read"} 0.25',
    'chipwire_job_wait_seconds_count{stage="read"} 1',
  ]);
});

test('polls are counted where a feed was asked, and what they brought', async () => {
  const made = createMeter();
  const end = (done: object) => made.meter.job('fetch')({ ...job, ...done });
  end({ outcome: 'entries', details: { entries: 40, added: 3, bytes: 9000 } });
  end({ outcome: 'unchanged' });
  end({ outcome: 'failed', details: { reason: 'no answer' } });
  end({ outcome: 'not-due' });
  end({ fate: 'failed', outcome: 'failed' });
  end({ fate: 'later', outcome: 'later' });
  expect(await shown(made, 'chipwire_feed_polls_total')).toEqual([
    'chipwire_feed_polls_total{outcome="entries"} 1',
    'chipwire_feed_polls_total{outcome="unchanged"} 1',
    'chipwire_feed_polls_total{outcome="failed"} 1',
  ]);
  expect(await shown(made, 'chipwire_feed_bytes_total')).toEqual(['chipwire_feed_bytes_total 9000']);
  expect(await shown(made, 'chipwire_feed_articles_total')).toEqual(['chipwire_feed_articles_total 3']);
});

test('matches and deliveries', async () => {
  const made = createMeter();
  made.meter.job('match')({ ...job, details: { told: 2, held: 1, muted: 0 } });
  made.meter.job('watch')({ ...job, details: { told: 1 } });
  made.meter.job('read')({ ...job, details: { told: 9 } });
  const tried = { kind: 'webhook', outcome: 'delivered', ms: 100, lagMs: 3000 } as const;
  made.meter.delivery(tried);
  made.meter.delivery({ ...tried, outcome: 'refused', lagMs: 90_000 });
  made.meter.delivery({ ...tried, lagMs: Number.NaN });
  expect(await shown(made, 'chipwire_alert_matches_total')).toEqual([
    'chipwire_alert_matches_total{state="told"} 3',
    'chipwire_alert_matches_total{state="held"} 1',
    'chipwire_alert_matches_total{state="muted"} 0',
  ]);
  expect(await shown(made, 'chipwire_deliveries_total')).toEqual([
    'chipwire_deliveries_total{kind="webhook",outcome="delivered"} 2',
    'chipwire_deliveries_total{kind="webhook",outcome="refused"} 1',
  ]);
  expect(await shown(made, 'chipwire_delivery_lag_seconds')).toEqual([
    'chipwire_delivery_lag_seconds_sum{kind="webhook"} 3',
    'chipwire_delivery_lag_seconds_count{kind="webhook"} 1',
  ]);
});

test('two in one process count apart', async () => {
  const [one, other] = [createMeter(), createMeter()];
  one.meter.job('read')(job);
  expect(await shown(other, 'chipwire_jobs_total')).toEqual([]);
});
