import { createHash } from 'node:crypto';
import type { Context } from 'hono';

/**
 * The body, or 304 when the client has it. By hash alone: what leaves a feed makes it another one and no newer, so that a
 * date would tell a client of nothing.
 */
export function conditional(
  c: Context,
  body: string,
  type: string,
  more: Record<string, string> = { 'cache-control': 'private, max-age=60' },
): Response {
  const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const headers = { etag, ...more };
  if (knows(c.req.header('if-none-match'), etag)) return c.body(null, 304, headers);
  return c.body(body, 200, { ...headers, 'content-type': type });
}

/** Weak comparison (RFC 9110): a `W/` or a suffix that compression adds makes no difference. */
function knows(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const plain = (tag: string) => tag.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some((tag) => plain(tag) === plain(etag));
}
