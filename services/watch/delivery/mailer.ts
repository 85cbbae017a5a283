import { createTransport } from 'nodemailer';
import { oneLine } from '../../alert/channels/clean.ts';
import { type MailTarget, mailMessage } from '../../alert/channels/mail.ts';
import type { Notice } from '../../alert/notice.ts';
import type { Sent } from './sender.ts';

export interface MailServer {
  /** `smtp:` or `smtps:`, with user and password where it wants them. The operator’s own: it may be private. */
  url: string;
  /** As a header has it: `Chipwire <alerts@example.com>`. */
  from: string;
}

export interface Mailer {
  /** @param unsubscribe where its reader ends it */
  send(target: MailTarget, notice: Notice, now: Date, unsubscribe?: string): Promise<Sent>;
  close(): void;
}

/** Opens connections as mails come and keeps them for a while. @param timeoutMs for one mail */
export function openMailer({ url, from }: MailServer, timeoutMs: number): Mailer {
  const transport = createTransport({ ...settingsFor(url, timeoutMs), pool: true, maxConnections: 5 });
  return {
    async send(target, notice, now, unsubscribe) {
      const mail = { ...mailMessage(notice, target, { from, unsubscribe }), date: now };
      try {
        const { response } = await inTime(transport.sendMail(mail), timeoutMs);
        return { ok: true, status: Number.parseInt(response, 10) || null };
      } catch (error) {
        return refusal(error as SmtpError);
      }
    },
    close: () => transport.close(),
  };
}

/** Whether a mail server answers and lets us in; no mail is sent. @returns why not, or null */
export async function tryMailServer(url: string, timeoutMs: number): Promise<string | null> {
  const transport = createTransport(settingsFor(url, timeoutMs));
  try {
    await inTime(transport.verify(), timeoutMs);
    return null;
  } catch (error) {
    const sent = refusal(error as SmtpError);
    return sent.ok ? null : sent.reason;
  } finally {
    transport.close();
  }
}

const settingsFor = (url: string, timeoutMs: number) => ({
  ...{ url, connectionTimeout: timeoutMs / 2, greetingTimeout: timeoutMs / 2, socketTimeout: timeoutMs },
  ...{ dnsTimeout: timeoutMs / 2, disableFileAccess: true, disableUrlAccess: true },
});

interface SmtpError extends Error {
  code?: string;
  response?: string;
  responseCode?: number;
}

/** The server’s 5xx is about the mail and stays so; only that it does not let us in is the operator’s to mend. */
function refusal({ code, message, response, responseCode: status }: SmtpError): Sent {
  if (status === undefined)
    return { ok: false, status: null, reason: unanswered(code, message), next: 'later' };
  const said = oneLine(response ?? message, 200);
  if (code === 'EAUTH')
    return {
      ok: false,
      status,
      reason: `the mail server refused user and password; check CHIPWIRE_SMTP_URL (“${said}”)`,
      next: 'later',
    };
  const next = status >= 500 ? 'never' : 'later';
  const what = next === 'never' ? 'refused the mail' : 'does not take the mail now';
  return { ok: false, status, reason: `the mail server ${what}: ${said}`, next };
}

const troubles: Record<string, string> = {
  EDNS: 'is not known by that name',
  ENOTFOUND: 'is not known by that name',
  ECONNECTION: 'could not be reached',
  ECONNREFUSED: 'refused the connection',
  ESOCKET: 'could not be reached, or broke the connection',
  ETIMEDOUT: 'did not answer in time',
  ETLS: 'has no valid certificate, or no secure connection',
};

function unanswered(code: string | undefined, message: string): string {
  const trouble = /certificate/i.test(message) ? troubles.ETLS : troubles[code ?? ''];
  return `the mail server ${trouble ?? 'failed'} (${oneLine(message, 150)})`;
}

async function inTime<Answer>(act: Promise<Answer>, timeoutMs: number): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = Object.assign(new Error(`nothing within ${timeoutMs / 1000} s`), { code: 'ETIMEDOUT' });
    timer = setTimeout(() => reject(error), timeoutMs);
  });
  try {
    return await Promise.race([act, late]);
  } finally {
    clearTimeout(timer);
  }
}
