import { asc, eq, gt, lt, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { processes } from './schema.ts';

export type Process = typeof processes.$inferSelect;
export type NewProcess = Omit<Process, 'startedAt' | 'seenAt'>;

const at = sql`clock_timestamp()`;
const secondsAgo = (seconds: number) => sql`clock_timestamp() - ${seconds} * interval '1 second'`;

/** Says that a process is alive, by the database's clock. It is the one write that needs no work to be there. */
export async function noteAlive(orm: Orm, process: NewProcess): Promise<void> {
  await orm
    .insert(processes)
    .values({ ...process, startedAt: at, seenAt: at })
    .onConflictDoUpdate({ target: processes.id, set: { seenAt: at, connections: process.connections } });
}

/** A process ends, and says so. */
export async function noteEnded(orm: Orm, id: string): Promise<void> {
  await orm.delete(processes).where(eq(processes.id, id));
}

/** Forgets processes that have not been seen for so long. */
export async function forgetProcesses(orm: Orm, seconds: number): Promise<void> {
  await orm.delete(processes).where(lt(processes.seenAt, secondsAgo(seconds)));
}

/** Processes that were seen in the last `seconds`, those that run longest first. */
export function aliveProcesses(orm: Orm, seconds: number): Promise<Process[]> {
  const alive = gt(processes.seenAt, secondsAgo(seconds));
  return orm.select().from(processes).where(alive).orderBy(asc(processes.startedAt), asc(processes.id));
}
