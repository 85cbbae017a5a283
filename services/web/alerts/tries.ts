import type { Orm } from '../../../db/database.ts';
import type { AskedAlert } from '../../watch/alerts.ts';
import { askedWrong } from '../../watch/fault.ts';
import type { PreviewHit, PreviewSummary } from '../../watch/past/lines.ts';
import { preview } from '../../watch/preview.ts';
import { say } from '../language/say.tsx';
import { daysBefore } from '../parts/times.tsx';
import { why } from './words.ts';

/** Spans that a form offers, by their days. */
export const spanNames = {
  '30': 'the last 30 days',
  '90': 'the last 90 days',
  '365': 'the last year',
  '1825': 'the last five years',
} as const;
export type Span = keyof typeof spanNames;
export const usualSpan: Span = '365';

const hitsShown = 30;
const deadlineMs = 25_000;

/** What an alert would have done, its newest hits first. */
export interface Tried {
  query: string;
  span: Span;
  hits: PreviewHit[];
  summary: PreviewSummary;
}

/**
 * A function that runs an alert that need not be saved over the past, one at a time: each takes a share of the database
 * from those who read pages.
 */
export function tries(orm: Orm) {
  let busy = false;
  return async (
    asked: AskedAlert,
    days: string | undefined,
    now: Date,
    asking: AbortSignal,
  ): Promise<Tried> => {
    if (busy) throw askedWrong('', say('Another alert is being tried right now; try again in a minute.'));
    busy = true;
    const signal = AbortSignal.any([asking, AbortSignal.timeout(deadlineMs)]);
    try {
      return await tryAlert(orm, asked, days, now, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      throw askedWrong('', say('This took too long to try; choose a shorter span, or ask for less.'));
    } finally {
      busy = false;
    }
  };
}

async function tryAlert(
  orm: Orm,
  { query, trigger, gates, rhythm, priority }: AskedAlert,
  days: string | undefined,
  now: Date,
  signal: AbortSignal,
): Promise<Tried> {
  const span = days !== undefined && Object.hasOwn(spanNames, days) ? (days as Span) : usualSpan;
  const spec = { trigger, gates, rhythm, priority };
  const from = daysBefore(now, Number(span));
  const hits: PreviewHit[] = [];
  for await (const line of await preview(orm, { query, spec, from, until: now }, now, signal, why)) {
    if ('summary' in line) return { query, span, hits: hits.reverse(), summary: line.summary };
    if ('hit' in line) hits.push(line.hit);
    if (hits.length > hitsShown) hits.shift();
  }
  throw new Error('A try against the past ended without a summary');
}
