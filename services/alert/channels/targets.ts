import { discordTarget } from './discord.ts';
import { mailTarget } from './mail.ts';
import { ntfyTarget } from './ntfy.ts';
import { slackTarget } from './slack.ts';
import { teamsTarget } from './teams.ts';
import { webhookTarget } from './webhook.ts';

/** The shape of each kind’s target. Addresses of Slack, Discord and Teams, and ntfy’s token, are secrets. */
export const targets = {
  webhook: webhookTarget,
  mail: mailTarget,
  slack: slackTarget,
  discord: discordTarget,
  teams: teamsTarget,
  ntfy: ntfyTarget,
} as const;

export type ChannelKind = keyof typeof targets;
