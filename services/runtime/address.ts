import { promises as dns, type LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';

/** Azure's metadata and DNS service: an ordinary unicast address that answers only inside its cloud. */
const AZURE_WIRE_SERVER = '168.63.129.16';

/** The only IPv6 block handed out for the public internet so far (IANA): leaves out ::/96, which ipaddr.js lets by. */
const OPEN_V6 = ipaddr.IPv6.parseCIDR('2000::/3');

const USUAL_PORTS = new Set(['80', '443', '8080', '8443']);

/**
 * Whether an address may be connected to without an operator's leave.
 *
 * @param ip an IPv4 address of four decimal parts or an IPv6 address, without brackets or zone. Every other spelling
 *   (`0x7f.1`, `2130706433`, a host name) is answered with false: who connects holds the canonical form.
 * @returns true only for globally routed unicast; an IPv4-mapped address is judged by its IPv4 part.
 */
export function isPublicAddress(ip: string): boolean {
  const version = isIP(ip);
  if (version === 0 || ip.includes('%')) return false;
  // ipaddr.js takes ::8.8.8.8 for ::ffff:8.8.8.8; a URL spells both in hexadecimal, where it does not
  const address = ipaddr.process(version === 6 ? bareHost(new URL(`http://[${ip}]/`).hostname) : ip);
  if (address.range() !== 'unicast') return false;
  if (address instanceof ipaddr.IPv4) return address.toString() !== AZURE_WIRE_SERVER;
  return address.match(OPEN_V6);
}

/** Hosts that an operator opened although they are private or use an odd port. */
export interface AllowList {
  /** @param hostname as a URL gives it (IPv6 in brackets or not); @param port decimal, '' for the scheme's own */
  has(hostname: string, port: string): boolean;
}

/**
 * Reads an operator's list of `host` (every port) or `host:port` entries; IPv6 addresses stand in brackets.
 *
 * @throws Error when an entry is not a host, so that a typing error is seen at start.
 */
export function allowList(hosts: readonly string[]): AllowList {
  const open = new Set(hosts.map(hostKey));
  return {
    has: (hostname, port) => {
      const host = bareHost(hostname);
      return open.has(`${host} *`) || open.has(`${host} ${port}`);
    },
  };
}

/** What is wrong with a URL: `url` unreadable or carrying credentials, `scheme`, or `address` (host or port). */
export interface UrlFault {
  code: 'url' | 'scheme' | 'address';
  /** plain words, one sentence without a full stop */
  reason: string;
}

/**
 * Judges a URL before anything is resolved: http(s), a usual port, no credentials, no private address written out.
 * A host name still has to be judged by the addresses it resolves to, at connect time.
 */
export function checkUrl(
  raw: string | URL,
  allow: AllowList = allowList([]),
): { url: URL; fault?: never } | { url?: never; fault: UrlFault } {
  let url: URL;
  try {
    url = new URL(raw);
  } catch {
    return fault('url', `“${String(raw).slice(0, 200)}” is not an address`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return fault('scheme', `only http and https are fetched, not ${url.protocol.slice(0, 40)}`);
  }
  if (url.username || url.password)
    return fault('url', 'an address with a user name or password is not fetched');
  const port = effectivePort(url);
  if (allow.has(url.hostname, port)) return { url };
  if (!USUAL_PORTS.has(port)) return fault('address', `port ${port} of ${url.hostname} is not allowed`);
  const host = bareHost(url.hostname);
  if (isIP(host) !== 0 && !isPublicAddress(host)) return fault('address', `${host} is not a public address`);
  return { url };
}

/** Host name → its addresses, as `dns.promises.lookup` gives them with `all`. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>;

export const systemResolve: Resolve = (hostname) => dns.lookup(hostname, { all: true, verbatim: true });

/** A connection that was not made because of where it would have led. */
export class RefusedAddress extends Error {
  override readonly name = 'RefusedAddress';
  readonly code: UrlFault['code'];

  constructor({ code, reason }: UrlFault) {
    super(reason);
    this.code = code;
  }
}

/**
 * An undici connector which checks what is connected to, not what was looked up before: a name that resolves anew at
 * connect (DNS rebinding) and an IP literal, for which no lookup is made, both pass through here.
 *
 * @param resolve the system's resolver unless given
 * @returns a connector that calls back with RefusedAddress for everything closed
 */
export function guardedConnector(
  allow: AllowList,
  resolve: Resolve = systemResolve,
): buildConnector.connector {
  const connectorFor = onePerPort(allow, resolve);
  return (target, callback) => {
    const port = target.port || (target.protocol === 'https:' ? '443' : '80');
    const name = isIP(bareHost(target.hostname)) === 6 ? `[${bareHost(target.hostname)}]` : target.hostname;
    const { fault } = checkUrl(`${target.protocol}//${name}:${port}`, allow);
    if (fault) return callback(new RefusedAddress(fault), null);
    return connectorFor(port)(target, (...result) => {
      const ip = result[1]?.remoteAddress;
      if (ip === undefined || allow.has(target.hostname, port) || isPublicAddress(ip))
        return callback(...result);
      result[1]?.destroy();
      return callback(refused(target.hostname, ip), null);
    });
  };
}

/** A host may be allowed on one port only and a lookup does not see the port: each port has its own connector. */
function onePerPort(allow: AllowList, resolve: Resolve): (port: string) => buildConnector.connector {
  const connectors = new Map<string, buildConnector.connector>();
  return (port) => {
    const known = connectors.get(port);
    if (known) return known;
    const isOpen = (hostname: string, ip: string) => allow.has(hostname, port) || isPublicAddress(ip);
    const lookup = guardedLookup(isOpen, resolve);
    const made = buildConnector({ lookup } as buildConnector.BuildOptions);
    connectors.set(port, made);
    return made;
  };
}

type LookupCallback = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** A lookup that refuses a name as soon as one of its addresses is closed: such a name is a trap or a mistake. */
function guardedLookup(isOpen: (hostname: string, ip: string) => boolean, resolve: Resolve) {
  return (hostname: string, options: { all?: boolean }, callback: LookupCallback) => {
    const settle = (found: LookupAddress[]) => {
      const [first] = found;
      const closed = found.find(({ address }) => !isOpen(hostname, address));
      if (closed) return callback(refused(hostname, closed.address), '');
      if (!first) return callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '');
      return options.all ? callback(null, found) : callback(null, first.address, first.family);
    };
    resolve(hostname).then(settle, (error: Error) => callback(error, ''));
  };
}

function refused(hostname: string, ip: string): RefusedAddress {
  return new RefusedAddress({ code: 'address', reason: `${hostname} leads to ${ip}, not a public address` });
}

function effectivePort(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80');
}

/** Lower case, without brackets or the trailing dot of an absolute name. */
function bareHost(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

function fault(code: UrlFault['code'], reason: string): { fault: UrlFault } {
  return { fault: { code, reason } };
}

function hostKey(entry: string): string {
  const wanted = entry.trim();
  const port = /^(?:\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(wanted)?.[1];
  const host = port === undefined ? wanted : wanted.slice(0, -port.length - 1);
  const inUrl = isIP(host) === 6 ? `[${host}]` : host;
  const url = URL.canParse(`http://${inUrl}/`) ? new URL(`http://${inUrl}/`) : undefined;
  if (url?.pathname !== '/' || url.port || url.username || url.search) {
    throw new Error(`“${entry}” is not a host or host:port`);
  }
  return `${bareHost(url.hostname)} ${port === undefined ? '*' : Number(port)}`;
}
