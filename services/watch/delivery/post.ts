import { Webhook } from 'standardwebhooks';
import { discordMessage } from '../../alert/channels/discord.ts';
import { type NtfyTarget, ntfyMessage } from '../../alert/channels/ntfy.ts';
import { slackMessage } from '../../alert/channels/slack.ts';
import { teamsMessage } from '../../alert/channels/teams.ts';
import { webhookMessage } from '../../alert/channels/webhook.ts';
import type { Notice } from '../../alert/notice.ts';
import type { Channel } from './sender.ts';

/** A request that carries a notice. */
export interface Post {
  url: string;
  json: object;
  headers: Record<string, string>;
}

type PostedKind = Exclude<Channel['kind'], 'mail'>;

/** What is posted where for a notice, by the kind of its channel. */
export const posts: Record<PostedKind, (channel: Channel, notice: Notice, now: Date) => Post> = {
  webhook: ({ target, secrets }, notice, now) => {
    const json = webhookMessage(notice);
    return { url: urlOf(target), json, headers: signed(notice.id, JSON.stringify(json), secrets, now) };
  },
  slack: ({ target }, notice) => ({ url: urlOf(target), json: slackMessage(notice), headers: {} }),
  discord: ({ target }, notice) => ({ url: urlOf(target), json: discordMessage(notice), headers: {} }),
  teams: ({ target }, notice) => ({ url: urlOf(target), json: teamsMessage(notice), headers: {} }),
  ntfy: ({ target }, notice) => {
    const { server, token, topic } = target as NtfyTarget;
    const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
    return { url: server, json: ntfyMessage(notice, { topic }), headers };
  },
};

const urlOf = (target: object): string => (target as { url: string }).url;

/** By Standard Webhooks: one signature for each secret that holds now, so that a receiver may change over in between. */
function signed(id: string, body: string, secrets: Channel['secrets'], now: Date): Record<string, string> {
  const valid = secrets.filter(({ until }) => until === undefined || new Date(until) > now);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': valid.map(({ secret }) => new Webhook(secret).sign(id, now, body)).join(' '),
  };
}
