import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { JobDone, Meter } from '../metrics/meter.ts';
import { beginJob, type End } from './jobEnd.ts';

function begin(stage: 'fetch' | 'read', attemptsStarted: number) {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: 'debug', base: null }, { write: (line) => void lines.push(JSON.parse(line)) });
  const told: [string, JobDone][] = [];
  const meter: Pick<Meter, 'job'> = { job: (name) => (done) => void told.push([name, done]) };
  const end = beginJob({ log, meter: meter as Meter }, stage, { data: { id: 7 }, attemptsStarted }, 250);
  return { end, lines, told };
}

test('the line of a job and its metric say the same', () => {
  const { end, lines, told } = begin('read', 1);
  end({ fate: 'done', outcome: 'from-page', details: { words: 300 } });
  expect(lines).toMatchObject([
    { level: 20, stage: 'read', articleId: 7, outcome: 'from-page', words: 300, msg: 'read' },
  ]);
  const ms = expect.any(Number);
  expect(told).toEqual([
    ['read', { fate: 'done', outcome: 'from-page', ms, waitedMs: 250, details: { words: 300 } }],
  ]);
  expect(lines[0]!.ms).toBe(Math.round(told[0]![1].ms));
});

test('a job that was begun before has not waited all that time', () => {
  const { end, told } = begin('read', 3);
  end({ fate: 'later', details: { reason: 'the host is busy' } });
  expect(told[0]![1]).toMatchObject({ fate: 'later', outcome: 'later', waitedMs: null });
});

test.each<['fetch' | 'read', End, string]>([
  ['fetch', { fate: 'done', outcome: 'entries' }, 'info'],
  ['fetch', { fate: 'done', outcome: 'not-due' }, 'debug'],
  ['fetch', { fate: 'later' }, 'debug'],
  ['read', { fate: 'done', outcome: 'from-page' }, 'debug'],
  ['read', { fate: 'again', details: { reason: 'no' } }, 'warn'],
  ['read', { fate: 'failed', details: { reason: 'no' } }, 'warn'],
])('%s, %j is logged at %s', (stage, done, level) => {
  const { end, lines } = begin(stage, 1);
  end(done);
  expect(lines[0]!.level).toBe(pino.levels.values[level]);
});
