import { createHmac, timingSafeEqual } from 'node:crypto';
import { findChannel } from '../../../db/channels.ts';
import type { Orm } from '../../../db/database.ts';
import { endChannel } from './endChannel.ts';

interface Secretive {
  id: number;
  secrets: { secret: string }[];
}

/**
 * Where the reader of a mail ends it without being anybody here: the address holds what only its mails tell.
 *
 * @param home where people open Chipwire
 * @returns undefined for a channel without secret
 */
export function unsubscribeAddress(home: string, channel: Secretive): string | undefined {
  const token = tokenOf(channel);
  return token && `${home.replace(/\/+$/, '')}/unsubscribe/${channel.id}/${token}`;
}

function tokenOf({ id, secrets: [first] }: Secretive): string | undefined {
  return first && createHmac('sha256', first.secret).update(`unsubscribe ${id}`).digest('base64url');
}

/** @returns the name of the channel that this address ends; null where it is no such address */
export async function unsubscribing(orm: Orm, id: number, token: string) {
  const channel = await findChannel(orm, id);
  const expected = channel?.kind === 'mail' ? tokenOf(channel) : undefined;
  if (!channel || !expected || Buffer.byteLength(token) !== expected.length) return null;
  return timingSafeEqual(Buffer.from(token), Buffer.from(expected)) ? channel : null;
}

/** Switches the channel off and tells its owner. @returns false where it is no such address */
export async function unsubscribe(orm: Orm, id: number, token: string, now: Date): Promise<boolean> {
  const channel = await unsubscribing(orm, id, token);
  if (!channel) return false;
  await orm.transaction((tx) => endChannel(tx, channel, 'Its reader unsubscribed.', now));
  return true;
}
