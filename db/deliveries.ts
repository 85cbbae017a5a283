import { and, eq, isNull, lte, ne, or } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { channels, deliveries } from './schema.ts';

/** Channels through which something is to be sent now. */
export async function dueChannels(orm: Orm, now: Date, limit: number): Promise<number[]> {
  const rows = await orm
    .selectDistinct({ id: channels.id })
    .from(deliveries)
    .innerJoin(channels, eq(channels.id, deliveries.channelId))
    .where(
      and(
        eq(deliveries.state, 'pending'),
        lte(deliveries.dueAt, now),
        ne(channels.state, 'off'),
        or(isNull(channels.retryAt), lte(channels.retryAt, now)),
      ),
    )
    .limit(limit);
  return rows.map(({ id }) => id);
}
