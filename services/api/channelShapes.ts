import { z } from '@hono/zod-openapi';
import type { ListedChannel } from '../../db/channels.ts';
import { channelKinds, channelStates } from '../../db/schema.ts';
import { targets } from '../alert/channels/targets.ts';
import { maskedTarget } from '../watch/channels.ts';
import { channelId, nameShape } from './alertShapes.ts';
import { moment } from './shapes.ts';

// What routes of channels take and give.

const channelOf = <Kind extends keyof typeof targets>(kind: Kind) =>
  z.strictObject({ kind: z.literal(kind), name: nameShape, target: targets[kind] });

export const newChannelShape = z
  .discriminatedUnion('kind', [
    channelOf('webhook'),
    channelOf('mail'),
    channelOf('slack'),
    channelOf('discord'),
    channelOf('teams'),
    channelOf('ntfy'),
  ])
  .openapi('NewChannel', {
    example: {
      kind: 'webhook',
      name: 'Our desk',
      target: { url: 'https://desk.example.com/hooks/chipwire' },
    },
  });

export const channelChangesShape = z
  .strictObject({
    name: nameShape.optional(),
    target: z
      .record(z.string().max(100), z.string().max(2000))
      .optional()
      .describe('Takes the place of the old one; its shape is that of the channel’s kind'),
  })
  .openapi('ChannelChanges', { example: { name: 'The desk' } });

export const channelShape = z
  .object({
    id: channelId,
    kind: z.enum(channelKinds),
    name: z.string(),
    target: z.record(z.string(), z.string()).describe('Addresses and tokens that are secrets are cut short'),
    state: z.enum(channelStates).describe('off is not sent to any more'),
    reason: z.string().nullable().describe('Why it is not ok, in words'),
    failingSince: moment.nullable(),
    retryAt: moment.nullable().describe('When it is tried again'),
    alerts: z.int().min(0).describe('Alerts that tell through it'),
    lastDeliveredAt: moment.nullable().describe('When something was last taken there; null when nothing was'),
    madeAt: moment,
    oldSecretUntil: moment.nullable().describe('Until then the secret before the last signs as well'),
  })
  .openapi('Channel');

/** A channel as the API tells it. */
export function shownChannel(channel: ListedChannel, now: Date) {
  const { id, kind, name, target, state, reason, alerts } = channel;
  const old = channel.secrets.find(({ until }) => until !== undefined && new Date(until) > now);
  return {
    ...{ id, kind, name, target: maskedTarget(target), state, reason, alerts },
    failingSince: channel.failingSince?.toISOString() ?? null,
    retryAt: channel.retryAt?.toISOString() ?? null,
    lastDeliveredAt: channel.lastDeliveredAt?.toISOString() ?? null,
    madeAt: channel.madeAt.toISOString(),
    oldSecretUntil: old?.until ?? null,
  };
}
