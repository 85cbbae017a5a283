import { z } from 'zod';
import type { Notice } from '../notice.ts';
import { postAddress } from './address.ts';
import { cut } from './clean.ts';
import { andMore, fitting, type Passage, wordingOf } from './wording.ts';

export const ntfyTarget = z.strictObject({
  /** Of the whole server, such as https://ntfy.sh. */
  server: postAddress.default('https://ntfy.sh'),
  topic: z.string().regex(/^[-_A-Za-z0-9]{1,64}$/, 'must be 1 to 64 letters, digits, - and _'),
  /** Of an account that may write to the topic. */
  token: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'must be ASCII text without spaces')
    .optional(),
});
export type NtfyTarget = z.output<typeof ntfyTarget>;

/** ntfy makes an attachment of a longer message. */
const mostBytes = 3900;

const priorities = { low: 2, normal: 3, high: 5 } as const satisfies Record<Notice['priority'], number>;
const tags = { match: 'newspaper', digest: 'newspaper', test: 'white_check_mark', 'channel-off': 'warning' };

/** What an ntfy server takes at its root. */
export function ntfyMessage(notice: Notice, { topic }: Pick<NtfyTarget, 'topic'>): object {
  const { title, passages, more, link } = wordingOf(notice);
  const { kept, left } = fitting(passages.map(paragraph), mostBytes, (text) => Buffer.byteLength(text) + 2);
  const only = passages.length === 1 && more === 0 ? (passages[0]!.page ?? passages[0]!.link) : null;
  const message = [...kept, andMore(more + left)].filter(Boolean).join('\n\n');
  return {
    topic,
    title: cut(title, 250),
    message: message || title,
    priority: priorities[notice.priority],
    tags: [tags[notice.kind]],
    ...(only || link ? { click: only ?? link } : {}),
  };
}

const paragraph = ({ headline, source, why, sentiments, events }: Passage): string =>
  [headline, source, sentiments, events, why].filter(Boolean).join('\n');
