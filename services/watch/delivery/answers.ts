import { oneLine } from '../../alert/channels/clean.ts';
import { longestWaitMs } from '../../alert/channels/schedule.ts';
import { retryAfterMs } from '../../fetch/cache.ts';
import type { HttpResponse } from '../../runtime/http.ts';
import type { Sent } from './sender.ts';

/** What a receiver means by a status, and what its owner can do about it. */
const meanings: Record<number, string> = {
  400: 'it does not understand the message; is the channel of the right kind?',
  401: 'it does not know who sends; check the address or the token',
  403: 'it does not let us in; check the address or the token',
  404: 'nothing is there any more; check the address',
  405: 'nothing there takes messages; check the address',
  410: 'it wants no more',
  413: 'the message is too long for it',
  429: 'it is sent too much at once',
};
const longestQuote = 200;

/** What came of a request, by its answer. */
export function answered({ status, headers, body }: HttpResponse, now: Date): Sent {
  if (status >= 200 && status < 300) return { ok: true, status };
  const waitMs = retryAfterMs(headers['retry-after'], now);
  return {
    ok: false,
    status,
    reason: `answered ${status}: ${meaningOf(status)}${quoted(body)}`,
    next: status === 410 ? 'gone' : 'later',
    ...(waitMs !== undefined ? { retryAt: new Date(now.getTime() + Math.min(waitMs, longestWaitMs)) } : {}),
  };
}

function meaningOf(status: number): string {
  if (status < 200) return 'that is no answer to a message';
  if (status < 400) return 'redirects are not followed; enter the address that it leads to';
  return meanings[status] ?? (status < 500 ? 'it does not take the message' : 'it has a fault of its own');
}

/** What a receiver says of a failure is often the best hint, such as Slack’s `channel_is_archived`. */
function quoted(body: Uint8Array): string {
  const text = oneLine(Buffer.from(body).toString(), longestQuote);
  return text === '' || text.startsWith('<') ? '' : ` (“${text}”)`;
}
