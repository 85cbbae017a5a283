import type { Context } from 'hono';
import type { Client } from './client.ts';

/**
 * Which page a browser sent a request from: one of ours, another’s, or nothing is said of any, as by programs that are
 * no browsers.
 *
 * @param ownOrigin where people open Chipwire, when that is not what Host says
 */
export function senderOf(c: Context, ownOrigin?: string): 'own' | 'other' | 'untold' {
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'other';
  // Browsers write null where a page asked them to tell nobody where it is; what they say of the site holds all the same.
  const hidden = origin === 'null' && site === 'same-origin';
  if (origin !== undefined && !hidden && !isOwn(origin, c.req.header('host'), ownOrigin)) return 'other';
  return site === undefined && origin === undefined ? 'untold' : 'own';
}

const isOwn = (origin: string, host = '', ownOrigin?: string) =>
  origin === ownOrigin || (host !== '' && (origin === `http://${host}` || origin === `https://${host}`));

/**
 * Whether a program on this very machine sent a request: the address that is connected is loopback (and so the one that
 * it called), no proxy passed the request on, and no page of another site sent it. Following a link from such a page is no
 * harm, since it cannot see what it leads to.
 */
export function isFromHere(c: Context, { peer }: Client, isProxy: (address: string) => boolean): boolean {
  if (!isLoopback(peer) || isProxy(peer)) return false;
  // Programs speak 1.1; nginx, which by itself says nothing of whom it asks for, speaks 1.0 in most of its versions.
  if (c.env?.incoming?.httpVersion === '1.0') return false;
  // A page may give its own name our address; the name it asked for stays in Host.
  if (!isLoopback(hostName(c.req.header('host') ?? ''))) return false;
  if (proxyHeaders.some((header) => c.req.header(header) !== undefined)) return false;
  return senderOf(c) !== 'other' || followsLink(c);
}

const proxyHeaders = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
];

/** Whether a person came by a link on a page of another site. */
export const followsLink = (c: Context): boolean =>
  c.req.method === 'GET' &&
  c.req.header('origin') === undefined &&
  c.req.header('sec-fetch-mode') === 'navigate' &&
  c.req.header('sec-fetch-dest') === 'document' &&
  senderOf(c) === 'other';

/** Of a host with its port. */
export const hostName = (host: string) => host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');

export const isLoopback = (name: string) =>
  name === 'localhost' || name === '::1' || /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/i.test(name);
