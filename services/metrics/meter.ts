import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { version } from '../runtime/version.ts';

/** What became of a job: it is done, comes back later because something has to wait, is tried again, or is given up. */
export type Fate = 'done' | 'later' | 'again' | 'failed';

export interface JobDone {
  fate: Fate;
  /** One word, as in the log; the fate where nothing else is known. */
  outcome: string;
  ms: number;
  /** Milliseconds between queueing and beginning; null for a job that was begun before. */
  waitedMs: number | null;
  /** As in the log. */
  details?: Record<string, string | number>;
}

export interface DeliveryTried {
  /** Kind of channel. */
  kind: string;
  /** Taken, refused with an answer, or nobody answered. */
  outcome: 'delivered' | 'refused' | 'unreached';
  ms: number;
  /** Milliseconds since the notice was made. */
  lagMs: number;
}

export interface RequestAnswered {
  method: string;
  /** The pattern that the route stands for, such as /v1/articles/:id. */
  route: string;
  status: number;
  ms: number;
}

/** Counts and times what this process does; each thing is noted in one place. */
export interface Meter {
  /** A job of a stage begins. @returns what is to be told when it ends */
  job(stage: string): (done: JobDone) => void;
  delivery(tried: DeliveryTried): void;
  request(answered: RequestAnswered): void;
}

const jobSeconds = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 90];
const waitSeconds = [0.01, 0.1, 0.5, 1, 5, 15, 60, 300, 1800, 7200];
const requestSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const lagSeconds = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 7200, 86_400];

/** Outcomes of polls, as the archive has them; a job of the fetch stage may also find that nothing is to be done. */
const polled = new Set(['entries', 'unchanged', 'gone', 'failed']);

/** Makes a registry of this process's own and what it is filled through. */
export function createMeter(): { registry: Registry; meter: Meter } {
  const registry = new Registry();
  new Gauge({
    name: 'chipwire_build_info',
    help: 'Always 1; its label says which version of Chipwire this process runs',
    labelNames: ['version'],
    registers: [registry],
  }).set({ version }, 1);
  return {
    registry,
    meter: { job: jobs(registry), delivery: deliveries(registry), request: requests(registry) },
  };
}

function jobs(registry: Registry): Meter['job'] {
  const registers = [registry];
  const running = new Gauge({
    name: 'chipwire_jobs_running',
    help: 'Jobs that this process is at, by stage of the pipeline',
    labelNames: ['stage'],
    registers,
  });
  const ended = new Counter({
    name: 'chipwire_jobs_total',
    help: 'Jobs that ended, by stage, fate (done, later, again, failed) and outcome in a word',
    labelNames: ['stage', 'fate', 'outcome'],
    registers,
  });
  const took = new Histogram({
    name: 'chipwire_job_seconds',
    help: 'Time that jobs took',
    labelNames: ['stage'],
    buckets: jobSeconds,
    registers,
  });
  const waited = new Histogram({
    name: 'chipwire_job_wait_seconds',
    help: 'Time between queueing a job and beginning it for the first time',
    labelNames: ['stage'],
    buckets: waitSeconds,
    registers,
  });
  const poll = polls(registry);
  const match = matches(registry);
  return (stage) => {
    running.inc({ stage });
    return (done) => {
      running.dec({ stage });
      ended.inc({ stage, fate: done.fate, outcome: done.outcome });
      took.observe({ stage }, done.ms / 1000);
      if (done.waitedMs !== null) waited.observe({ stage }, done.waitedMs / 1000);
      if (stage === 'fetch') poll(done);
      if (stage === 'match' || stage === 'watch') match(done);
    };
  };
}

function polls(registry: Registry): (done: JobDone) => void {
  const registers = [registry];
  const outcomes = new Counter({
    name: 'chipwire_feed_polls_total',
    help: 'Polls of feeds, by outcome (entries, unchanged, gone, failed)',
    labelNames: ['outcome'],
    registers,
  });
  const took = new Histogram({
    name: 'chipwire_feed_poll_seconds',
    help: 'Time that polls took, parsing and storing included',
    buckets: jobSeconds,
    registers,
  });
  const bytes = new Counter({
    name: 'chipwire_feed_bytes_total',
    help: 'Bytes of feeds that were read, decoded',
    registers,
  });
  const entries = new Counter({
    name: 'chipwire_feed_articles_total',
    help: 'Articles that feeds brought and that the archive did not have',
    registers,
  });
  return ({ fate, outcome, ms, details = {} }) => {
    if (fate !== 'done' || !polled.has(outcome)) return;
    outcomes.inc({ outcome });
    took.observe(ms / 1000);
    bytes.inc(Number(details.bytes ?? 0));
    entries.inc(Number(details.added ?? 0));
  };
}

const matchStates = ['told', 'held', 'muted'] as const;

function matches(registry: Registry): (done: JobDone) => void {
  const found = new Counter({
    name: 'chipwire_alert_matches_total',
    help: 'What alerts found, by what is done with it: told, held for a digest or a quiet time, muted',
    labelNames: ['state'],
    registers: [registry],
  });
  return ({ details = {} }) => {
    for (const state of matchStates) found.inc({ state }, Number(details[state] ?? 0));
  };
}

function deliveries(registry: Registry): Meter['delivery'] {
  const registers = [registry];
  const tries = new Counter({
    name: 'chipwire_deliveries_total',
    help: 'Tries to send a notice, by kind of channel and outcome (delivered, refused, unreached)',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const took = new Histogram({
    name: 'chipwire_delivery_seconds',
    help: 'Time that a try to send took',
    labelNames: ['kind'],
    buckets: requestSeconds,
    registers,
  });
  const lag = new Histogram({
    name: 'chipwire_delivery_lag_seconds',
    help: 'Time between making a notice and its delivery',
    labelNames: ['kind'],
    buckets: lagSeconds,
    registers,
  });
  return ({ kind, outcome, ms, lagMs }) => {
    tries.inc({ kind, outcome });
    took.observe({ kind }, ms / 1000);
    if (outcome === 'delivered' && lagMs >= 0) lag.observe({ kind }, lagMs / 1000);
  };
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

function requests(registry: Registry): Meter['request'] {
  const registers = [registry];
  const answered = new Counter({
    name: 'chipwire_http_requests_total',
    help: 'Requests that were answered, by method, pattern of the route and status',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const took = new Histogram({
    name: 'chipwire_http_request_seconds',
    help: 'Time until an answer began, by pattern of the route',
    labelNames: ['route'],
    buckets: requestSeconds,
    registers,
  });
  return ({ method, route, status, ms }) => {
    // Whoever invents methods must not make series.
    answered.inc({ method: methods.has(method) ? method : 'other', route, status: String(status) });
    took.observe({ route }, ms / 1000);
  };
}
