import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Orm } from '../../db/database.ts';
import { forgetProcesses, noteAlive, noteEnded } from '../../db/processes.ts';
import type { ProcessKind } from '../../db/schema.ts';
import { isOutOfReach, reasonOf } from '../faults.ts';
import { inTime } from './inTime.ts';

/** The wall clock moved by itself. */
export interface Jump {
  /** Milliseconds; less than 0 where it went back. */
  by: number;
  /** Of the steady clock, in milliseconds. */
  at: number;
}

/** Why the database takes nothing. */
export interface WriteFault {
  reason: string;
  /** The disk of the database is full. */
  full: boolean;
}

/** What a process says of itself to the others, and what it learns from being able to. */
export interface Pulse {
  /** Why nothing can be written, as far as is known: asked of the database where that is in doubt. */
  writeFault(): Promise<WriteFault | null>;
  /** The same as it was when it was asked last. */
  known(): WriteFault | null;
  /** Something could not be written elsewhere, for this reason. */
  doubt(error: unknown): void;
  /** The latest jump of the clock, and what the steady clock shows now. */
  jumped(): { jump: Jump | null; at: number };
  close(): Promise<void>;
}

interface PulseOptions {
  orm: Orm;
  kind: ProcessKind;
  version: string;
  /** To the database’s server that this process may open. */
  connections: number;
  now(): Date;
  /** Milliseconds of a clock that nobody sets. */
  steady?(): number;
  /** Told when the clock has jumped. */
  onJump?(by: number): void;
  everyMs?: number;
}

const usualEveryMs = 10_000;
const forgottenSeconds = 86_400;
const beatMs = 5_000;
/** On a full disk there is often room for one row more, and for no article. */
const holdMs = 10_000;
/** Timers are late on a busy machine, on both clocks alike; NTP moves a clock by less. */
const leastJumpMs = 2_000;

/** Says every few seconds that this process is alive, and notes what keeps it from saying so. */
export async function startPulse(options: PulseOptions): Promise<Pulse> {
  const { orm, kind, version, connections, now, onJump, everyMs = usualEveryMs } = options;
  const steady = options.steady ?? (() => performance.now());
  const self = { id: randomUUID(), kind, host: hostname(), pid: process.pid, version, connections };
  let fault: WriteFault | null = null;
  let inDoubt = false;
  let heldUntil = Number.NEGATIVE_INFINITY;
  let beating: Promise<void> | null = null;
  let jump: Jump | null = null;
  let last = { wall: now().getTime(), at: steady() };

  function lookAtClock(): void {
    const next = { wall: now().getTime(), at: steady() };
    const by = next.wall - last.wall - (next.at - last.at);
    last = next;
    if (Math.abs(by) < leastJumpMs) return;
    jump = { by, at: next.at };
    onJump?.(by);
  }

  async function write(): Promise<void> {
    try {
      await inTime(noteAlive(orm, self), beatMs);
      inDoubt = false;
      if (steady() >= heldUntil) fault = null;
    } catch (error) {
      // A database that is busy is none that takes nothing.
      if (!isOutOfReach(error)) return;
      fault = { reason: reasonOf(error), full: isFull(error) };
    }
  }

  function beat(): Promise<void> {
    beating ??= write().finally(() => {
      beating = null;
    });
    return beating;
  }

  await beat();
  await forgetProcesses(orm, forgottenSeconds).catch(() => {});
  const timer = setInterval(() => {
    lookAtClock();
    void beat();
  }, everyMs);
  return {
    async writeFault() {
      if (fault || inDoubt) await beat();
      return fault;
    },
    known: () => fault,
    doubt: (error) => {
      inDoubt = true;
      if (!isFull(error)) return;
      fault = { reason: reasonOf(error), full: true };
      heldUntil = steady() + holdMs;
    },
    jumped: () => ({ jump, at: steady() }),
    async close() {
      clearInterval(timer);
      await beating;
      await inTime(noteEnded(orm, self.id), beatMs).catch(() => {});
    },
  };
}

/** SQLSTATE 53100. */
function isFull(error: unknown): boolean {
  for (let next = error; next instanceof Error; next = next.cause)
    if ((next as { code?: unknown }).code === '53100') return true;
  return false;
}
