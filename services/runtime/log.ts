import { type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import type { Config } from './config.ts';

export type Log = Logger;

/**
 * The process's log. Lines about jobs carry stable keys: `stage`, what it is about (`feedId`, `articleId`, `alertId` or
 * `channelId`), `outcome`, `ms`. Text form is for people in a terminal, JSON (one object a line) for machines.
 */
export function createLog({ LOG_LEVEL, LOG_FORMAT }: Pick<Config, 'LOG_LEVEL' | 'LOG_FORMAT'>): Log {
  const options = { level: LOG_LEVEL, base: null };
  if (LOG_FORMAT === 'json') return pino(options);
  // In this thread: the last lines must be out before the process ends, and there are few.
  const sink = pretty({
    sync: true,
    translateTime: 'SYS:HH:MM:ss',
    hideObject: true,
    messageFormat: (line, messageKey) => readable(line, String(line[messageKey] ?? '')),
  });
  return pino(options, sink);
}

/** `fetch strait-ledger: entries, entries 35, added 35 (2.4 s)` */
function readable(line: Record<string, unknown>, message: string): string {
  const { level: _, time: __, msg: ___, stage, outcome, ms, ...rest } = line;
  const about = Object.keys(rest).find((key) => stage !== undefined && key.endsWith('Id'));
  const facts = Object.entries(rest)
    .filter(([key]) => key !== about)
    .map(([key, value]) => (key === 'reason' ? `${value}` : `${key} ${value}`));
  const took = typeof ms === 'number' ? ` (${(ms / 1000).toFixed(1)} s)` : '';
  if (stage === undefined) return [message, ...facts].join(': ') + took;
  return `${stage} ${about && rest[about]}: ${[outcome, ...facts].join(', ')}${took}`;
}
