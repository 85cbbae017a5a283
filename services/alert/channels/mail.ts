import { z } from 'zod';
import type { Notice } from '../notice.ts';
import { oneLine } from './clean.ts';
import { mailPage } from './mailPage.ts';
import { andMore, type Passage, type Wording, wordingOf } from './wording.ts';

export const mailTarget = z.strictObject({
  /** One mailbox; zod lets no list, name, quote or line break by. */
  to: z.email('must be one e-mail address, such as desk@example.com').max(254),
});
export type MailTarget = z.output<typeof mailTarget>;

export interface MailSender {
  /** As a header has it: `Chipwire <alerts@example.com>`. */
  from: string;
  /** Where its reader ends it; where it is https, mail programs do so with one click. */
  unsubscribe?: string | undefined;
}

export interface MailMessage {
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  messageId: string;
  headers: Record<string, string>;
}

const longestSubject = 200;

/** An e-mail: its text says all that its HTML does, and nothing in it is loaded from anywhere. */
export function mailMessage(notice: Notice, { to }: MailTarget, sender: MailSender): MailMessage {
  const wording = wordingOf(notice);
  const mailbox = mailboxOf(sender.from);
  const domain = mailbox.split('@')[1] ?? 'localhost';
  return {
    ...{ from: sender.from, to },
    subject: oneLine(wording.title, longestSubject),
    text: plain(wording, sender.unsubscribe),
    html: mailPage(wording, sender.unsubscribe),
    messageId: `<${notice.id}@${domain}>`,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      Precedence: 'bulk',
      'List-Id': `<${notice.alert ? `alert-${notice.alert.id}` : 'chipwire'}.${domain}>`,
      ...unsubscribing(notice, mailbox, sender.unsubscribe),
    },
  };
}

/** One click where there is an address for it (RFC 8058), else a letter to whoever runs this Chipwire. */
function unsubscribing(notice: Notice, mailbox: string, address?: string): Record<string, string> {
  const subject = encodeURIComponent(`unsubscribe ${notice.alert ? `alert ${notice.alert.id}` : 'Chipwire'}`);
  const letter = `<mailto:${mailbox}?subject=${subject}>`;
  if (!address?.startsWith('https://')) return { 'List-Unsubscribe': letter };
  return {
    'List-Unsubscribe': `<${address}>, ${letter}`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

function mailboxOf(from: string): string {
  const inBrackets = /<([^<>\s]+)>\s*$/.exec(from)?.[1];
  return inBrackets ?? from.trim();
}

function plain({ title, passages, more, alert, link }: Wording, unsubscribe?: string): string {
  const end = unsubscribe && `Unsubscribe: ${unsubscribe}`;
  const foot = [alert ? `Alert “${alert}”` : 'Chipwire', link, end].filter(Boolean).join('\n');
  return [title, ...passages.map(paragraph), andMore(more), `-- \n${foot}`].filter(Boolean).join('\n\n');
}

const paragraph = ({ headline, link, page, source, why, sentiments, events, numbers }: Passage): string =>
  [headline, source, sentiments, events, why, numbers, link, page === link ? '' : page]
    .filter(Boolean)
    .join('\n');
