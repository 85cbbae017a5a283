import { randomBytes } from 'node:crypto';
import {
  addChannel,
  type Channel,
  type ChannelChanges,
  changeChannel as changeStored,
  getChannel,
} from '../../db/channels.ts';
import type { Orm } from '../../db/database.ts';
import { type ChannelKind, targets } from '../alert/channels/targets.ts';
import { type AllowList, allowList, checkUrl } from '../runtime/address.ts';
import { AskedWrong, askedWrong } from './fault.ts';

/** Channels of one owner. */
export const mostChannels = 50;
/** How long the secret before the last signs as well, so that a receiver can change over in peace. */
const rotationMs = 24 * 3_600_000;

/** What the operator lets channels do. */
export interface ChannelRules {
  /** Whether a mail server is set. */
  mail: boolean;
  /** Hosts that may be sent to although they are private. */
  allow: AllowList;
}
export const strictRules: ChannelRules = { mail: false, allow: allowList([]) };

export interface AskedChannel {
  kind: ChannelKind;
  name: string;
  target: object;
}

/** A channel that was saved, with the secret that signs what it sends; only webhooks have one. */
export interface SavedChannel {
  id: number;
  secret: string | null;
}

/**
 * Saves a new channel.
 *
 * @throws AskedWrong
 */
export async function saveChannel(
  orm: Orm,
  owner: string,
  { kind, name, target }: AskedChannel,
  rules: ChannelRules,
  now: Date,
): Promise<SavedChannel> {
  const checked = checkTarget(kind, target, rules);
  // That of mails is in nobody’s hands: it makes the address at which their reader unsubscribes.
  const secrets = kind === 'webhook' || kind === 'mail' ? [{ secret: newSecret() }] : [];
  const id = await addChannel(orm, { owner, kind, name, target: checked, secrets }, mostChannels, now);
  if (id === null)
    throw askedWrong('name', `can’t be saved: you have ${mostChannels} channels already; delete one first`);
  return { id, secret: kind === 'webhook' ? secrets[0]!.secret : null };
}

/**
 * Changes a channel’s name or target. Another target is tried at once, whatever became of the old one.
 *
 * @returns false where the owner has no such channel
 * @throws AskedWrong
 */
export async function changeChannel(
  orm: Orm,
  owner: string,
  id: number,
  { name, target }: { name?: string | undefined; target?: object | undefined },
  rules: ChannelRules,
): Promise<boolean> {
  const before = await getChannel(orm, owner, id);
  if (!before) return false;
  const changes: ChannelChanges = {
    ...(name === undefined ? {} : { name }),
    ...(target === undefined ? {} : { target: checkTarget(before.kind, target, rules), ...well }),
  };
  return Object.keys(changes).length === 0 || changeStored(orm, owner, id, changes);
}

const well = { state: 'ok', reason: null, failingSince: null, retryAt: null } satisfies ChannelChanges;

/** What waits for it is sent at once. @returns false where the owner has no such channel */
export const switchOn = (orm: Orm, owner: string, id: number) => changeStored(orm, owner, id, well);

/** Nothing is sent through it until it is switched on. @returns false where the owner has no such channel */
export const switchOff = (orm: Orm, owner: string, id: number) =>
  changeStored(orm, owner, id, { ...well, state: 'off', reason: 'You switched it off.' });

/**
 * Gives a webhook another secret; the one before it signs as well for another day.
 *
 * @returns the new secret
 * @throws AskedWrong for channels that have none
 */
export async function rotateSecret(orm: Orm, channel: Channel, now: Date): Promise<string> {
  if (channel.kind !== 'webhook') throw askedWrong('id', 'must be that of a webhook: only these are signed');
  const secret = newSecret();
  const [last] = channel.secrets;
  const until = new Date(now.getTime() + rotationMs).toISOString();
  const secrets = [{ secret }, ...(last ? [{ secret: last.secret, until }] : [])];
  await changeStored(orm, channel.owner, channel.id, { secrets });
  return secret;
}

const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;

/** The target as its kind has it. @throws AskedWrong naming its parts as `target.url` */
function checkTarget(kind: ChannelKind, target: object, { mail, allow }: ChannelRules): object {
  if (kind === 'mail' && !mail)
    throw askedWrong(
      'kind',
      'can’t be mail: no mail server is set; the operator sets CHIPWIRE_SMTP_URL and CHIPWIRE_MAIL_FROM',
    );
  const read = targets[kind].safeParse(target);
  if (!read.success)
    throw new AskedWrong(
      read.error.issues.map(({ path, message }) => ({
        parameter: ['target', ...path].join('.'),
        detail: message,
      })),
    );
  for (const [part, address] of Object.entries(read.data)) {
    if (part !== 'url' && part !== 'server') continue;
    const { fault } = checkUrl(String(address), allow);
    if (fault) throw askedWrong(`target.${part}`, `is refused: ${fault.reason}${hint(fault.code)}`);
  }
  return read.data;
}

const hint = (code: string) =>
  code === 'address' ? '; the operator can open a host with CHIPWIRE_CHANNEL_HOSTS' : '';

/** A target for people’s eyes: what in it could be used by others is cut to its ends. */
export function maskedTarget(target: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(target).map(([part, value]) => [
      part,
      part === 'url'
        ? maskedAddress(String(value))
        : part === 'token'
          ? masked(String(value))
          : String(value),
    ]),
  );
}

const masked = (secret: string) => (secret.length > 12 ? `${secret.slice(0, 3)}…${secret.slice(-3)}` : '…');

/** `https://hooks.example.com/…f3A` */
function maskedAddress(address: string): string {
  const { origin, pathname, search } = new URL(address);
  const rest = `${pathname}${search}`;
  return rest.length > 12 ? `${origin}/…${rest.slice(-3)}` : `${origin}${rest === '/' ? '' : '/…'}`;
}
