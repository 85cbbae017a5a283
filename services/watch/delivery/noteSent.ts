import { setTimeout as wait } from 'node:timers/promises';
import type { Orm } from '../../../db/database.ts';
import {
  type Fate,
  markFailing,
  markWell,
  noteTry,
  type Taken,
  type Try,
} from '../../../db/deliveryTries.ts';
import { mostTries, nextTry, offAfterMs } from '../../alert/channels/schedule.ts';
import type { Log } from '../../runtime/log.ts';
import { endChannel } from './endChannel.ts';
import type { Sent } from './sender.ts';

interface NoteContext {
  orm: Orm;
  log: Log;
  now(): Date;
  random(): number;
}

type Failed = Extract<Sent, { ok: false }>;

/** Writes down what came of a try, for the delivery and for its channel, in one transaction. */
export async function noteSent(
  ctx: NoteContext,
  taken: Taken,
  sent: Sent,
  took: Pick<Try, 'at' | 'ms'>,
): Promise<void> {
  const tried = { ...took, status: sent.status, reason: sent.ok ? null : sent.reason };
  if (sent.ok) return patiently(() => noteSuccess(ctx.orm, taken, tried));
  const off = await noteFailure(ctx, taken, tried, sent);
  if (off) ctx.log.warn({ channelId: taken.channel.id, reason: off }, 'channel switched off');
}

const noteSuccess = (orm: Orm, { id, channel }: Taken, tried: Try): Promise<void> =>
  orm.transaction(async (tx) => {
    await noteTry(tx, id, tried, { state: 'delivered' });
    if (channel.state === 'failing') await markWell(tx, channel.id);
  });

/** @returns why the channel was switched off; null where it was not */
async function noteFailure(
  ctx: NoteContext,
  { id, tries, channel }: Taken,
  tried: Try,
  failed: Failed,
): Promise<string | null> {
  const now = ctx.now();
  const since = channel.failingSince ?? tried.at;
  const failure = { now, tries: tries + 1, failingSince: since, askedFor: failed.retryAt };
  const retryAt = nextTry({ ...failure, random: ctx.random() });
  const end = reasonToEnd(failed, now.getTime() - since.getTime());
  return ctx.orm.transaction(async (tx) => {
    if (!(await noteTry(tx, id, tried, fateOf(failed, tries + 1, retryAt)))) return null;
    if (end) return (await endChannel(tx, channel, end, now)) ? end : null;
    await markFailing(tx, channel.id, { reason: failed.reason, since, retryAt });
    return null;
  });
}

const fateOf = ({ next }: Failed, tries: number, retryAt: Date): Fate =>
  next === 'later' && tries < mostTries ? { state: 'pending', dueAt: retryAt } : { state: 'failed' };

/** Why nothing is sent through a channel any more; null where it is tried again. */
function reasonToEnd({ next, reason }: Failed, failingMs: number): string | null {
  if (next === 'gone') return `It ${reason}.`;
  return failingMs >= offAfterMs ? `Nothing came through for five days; at last: ${reason}.` : null;
}

/** In the time of a lease. */
const patienceMs = 10_000;
const pauseMs = 200;

/** Tries until the database is back: what it does not hear of by then, the receiver gets a second time. */
async function patiently(act: () => Promise<void>): Promise<void> {
  const end = performance.now() + patienceMs;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (performance.now() > end) throw error;
      await wait(pauseMs);
    }
  }
}
