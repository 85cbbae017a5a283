import type { MailTarget } from '../../alert/channels/mail.ts';
import { targets } from '../../alert/channels/targets.ts';
import type { Notice } from '../../alert/notice.ts';
import type { Resolve } from '../../runtime/address.ts';
import { createHttp } from '../../runtime/http.ts';
import { answered } from './answers.ts';
import { createLanes, type Lanes } from './lanes.ts';
import { type MailServer, openMailer } from './mailer.ts';
import { posts } from './post.ts';
import { unsubscribeAddress } from './unsubscribe.ts';

/** A channel as senders see it. */
export interface Channel {
  id: number;
  kind: 'webhook' | 'mail' | 'slack' | 'discord' | 'teams' | 'ntfy';
  target: object;
  secrets: { secret: string; until?: string }[];
}

/** What came of one try to send a notice. */
export type Sent =
  | { ok: true; status: number | null }
  | {
      ok: false;
      status: number | null;
      /** In words, for the log of deliveries. */
      reason: string;
      /** `later` may succeed at the next try; `never` won’t; `gone` wants nothing any more (410). */
      next: 'later' | 'never' | 'gone';
      /** When the receiver asked to be tried again. */
      retryAt?: Date;
    };

/** Sends notices through every kind of channel; never throws. */
export interface Sender {
  /** A place among those who send to the same host at once; whoever gets one sends, and leaves it. */
  enter(channel: Channel): ReturnType<Lanes['enter']>;
  send(channel: Channel, notice: Notice, now: Date, signal?: AbortSignal): Promise<Sent>;
  close(): Promise<void>;
}

export interface SenderSettings {
  userAgent: string;
  /** `host` or `host:port` that notices may be sent to although private or on an odd port. */
  allowHosts: readonly string[];
  /** Null where mails cannot be sent. */
  mail: MailServer | null;
  /** For one try; 15,000 unless tests are in a hurry. */
  timeoutMs?: number;
  /** Tests give their own. */
  resolve?: Resolve;
}

/** A small part of the jobs that deliver at once, see the pipeline. */
export const mostToOneHost = 16;
/** Bytes of an answer that are looked at, for what it says of a failure. */
const mostAnswer = 65_536;
/** Mail servers take their time with strangers. */
const mailTimes = 1.2;

/** Makes what sends notices: with connections of its own, apart from those that fetch. */
export function createSender({
  userAgent,
  allowHosts,
  mail,
  timeoutMs = 15_000,
  resolve,
}: SenderSettings): Sender {
  const http = createHttp({ userAgent, allowHosts, timeoutMs, ...(resolve ? { resolve } : {}) });
  const passwords = mail ? passwordsIn(mail.url) : [];
  const mailer = mail && openMailer(mail, timeoutMs * mailTimes);

  async function attempt(channel: Channel, notice: Notice, now: Date, signal?: AbortSignal): Promise<Sent> {
    if (channel.kind === 'mail') {
      const end = unsubscribeAddress(notice.links.home, channel);
      return mailer ? mailer.send(channel.target as MailTarget, notice, now, end) : later(noMail);
    }
    const { url, json, headers } = posts[channel.kind](channel, notice, now);
    return answered(await http.post(url, json, { headers, signal, maxBytes: mostAnswer, cut: true }), now);
  }

  const lanes = createLanes(mostToOneHost);

  return {
    enter: (channel) => lanes.enter(hostOf(channel)),
    async send(channel, notice, now, signal) {
      const fault = targetFault(channel);
      if (fault) return later(fault);
      const sent = await attempt(channel, notice, now, signal).catch((error: Error) => later(error.message));
      return sent.ok ? sent : { ...sent, reason: withoutSecrets(sent.reason, channel, passwords) };
    },
    async close() {
      mailer?.close();
      await http.close();
    },
  };
}

/** Mails all go to one server. */
function hostOf({ kind, target }: Channel): string {
  const { url, server } = target as { url?: string; server?: string };
  const address = kind === 'ntfy' ? server : url;
  return address && URL.canParse(address) ? new URL(address).host : kind;
}

const noMail =
  'no mail server is set: CHIPWIRE_SMTP_URL and CHIPWIRE_MAIL_FROM are for whoever runs this Chipwire';

const later = (reason: string): Sent => ({ ok: false, status: null, reason, next: 'later' });

/** A target that was written by an earlier version, or by hand, may have another shape. */
function targetFault({ kind, target, secrets }: Channel): string | null {
  const parsed = targets[kind].safeParse(target);
  if (!parsed.success) return `the channel’s target is wrong: ${parsed.error.issues[0]!.message}`;
  return kind === 'webhook' && secrets.length === 0 ? 'the channel has no secret to sign with' : null;
}

/** Shorter ones say nothing, and could stand in any sentence. */
const shortestSecret = 6;
/** A part of an address that is no word. */
const longPart = 16;

/** A receiver may answer with what it was sent, and a fault may name its address: neither belongs into a log. */
function withoutSecrets(reason: string, { target, secrets }: Channel, passwords: string[]): string {
  const { url, token = '' } = target as { url?: string; token?: string };
  const { pathname, search, searchParams } = new URL(url ?? 'http://none');
  const parts = [...pathname.split('/'), ...searchParams.values()].filter((part) => part.length >= longPart);
  const own = [
    `${pathname}${search}`,
    pathname,
    ...parts,
    token,
    ...secrets.map(({ secret }) => secret),
    ...passwords,
  ];
  const hidden = own.filter((secret) => secret.length >= shortestSecret);
  return hidden.reduce((text, secret) => text.replaceAll(secret, '…'), reason);
}

/** The mail server’s password, as its address spells it and as it is. */
function passwordsIn(address: string): string[] {
  const { password } = new URL(address);
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}
