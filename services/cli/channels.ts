import { askAs, type Owned } from './askAs.ts';
import { type CommandContext, exitCodes } from './context.ts';
import { counted, plain } from './lines.ts';
import { minuteOf, tableOf } from './table.ts';

interface Channel {
  id: number;
  kind: string;
  name: string;
  target: Record<string, string>;
  state: string;
  reason: string | null;
  alerts: number;
}

/** Prints an owner’s channels. */
export async function listChannels(ctx: CommandContext, asked: Owned): Promise<number> {
  const answer = await askAs<{ channels: Channel[] }>(ctx, asked, 'GET', '/v1/channels');
  if (asked.json) ctx.out(JSON.stringify(answer));
  else if (answer.channels.length === 0)
    ctx.out('There are no channels yet: chipwire channels add KIND NAME TARGET makes the first.');
  else for (const line of channelTable(answer.channels)) ctx.out(line);
  return exitCodes.done;
}

const channelTable = (channels: Channel[]) =>
  tableOf(
    ['id', 'kind', 'state', 'name', 'target', 'alerts', 'reason'],
    channels.map(({ id, kind, state, name, target, alerts, reason }) => [
      ...[String(id), kind, state, name, Object.values(target).join(' '), String(alerts), reason ?? ''],
    ]),
  );

export interface AddCommand extends Owned {
  kind: string;
  name: string;
  target: string;
  server?: string;
  token?: string;
}

/** Saves a channel. A webhook’s secret alone goes to `out`, so that it can be sent on without being seen. */
export async function addChannel(ctx: CommandContext, asked: AddCommand): Promise<number> {
  const { kind, name, target } = asked;
  const channel = await askAs<Channel & { secret: string | null }>(ctx, asked, 'POST', '/v1/channels', {
    ...{ kind, name, target: targetOf(kind, target, asked) },
  });
  if (asked.json) ctx.out(JSON.stringify(channel));
  else if (channel.secret) {
    ctx.out(channel.secret);
    ctx.err(`${channel.id} (${plain(name)}): this signs what it is sent. It is not shown again.`);
  } else ctx.out(`${channel.id} (${plain(name)}) is saved; chipwire channels test ${channel.id} tries it.`);
  return exitCodes.done;
}

function targetOf(kind: string, target: string, { server, token }: AddCommand): object {
  if (kind === 'mail') return { to: target };
  if (kind !== 'ntfy') return { url: target };
  return { topic: target, ...(server ? { server } : {}), ...(token ? { token } : {}) };
}

export interface OneCommand extends Owned {
  id: number;
}

/** Sends a test through a channel. */
export async function testChannel(ctx: CommandContext, asked: OneCommand): Promise<number> {
  const sent = await askAs<{ notice: string }>(ctx, asked, 'POST', `/v1/channels/${asked.id}/test`);
  ctx.out(
    asked.json
      ? JSON.stringify(sent)
      : `${sent.notice} is on its way; chipwire deliveries tells what becomes of it.`,
  );
  return exitCodes.done;
}

/** Switches a channel on or off. */
export async function switchChannel(
  ctx: CommandContext,
  asked: OneCommand & { act: 'on' | 'off' },
): Promise<number> {
  const channel = await askAs<Channel>(ctx, asked, 'POST', `/v1/channels/${asked.id}/${asked.act}`);
  ctx.out(asked.json ? JSON.stringify(channel) : `${channel.id} is ${asked.act}.`);
  return exitCodes.done;
}

/** Deletes a channel. */
export async function deleteChannel(ctx: CommandContext, asked: OneCommand): Promise<number> {
  await askAs(ctx, asked, 'DELETE', `/v1/channels/${asked.id}`);
  ctx.out(asked.json ? JSON.stringify({ id: asked.id }) : `${asked.id} is deleted.`);
  return exitCodes.done;
}

interface Delivery {
  id: number;
  state: string;
  notice: { title: string };
  channel: { name: string };
  madeAt: string;
  dueAt: string | null;
  tries: { reason: string | null }[];
}

export interface DeliveriesCommand extends Owned {
  failed?: boolean;
  retry?: number;
  limit: number;
}

/** Prints what was sent and what became of it, or has one sent again. */
export async function deliveries(ctx: CommandContext, asked: DeliveriesCommand): Promise<number> {
  if (asked.retry !== undefined) return retry(ctx, asked, asked.retry);
  const answer = await askAs<{ deliveries: Delivery[] }>(ctx, asked, 'GET', '/v1/deliveries', {
    ...{ limit: asked.limit, state: asked.failed ? 'failed' : undefined },
  });
  if (asked.json) ctx.out(JSON.stringify(answer));
  else if (answer.deliveries.length === 0)
    ctx.out(asked.failed ? 'None has failed.' : 'Nothing was sent yet.');
  else for (const line of deliveryTable(answer.deliveries)) ctx.out(line);
  return exitCodes.done;
}

async function retry(ctx: CommandContext, asked: Owned, id: number): Promise<number> {
  const again = await askAs<{ id: number }>(ctx, asked, 'POST', `/v1/deliveries/${id}/retry`);
  ctx.out(asked.json ? JSON.stringify(again) : `${id} is tried again now.`);
  return exitCodes.done;
}

const deliveryTable = (rows: Delivery[]) =>
  tableOf(
    ['id', 'made', 'state', 'tries', 'next', 'through', 'message', 'reason'],
    rows.map(({ id, madeAt, state, tries, dueAt, channel, notice }) => [
      ...[String(id), minuteOf(madeAt), state, counted(tries.length, 'try', 'tries'), minuteOf(dueAt, '–')],
      ...[channel.name, notice.title, tries.at(-1)?.reason ?? ''],
    ]),
  );
