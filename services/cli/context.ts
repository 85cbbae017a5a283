import { CommanderError } from 'commander';
import type { Orm } from '../../db/database.ts';
import { told } from '../faults.ts';
import type { Config } from '../runtime/config.ts';
import type { Progress } from './progress.ts';

/**
 * What a command works with, whether it runs in the `chipwire` process itself or inside a running Chipwire that has the
 * archive open. It never touches `process`: where it runs, the terminal may be another process's.
 */
export interface CommandContext {
  orm: Orm;
  now(): Date;
  /** Writes a line of the result. */
  out(line: string): void;
  /** Waits until what `out` wrote has been taken, so that nothing piles up; absent where nothing does. */
  drain?(): Promise<void>;
  /** Writes a line for the eyes of whoever waits: what is going on, what went wrong. */
  err(line: string): void;
  /** A bar on a terminal, a line now and then elsewhere. */
  progress: Progress;
  /** Aborted by Ctrl-C, and when the caller has gone. */
  signal: AbortSignal;
  /** Folder that the paths of the caller's words start from. */
  cwd: string;
  config: Config;
  /** Where people open the pages, without a slash at its end; absent or null where that is not known. */
  home?: string | null;
  /** Whether people read the lines of `out` as they come, on a terminal. */
  isTTY?: boolean;
  /** Whether this very process runs the workers, which take up what the command leaves to them. */
  workersRun?: boolean;
}

/** What a command does, once its words have been read. @returns the exit code */
export type Act = (ctx: CommandContext) => Promise<number>;

/** What a command ends with: done, failed, asked for in a wrong way, stopped. */
export const exitCodes = { done: 0, failed: 1, wrongUse: 2, interrupted: 130 } as const;

/** The words of a command do not do; what is wrong has been told. */
export class WrongUse extends Error {
  override name = 'WrongUse';
}

/** Tells what went wrong, where that has not been told. @returns the exit code */
export function exitCodeFor(error: unknown, err: CommandContext['err']): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUse;
  if (error instanceof WrongUse) return exitCodes.wrongUse;
  const fault = told(error);
  err(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));
  return exitCodes.failed;
}
