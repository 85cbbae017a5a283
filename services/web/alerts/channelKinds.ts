import type { channelKinds } from '../../../db/schema.ts';

export type ChannelKind = (typeof channelKinds)[number];

/** Kinds of channels as people call them. */
export const kindNames: Record<ChannelKind, string> = {
  webhook: 'webhook',
  mail: 'e-mail',
  slack: 'Slack',
  discord: 'Discord',
  teams: 'Teams',
  ntfy: 'ntfy',
};
