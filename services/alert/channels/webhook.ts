import { z } from 'zod';
import type { Notice } from '../notice.ts';
import { postAddress } from './address.ts';
import { bounded } from './bounded.ts';
import { bytesOf } from './clean.ts';
import { fitting } from './wording.ts';

export const webhookTarget = z.strictObject({ url: postAddress });
export type WebhookTarget = z.output<typeof webhookTarget>;

/** Standard Webhooks asks for small bodies. */
const mostBytes = 19_500;

export const webhookTypes = {
  match: 'alert.match',
  digest: 'alert.digest',
  test: 'alert.test',
  'channel-off': 'channel.off',
} as const satisfies Record<Notice['kind'], string>;

export interface WebhookBody {
  type: (typeof webhookTypes)[Notice['kind']];
  /** When the notice was made; the same at every try. */
  timestamp: string;
  data: Notice;
}

/** The JSON body that a webhook gets: the notice itself, with fewer matches where it would be over 20 kB. */
export function webhookMessage(notice: Notice): WebhookBody {
  const clean = bounded(notice);
  const empty = { ...clean, matches: [], links: { ...clean.links, matches: [] } };
  const pairs = clean.matches.map((match, at) => ({ match, link: clean.links.matches[at] ?? null }));
  const room = mostBytes - bytesOf(empty);
  const { kept, left } = fitting(pairs, room, ({ match, link }) => bytesOf(match) + bytesOf(link) + 2);
  return {
    type: webhookTypes[notice.kind],
    timestamp: notice.madeAt,
    data: {
      ...empty,
      matches: kept.map(({ match }) => match),
      more: clean.more + left,
      links: { ...empty.links, matches: kept.map(({ link }) => link) },
    },
  };
}
