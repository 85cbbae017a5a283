import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { reclusters } from './schema.ts';

export type Recluster = typeof reclusters.$inferSelect;

/** Which articles a run takes, and by which method. */
export type ReclusterScope = Pick<Recluster, 'version' | 'since'>;

/** Goes on with the newest run of this scope that was not finished, or begins one. */
export async function beginRecluster(
  orm: Orm,
  { version, since }: ReclusterScope,
  report: unknown,
  now: Date,
): Promise<Recluster> {
  const sameSince = since ? eq(reclusters.since, since) : isNull(reclusters.since);
  const [unfinished] = await orm
    .select()
    .from(reclusters)
    .where(and(isNull(reclusters.finishedAt), eq(reclusters.version, version), sameSince))
    .orderBy(desc(reclusters.id))
    .limit(1);
  if (unfinished) return unfinished;
  const [begun] = await orm.insert(reclusters).values({ version, since, startedAt: now, report }).returning();
  return begun!;
}

/** Keeps how far a run is. */
export async function saveRecluster(
  orm: Orm,
  id: number,
  progress: Pick<Recluster, 'reachedAt' | 'reachedUrl' | 'finishedAt' | 'report'>,
): Promise<void> {
  await orm.update(reclusters).set(progress).where(eq(reclusters.id, id));
}
