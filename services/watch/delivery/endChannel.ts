import type { Channel } from '../../../db/channels.ts';
import type { Orm } from '../../../db/database.ts';
import { markOff, wellChannels } from '../../../db/deliveryTries.ts';
import { addNotice } from '../../../db/notices.ts';
import type { NoticeContent } from '../../alert/notice.ts';

/**
 * Switches a channel off and tells its owner through the other channels that work.
 *
 * @param reason a sentence
 * @returns whether it was on
 */
export async function endChannel(tx: Orm, channel: Channel, reason: string, now: Date): Promise<boolean> {
  if (!(await markOff(tx, channel.id, reason, now))) return false;
  const content: NoticeContent = {
    ...{ kind: 'channel-off', alert: null, priority: 'high', madeAt: now.toISOString() },
    title: `The channel “${channel.name}” was switched off. ${reason}`,
    ...{ matches: [], more: 0 },
  };
  const { owner } = channel;
  const channelIds = await wellChannels(tx, owner);
  await addNotice(tx, { owner, alertId: null, kind: 'channel-off', content, matchIds: [], channelIds }, now);
  return true;
}
