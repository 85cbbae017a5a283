import { setTimeout as wait } from 'node:timers/promises';
import { asc, eq } from 'drizzle-orm';
import { pino } from 'pino';
import type { Database } from '../../../../db/database.ts';
import { dueChannels } from '../../../../db/deliveryTries.ts';
import { addNotice } from '../../../../db/notices.ts';
import { alerts, channels, deliveries, deliveryTries, keys, notices } from '../../../../db/schema.ts';
import type { NoticeContent } from '../../../alert/notice.ts';
import { AskLater } from '../../../runtime/politeness.ts';
import { deliverDue, type SendContext } from '../deliver.ts';
import type { Channel, Sender, Sent } from '../sender.ts';

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** Empties what sending is about. */
export async function clear({ orm }: Database): Promise<void> {
  await orm.delete(deliveries);
  await orm.delete(notices);
  await orm.delete(channels);
  await orm.delete(alerts);
}

/** Sending on a clock that only moves when it is told to. */
export function startSending(db: Database, sender: Sender, start = '2026-03-01T12:00:00Z') {
  const { orm } = db;
  const clock = { ms: Date.parse(start) };
  const now = () => new Date(clock.ms);
  const lines: object[] = [];
  const log = pino({ level: 'debug', base: null }, { write: (line) => void lines.push(JSON.parse(line)) });
  const ctx: SendContext = { orm, sender, home: 'https://chipwire.example', log, now, random: () => 0.5 };

  const addChannel = async (more: Partial<typeof channels.$inferInsert> = {}): Promise<number> => {
    const usual = {
      owner: 'local',
      kind: 'webhook' as const,
      name: 'Desk',
      target: { url: 'https://desk.example/' },
    };
    const secrets = [{ secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}` }];
    const [row] = await orm
      .insert(channels)
      .values({ ...usual, secrets, madeAt: now(), ...more })
      .returning({ id: channels.id });
    return row!.id;
  };
  const tell = (
    channelIds: number[],
    more: Partial<NoticeContent> = {},
    owner = 'local',
  ): Promise<number> => {
    const content: NoticeContent = {
      ...{ kind: 'match', alert: null, priority: 'normal', madeAt: now().toISOString() },
      ...{ title: 'Nvidia gets a licence', matches: [], more: 0, ...more },
    };
    const notice = { owner, alertId: null, kind: content.kind, content, matchIds: [], channelIds };
    return orm.transaction((tx) => addNotice(tx, notice, now()));
  };
  return {
    ...{ orm, clock, now, ctx, lines, addChannel, tell },
    addKey: (id: string) =>
      orm.insert(keys).values({ id, name: id, scope: 'write', hash: id, madeAt: now() }),
    /** Runs the jobs that are due now, each channel’s at the same time. */
    work: async () => {
      const due = await dueChannels(orm, now(), 1000);
      return Promise.all(due.map((id) => patiently(ctx, id)));
    },
    channel: async (id: number) => (await orm.select().from(channels).where(eq(channels.id, id)))[0]!,
    deliveries: (channelId: number) =>
      orm.select().from(deliveries).where(eq(deliveries.channelId, channelId)).orderBy(asc(deliveries.id)),
    tries: () =>
      orm.select().from(deliveryTries).orderBy(asc(deliveryTries.deliveryId), asc(deliveryTries.nth)),
  };
}

/** As the queue does it: a job that is told to ask later comes back. */
async function patiently(ctx: SendContext, id: number): Promise<unknown> {
  try {
    return await deliverDue(ctx, id);
  } catch (error) {
    if (!(error instanceof AskLater)) throw error;
    await wait(error.until.getTime() - ctx.now().getTime());
    return patiently(ctx, id);
  }
}

/** A sender that does what the test says, and notes what it was given. */
export function scripted(act: (channel: Channel, id: string) => Sent | Promise<Sent>) {
  const sent: { channel: number; id: string; at: number }[] = [];
  const sender: Sender = {
    enter: () => ({ leave: () => {} }),
    async send(channel, notice, now) {
      sent.push({ channel: channel.id, id: notice.id, at: now.getTime() });
      return act(channel, notice.id);
    },
    close: async () => {},
  };
  return { sender, sent };
}

export const taken: Sent = { ok: true, status: 204 };
export const failed = (more: Partial<Extract<Sent, { ok: false }>> = {}): Sent => ({
  ...{ ok: false, status: 500, reason: 'answered 500: it has a fault of its own', next: 'later' as const },
  ...more,
});
