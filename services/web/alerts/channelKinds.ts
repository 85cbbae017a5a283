import type { channelKinds } from '../../../db/schema.ts';
import { say } from '../language/say.tsx';

export type ChannelKind = (typeof channelKinds)[number];

const products = { slack: 'Slack', discord: 'Discord', teams: 'Teams', ntfy: 'ntfy' } as const;

/** A kind of channels as people call it. */
export const kindName = (kind: ChannelKind): string =>
  kind === 'webhook' ? say('webhook') : kind === 'mail' ? say('e-mail') : products[kind];
