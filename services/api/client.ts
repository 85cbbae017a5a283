import { isIP } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import ipaddr from 'ipaddr.js';

type Address = ReturnType<typeof ipaddr.process>;

/** Addresses and networks of proxies whose word is believed. */
export type Proxies = (address: string) => boolean;

/** Where a request comes from. */
export interface Client {
  /** Of whoever sent it, as far as it can be known: never what a stranger claims. Empty when it is not known. */
  address: string;
  /** Of the machine that is connected; a proxy’s when one passed the request on. */
  peer: string;
  /** Whether the browser speaks TLS, to a proxy of ours. */
  https: boolean;
}

/**
 * @param named addresses such as 10.0.0.2, and networks such as 10.0.0.0/8
 * @throws Error naming what is neither
 */
export function readProxies(named: readonly string[]): Proxies {
  const networks = named.map((text) => {
    const known = isIP(text.replace(/\/.*$/, '')) !== 0;
    const network = text.includes('/') ? text : known && asNetwork(text);
    if (!known || !network || !ipaddr.isValidCIDR(network))
      throw new Error(`${text} is neither an address such as 10.0.0.2 nor a network such as 10.0.0.0/8`);
    return ipaddr.parseCIDR(network);
  });
  return (text) => {
    const address = parse(text);
    return networks.some(([network, bits]) => {
      return (
        address?.kind() === network.kind() && (address as ipaddr.IPv4).match(network as ipaddr.IPv4, bits)
      );
    });
  };
}

function asNetwork(text: string): string {
  const address = ipaddr.process(text);
  return `${address}/${address.kind() === 'ipv4' ? 32 : 128}`;
}

/**
 * Who sent a request: the last one in X-Forwarded-For that is no proxy of ours, where one of those brings it.
 *
 * @param ownOrigin where people open Chipwire, when the settings say so
 */
export function clientOf(c: Context, isProxy: Proxies, ownOrigin = ''): Client {
  const peer = c.env?.incoming ? (getConnInfo(c).remote.address ?? '') : '';
  const ours = isProxy(peer);
  return {
    peer,
    address: ours ? behindProxies(peer, c.req.header('x-forwarded-for') ?? '', isProxy) : peer,
    https:
      (ours && lastOf(c.req.header('x-forwarded-proto')) === 'https') ||
      ownOrigin === `https://${c.req.header('host')}`,
  };
}

function behindProxies(peer: string, forwarded: string, isProxy: Proxies): string {
  let last = peer;
  for (const part of forwarded.split(',').reverse()) {
    const address = parse(withoutPort(part.trim()));
    // What is no address was not written by a proxy; whoever stands before it is as far as one can see.
    if (!address) return last;
    last = address.toString();
    if (!isProxy(last)) return last;
  }
  return last;
}

const lastOf = (list: string | undefined) => list?.split(',').at(-1)?.trim().toLowerCase();
const withoutPort = (text: string) =>
  text.replace(/^\[([^\]]*)\](:\d+)?$/, '$1').replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1');

const parse = (text: string): Address | null => (isIP(text) === 0 ? null : ipaddr.process(text));

/** What requests of one address are counted under: whoever has an IPv6 address has 2⁶⁴ of them. */
export function neighbourhood(address: string): string {
  const parsed = parse(address);
  if (!parsed) return 'unknown';
  return parsed.kind() === 'ipv4'
    ? parsed.toString()
    : ipaddr.IPv6.networkAddressFromCIDR(`${parsed}/64`).toString();
}
