import { and, asc, count, eq, lte, type SQL, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { alertMutes, alerts, articles, entities } from './schema.ts';

export type Mute = Omit<typeof alertMutes.$inferSelect, 'alertId'>;
export interface ListedMute extends Mute {
  /** What is muted, in words: the story’s first title or the entity’s name. */
  says: string | null;
}
export type NewMute = Pick<Mute, 'storyId' | 'entityId' | 'until'>;

/**
 * Mutes a story or an entity for an alert; what was muted already is muted until then.
 *
 * @returns the mute’s id; null where the alert has `most` already
 */
export const addMute = (
  orm: Orm,
  alertId: number,
  mute: NewMute,
  most: number,
  now: Date,
): Promise<number | null> =>
  orm.transaction(async (tx) => {
    // Others who mute something for it wait here.
    await tx.select({ id: alerts.id }).from(alerts).where(eq(alerts.id, alertId)).for('update');
    await tx.delete(alertMutes).where(and(eq(alertMutes.alertId, alertId), lte(alertMutes.until, now)));
    await tx.delete(alertMutes).where(and(eq(alertMutes.alertId, alertId), same(mute)));
    const [there] = await tx.select({ n: count() }).from(alertMutes).where(eq(alertMutes.alertId, alertId));
    if (there!.n >= most) return null;
    const [added] = await tx
      .insert(alertMutes)
      .values({ ...mute, alertId, madeAt: now })
      .returning({ id: alertMutes.id });
    return added!.id;
  });

const same = ({ storyId, entityId }: NewMute): SQL =>
  storyId === null ? eq(alertMutes.entityId, entityId ?? '') : eq(alertMutes.storyId, storyId);

/** @returns false where the alert has no such mute */
export async function removeMute(orm: Orm, alertId: number, id: number): Promise<boolean> {
  const gone = await orm
    .delete(alertMutes)
    .where(and(eq(alertMutes.alertId, alertId), eq(alertMutes.id, id)))
    .returning({ id: alertMutes.id });
  return gone.length > 0;
}

/** What an alert does not tell of, in the order in which it was muted; those that are over are left out. */
export async function listMutes(orm: Orm, alertId: number, now: Date): Promise<ListedMute[]> {
  return orm
    .select({ ...muteColumns, says: sql<string | null>`coalesce(${entities.name}, ${headline})` })
    .from(alertMutes)
    .leftJoin(entities, eq(entities.id, alertMutes.entityId))
    .where(
      and(
        eq(alertMutes.alertId, alertId),
        sql`(${alertMutes.until} is null or ${alertMutes.until} > ${now.toISOString()})`,
      ),
    )
    .orderBy(asc(alertMutes.id));
}

const headline = sql`(
  select ${articles.title} from ${articles} where ${articles.storyId} = ${alertMutes.storyId}
  order by ${articles.publishedAt} limit 1)`;

const muteColumns = {
  id: alertMutes.id,
  storyId: alertMutes.storyId,
  entityId: alertMutes.entityId,
  until: alertMutes.until,
  madeAt: alertMutes.madeAt,
};
