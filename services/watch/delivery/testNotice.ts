import type { Channel } from '../../../db/channels.ts';
import type { Orm } from '../../../db/database.ts';
import { letGo } from '../../../db/deliveries.ts';
import { addNotice } from '../../../db/notices.ts';
import type { NoticeContent } from '../../alert/notice.ts';

/**
 * Sends a test through a channel, at once even where it waits after a failure. What becomes of it is in the log of
 * deliveries; through a channel that is off nothing is sent.
 *
 * @returns the notice’s number
 */
export async function sendTest(orm: Orm, channel: Channel, now: Date): Promise<number> {
  const { id, owner, name } = channel;
  const content: NoticeContent = {
    ...{ kind: 'test', alert: null, priority: 'normal', madeAt: now.toISOString() },
    title: `A test of the channel “${name}”: alerts reach you here.`,
    ...{ matches: [], more: 0 },
  };
  const notice = { owner, alertId: null, kind: 'test' as const, content, matchIds: [], channelIds: [id] };
  return orm.transaction(async (tx) => {
    await letGo(tx, id);
    return addNotice(tx, notice, now);
  });
}
