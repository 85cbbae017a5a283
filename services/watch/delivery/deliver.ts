import { findChannel } from '../../../db/channels.ts';
import type { Orm } from '../../../db/database.ts';
import { dueDeliveries, renewLease, type Taken, takeDelivery } from '../../../db/deliveryTries.ts';
import { noticeFrom } from '../../alert/links.ts';
import type { Notice } from '../../alert/notice.ts';
import type { DeliveryTried, Meter } from '../../metrics/meter.ts';
import type { Log } from '../../runtime/log.ts';
import { AskLater } from '../../runtime/politeness.ts';
import { noteSent } from './noteSent.ts';
import type { Sender, Sent } from './sender.ts';

/** What those need who send; made once, where the process is put together. */
export interface SendContext {
  orm: Orm;
  sender: Sender;
  /** Where people open Chipwire, for links. */
  home: string;
  log: Log;
  /** Counts and times tries; nobody does when absent. */
  meter?: Pick<Meter, 'delivery'> | undefined;
  now(): Date;
  /** 0 ≤ x < 1. */
  random(): number;
}

/** Renewed while a try lasts. Who was killed meanwhile leaves its delivery to others after that. */
const [leaseMs, renewMs] = [6_000, 2_000];
/** One job sends for so long; what is due then is left to the next, so that other channels get their turn. */
const budgetMs = 20_000;
const atOnce = 100;

export interface Delivered {
  sent: number;
  /** Why the channel waits now; null where it does not. */
  reason: string | null;
}

/**
 * Sends what is due through a channel, one after the other, until nothing is, time is up or one fails.
 *
 * @throws AskLater while enough others send to the same host
 */
export async function deliverDue(
  ctx: SendContext,
  channelId: number,
  signal?: AbortSignal,
): Promise<Delivered> {
  const channel = await findChannel(ctx.orm, channelId);
  if (!channel) return { sent: 0, reason: null };
  const place = ctx.sender.enter(channel);
  if ('askAgainMs' in place)
    throw new AskLater('many send to this host', new Date(ctx.now().getTime() + place.askAgainMs));
  try {
    return await sendEach(ctx, channelId, signal);
  } finally {
    place.leave();
  }
}

async function sendEach(ctx: SendContext, channelId: number, signal?: AbortSignal): Promise<Delivered> {
  const end = ctx.now().getTime() + budgetMs;
  let sent = 0;
  for (;;) {
    const ids = await dueDeliveries(ctx.orm, channelId, ctx.now(), atOnce);
    for (const id of ids) {
      if (signal?.aborted || ctx.now().getTime() > end) return { sent, reason: null };
      const done = await tryOnce(ctx, id, signal);
      if (done && !done.ok) return { sent, reason: done.reason };
      if (done) sent += 1;
    }
    if (ids.length < atOnce) return { sent, reason: null };
  }
}

/** @returns null where somebody else has it, or its channel is off by now */
async function tryOnce(ctx: SendContext, id: number, signal?: AbortSignal): Promise<Sent | null> {
  const at = ctx.now();
  const taken = await takeDelivery(ctx.orm, id, at, leaseMs);
  if (!taken) return null;
  const started = performance.now();
  const sent = await sendTaken(ctx, taken, at, signal);
  // The process is closing, or the job is over its time: that says nothing of the receiver, and the lease runs out.
  if (!sent.ok && signal?.aborted) return null;
  const took = { at, ms: Math.round(performance.now() - started) };
  await noteSent(ctx, taken, sent, took);
  ctx.meter?.delivery(tried(taken, sent, took));
  return sent;
}

function tried({ channel, notice }: Taken, sent: Sent, { at, ms }: { at: Date; ms: number }): DeliveryTried {
  const { madeAt } = notice.content as { madeAt?: string };
  const outcome = sent.ok ? 'delivered' : sent.status === null ? 'unreached' : 'refused';
  return { kind: channel.kind, outcome, ms, lagMs: at.getTime() + ms - Date.parse(madeAt ?? '') };
}

async function sendTaken(ctx: SendContext, taken: Taken, at: Date, signal?: AbortSignal) {
  const notice = readNotice(taken.notice, ctx.home);
  if (!notice) return unreadable;
  const letGo = keep(ctx, taken.id, at);
  return ctx.sender.send(taken.channel, notice, at, signal).finally(letGo);
}

/** Renews the lease of a delivery until it is let go. */
function keep({ orm, now }: SendContext, id: number, takenAt: Date): () => void {
  let until = new Date(takenAt.getTime() + leaseMs);
  const renew = async () => {
    const next = new Date(now().getTime() + leaseMs);
    if (await renewLease(orm, id, until, next)) until = next;
  };
  const timer = setInterval(() => void renew().catch(() => {}), renewMs);
  return () => clearInterval(timer);
}

const unreadable: Sent = {
  ...{ ok: false, status: null, next: 'never' },
  reason: 'the notice was written by a version of Chipwire that this one does not understand',
};

function readNotice(stored: Taken['notice'], home: string): Notice | null {
  try {
    return noticeFrom(stored, home);
  } catch {
    return null;
  }
}
