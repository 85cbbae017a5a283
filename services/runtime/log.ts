import { AsyncLocalStorage } from 'node:async_hooks';
import type { Writable } from 'node:stream';
import { type Logger, type LoggerOptions, pino } from 'pino';
import pretty from 'pino-pretty';
import type { Config } from './config.ts';
import { type SecretSettings, secretCutter } from './secrets.ts';

export type Log = Logger;

/** What lines are about while something is done. */
export interface About {
  /** Id of the request that is answered. */
  request?: string;
  /** Id of the job that is done, and which try this is, from 1. */
  job?: string;
  attempt?: number;
}

const about = new AsyncLocalStorage<About>();

/** Does something; every line that is logged meanwhile, wherever, says what it is about. */
export const within = <T>(what: About, act: () => T): T => about.run({ ...about.getStore(), ...what }, act);

/** What is being done here; nothing in particular when empty. */
export const doing = (): About => about.getStore() ?? {};

/** Keys whose value is nobody's business, should somebody log a whole request or row. */
const secretKeys = ['authorization', 'cookie', 'set-cookie', 'password', 'secret', 'token', 'apiKey'];
const redact = {
  paths: secretKeys.flatMap((key) => [`["${key}"]`, `*["${key}"]`, `*.*["${key}"]`]),
  censor: '…',
};

/**
 * The process's log. Lines about jobs carry stable keys: `stage`, what it is about (`feedId`, `articleId`, `alertId` or
 * `channelId`), `outcome`, `ms`, `job` and `attempt`; lines about requests carry `request`. No line holds a secret of the
 * settings. Text form is for people in a terminal, JSON (one object a line) for machines.
 *
 * @param out where lines go; standard output when left out
 */
export function createLog(
  { LOG_LEVEL, LOG_FORMAT, ...settings }: Pick<Config, 'LOG_LEVEL' | 'LOG_FORMAT'> & SecretSettings,
  out?: Writable,
): Log {
  const options: LoggerOptions = {
    level: LOG_LEVEL,
    base: null,
    redact,
    // A copy: what a line says itself is written into it.
    mixin: () => ({ ...doing() }),
    hooks: { streamWrite: secretCutter(settings) },
  };
  if (LOG_FORMAT === 'json') return out ? pino(options, out) : pino(options);
  // In this thread: the last lines must be out before the process ends, and there are few.
  const sink = pretty({
    sync: true,
    translateTime: 'SYS:HH:MM:ss',
    hideObject: true,
    ...(out ? { destination: out } : {}),
    messageFormat: (line, messageKey) => readable(line, String(line[messageKey] ?? '')),
  });
  return pino(options, sink);
}

/** `fetch strait-ledger: entries, entries 35, added 35 (2.4 s)` */
function readable(line: Record<string, unknown>, message: string): string {
  const { level: _, time: __, msg: ___, job: ____, attempt, stage, outcome, ms, ...rest } = line;
  const about = Object.keys(rest).find((key) => stage !== undefined && key.endsWith('Id'));
  const facts = Object.entries(rest)
    .filter(([key]) => key !== about)
    .map(([key, value]) => (key === 'reason' ? `${value}` : `${key} ${value}`));
  if (Number(attempt) > 1) facts.push(`attempt ${attempt}`);
  const took = typeof ms === 'number' ? ` (${(ms / 1000).toFixed(1)} s)` : '';
  if (stage === undefined) return [message, ...facts].join(': ') + took;
  return `${stage} ${about && rest[about]}: ${[outcome, ...facts].join(', ')}${took}`;
}
