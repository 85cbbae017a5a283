import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ProblemError } from './problems.ts';

const refused = (why: string) =>
  new ProblemError(403, {
    detail: `Only programs on the machine that Chipwire runs on may change anything here: ${why}.`,
  });

const mostBytes = 256 * 1024;

/**
 * Lets only programs on this machine through, for routes that write: the caller's address is loopback (and so the one
 * that it called), no proxy passed the request on, and no page of another site can send it.
 */
const localOnly: MiddlewareHandler = async (c, next) => {
  if (!isLoopback(getConnInfo(c).remote.address ?? ''))
    throw refused('this request comes from another machine');
  const host = c.req.header('host') ?? '';
  // A page may give its own name our address; the name it asked for stays in Host.
  if (!isLoopback(hostName(host)))
    throw refused(`it must be sent to 127.0.0.1 or localhost, not ${named(host)}`);
  for (const header of ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'])
    if (c.req.header(header) !== undefined) throw refused('this request came by way of a proxy');
  const origin = c.req.header('origin');
  if (origin !== undefined && origin !== `http://${host}`)
    throw refused('this request comes from a page of another site');
  if (c.req.header('sec-fetch-site') === 'cross-site')
    throw refused('this request comes from a page of another site');
  // Forms of other sites can send only other media types without asking first.
  if (hasBody(c) && mediaType(c) !== 'application/json')
    throw new ProblemError(415, { detail: 'Send the body as JSON, with content-type: application/json.' });
  await next();
};

function tooLarge(): never {
  throw new ProblemError(413, { detail: 'The body may have 256 KiB at most.' });
}

/** For routes that write: {@link localOnly}, and a body of at most 256 KiB. */
export const localJson: MiddlewareHandler[] = [
  localOnly,
  bodyLimit({ maxSize: mostBytes, onError: tooLarge }),
];

const hasBody = (c: Context) => c.req.method !== 'DELETE' && c.req.method !== 'GET';
const mediaType = (c: Context) => c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();

const hostName = (host: string) => host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
const named = (host: string) => (host === '' ? 'nobody' : host.slice(0, 100));

const isLoopback = (name: string) =>
  name === 'localhost' || name === '::1' || /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/i.test(name);
