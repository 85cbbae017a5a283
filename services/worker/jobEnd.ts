import type { Job } from 'bullmq';
import type { Fate } from '../metrics/meter.ts';
import type { Context } from './context.ts';
import { pipeline, type StageName } from './pipeline.ts';

/** What became of a job. */
export interface End {
  fate: Fate;
  /** One word; the fate when left out. */
  outcome?: string;
  details?: Record<string, string | number>;
  /** Many jobs end like this at once, and one line for all of them tells why. */
  toldElsewhere?: boolean;
}

/** Begins a job. @returns what its end is told to, once: the one place that its log line and its metrics come from */
export function beginJob(
  { log, meter }: Pick<Context, 'log' | 'meter'>,
  stage: StageName,
  job: Pick<Job<{ id: string | number }>, 'data' | 'attemptsStarted'>,
  waitedMs: number,
): (end: End) => void {
  const { of } = pipeline[stage];
  const started = performance.now();
  const ended = meter?.job(stage);
  return ({ fate, outcome = fate, details = {}, toldElsewhere = false }) => {
    const ms = performance.now() - started;
    const first = job.attemptsStarted <= 1;
    ended?.({ fate, outcome, ms, waitedMs: first ? waitedMs : null, details });
    const line = { stage, [`${of}Id`]: job.data.id, outcome, ...details, ms: Math.round(ms) };
    log[toldElsewhere ? 'debug' : levelOf(of, fate, outcome)](line, stage);
  };
}

function levelOf(of: string, fate: Fate, outcome: string): 'debug' | 'info' | 'warn' {
  if (fate === 'again' || fate === 'failed') return 'warn';
  return of === 'feed' && fate === 'done' && outcome !== 'not-due' ? 'info' : 'debug';
}
