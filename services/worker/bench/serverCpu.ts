import { readdirSync, readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { Redis } from 'ioredis';
import type { Database } from '../../../db/database.ts';

const ticksPerSecond = 100;

/**
 * CPU seconds that PostgreSQL and Redis have used so far, where they run on this machine and the database's user may
 * know; null where not, and when embedded.
 */
export async function serverCpu(db: Database): Promise<number | null> {
  if (db.home === 'embedded') return null;
  try {
    const read = await db.orm.execute(sql`select pg_read_file('postmaster.pid') as text`);
    const pid = Number.parseInt((read as unknown as { rows: { text: string }[] }).rows[0]!.text, 10);
    return cpuOfFamily(pid) + (await cpuOfRedis());
  } catch {
    return null;
  }
}

/** Of a process, of its children, and of those that have ended. @throws Error where there is no such process */
function cpuOfFamily(pid: number): number {
  const own = statOf(pid);
  const children = readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      return [statOf(Number(name))];
    } catch {
      return []; // ended while it was looked at
    }
  });
  const living = children.filter(({ parent }) => parent === pid).reduce((sum, { used }) => sum + used, 0);
  return (own.used + own.usedByEnded + living) / ticksPerSecond;
}

/** Fields of proc_pid_stat(5), in ticks. */
function statOf(pid: number): { parent: number; used: number; usedByEnded: number } {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  return { parent: fields[1]!, used: fields[11]! + fields[12]!, usedByEnded: fields[13]! + fields[14]! };
}

async function cpuOfRedis(): Promise<number> {
  const { REDIS_URL } = process.env;
  if (!REDIS_URL) return 0;
  const redis = new Redis(REDIS_URL);
  const told = await redis.info('cpu');
  redis.disconnect();
  const seconds = (name: string) => Number(new RegExp(`${name}:([\\d.]+)`).exec(told)?.[1] ?? 0);
  return seconds('used_cpu_sys') + seconds('used_cpu_user');
}
