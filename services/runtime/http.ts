import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { Agent, request } from 'undici';
import {
  type AllowList,
  allowList,
  checkUrl,
  guardedConnector,
  RefusedAddress,
  type Resolve,
} from './address.ts';

/**
 * Why a request gave no response: `url` | `scheme` | `address` (refused before or at connect), `dns`, `tls`,
 * `network` (no connection, or lost before the headers), `timeout`, `aborted` (by the caller), `too-large`,
 * `redirects` (too many, or to nowhere), `encoding` (cannot be decoded), `truncated` (ended before its end).
 */
export type HttpErrorCode =
  | 'url'
  | 'scheme'
  | 'address'
  | 'dns'
  | 'tls'
  | 'network'
  | 'timeout'
  | 'aborted'
  | 'too-large'
  | 'redirects'
  | 'encoding'
  | 'truncated';

const TRANSIENT = new Set<HttpErrorCode>(['dns', 'network', 'timeout', 'aborted', 'truncated']);

/** A request that gave no response; `message` says why in plain words, fit for a status page. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly code: HttpErrorCode;
  /** whether the same request may well succeed later */
  readonly transient: boolean;

  constructor(code: HttpErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.transient = TRANSIENT.has(code);
  }
}

export interface Redirect {
  /** 301, 302, 303, 307 or 308 */
  status: number;
  /** absolute URL that this hop leads to */
  to: string;
}

export interface HttpResponse {
  status: number;
  /** the URL that answered, after every redirect */
  url: string;
  /** names in lower case; repeated headers joined with `, ` */
  headers: Record<string, string>;
  /** decoded (gzip, br …), never longer than `maxBytes` */
  body: Uint8Array;
  /** in the order followed; a hop from https to http is visible here */
  redirects: Redirect[];
}

export interface GetOptions {
  /** sent as given, but `authorization` and `cookie` stay with the first origin */
  headers?: Record<string, string>;
  /** decoded bytes, instead of the client's own limit */
  maxBytes?: number;
  signal?: AbortSignal;
}

export interface Http {
  /**
   * GET with redirects followed by hand, each hop checked like the first. Every status is a response.
   *
   * @throws HttpError and nothing else
   */
  get(url: string, options?: GetOptions): Promise<HttpResponse>;
  /** Closes every connection, also those in use. */
  close(): Promise<void>;
}

export interface HttpSettings {
  userAgent: string;
  /** `host` or `host:port` that an operator allows although private or on an odd port */
  allowHosts?: readonly string[];
  /** decoded bytes of one body; default 10 MB (10,000,000) */
  maxBytes?: number;
  /** milliseconds for everything: resolving, every hop, the whole body; default 30,000 */
  timeoutMs?: number;
  /** default 5 */
  maxRedirects?: number;
  /** host name → addresses; default the system's resolver. Tests give their own. */
  resolve?: Resolve;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const zstdDecoder = (zlib as { createZstdDecompress?: () => Transform }).createZstdDecompress;
const ACCEPT_ENCODING = zstdDecoder ? 'gzip, deflate, br, zstd' : 'gzip, deflate, br';

/** Makes the one client through which feeds and pages are read: no way to a private address, every size and time bounded. */
export function createHttp(settings: HttpSettings): Http {
  const { userAgent, maxBytes = 10_000_000, timeoutMs = 30_000, maxRedirects = 5 } = settings;
  const allow = allowList(settings.allowHosts ?? []);
  const agent = new Agent({
    connect: guardedConnector(allow, settings.resolve),
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  const usual = { 'user-agent': userAgent, accept: '*/*', 'accept-encoding': ACCEPT_ENCODING };

  async function follow(first: string, options: GetOptions, signal: AbortSignal): Promise<HttpResponse> {
    const redirects: Redirect[] = [];
    const firstUrl = checked(first, allow);
    let url = firstUrl;
    for (;;) {
      const headers = { ...usual, ...headersFor(url, firstUrl, options.headers) };
      const answer = await request(url.href, { dispatcher: agent, headers, signal }).catch((error) => {
        throw explain(error, url);
      });
      const location = firstOf(answer.headers.location);
      if (!REDIRECTS.has(answer.statusCode) || location === undefined) {
        const found = lowerCased(answer.headers);
        const body = await readBody(
          answer.body,
          found['content-encoding'],
          options.maxBytes ?? maxBytes,
          url,
        );
        return { status: answer.statusCode, url: url.href, headers: found, body, redirects };
      }
      discard(answer.body);
      if (redirects.length === maxRedirects) {
        throw new HttpError('redirects', `${firstUrl.host} redirects more than ${maxRedirects} times`);
      }
      url = nextHop(location, url, allow);
      redirects.push({ status: answer.statusCode, to: url.href });
    }
  }

  return {
    async get(url, options = {}) {
      const deadline = startDeadline(timeoutMs, options.signal);
      try {
        return await follow(url, options, deadline.signal);
      } catch (error) {
        if (deadline.signal.aborted) throw deadline.signal.reason;
        throw error instanceof HttpError ? error : new HttpError('network', plain(error), { cause: error });
      } finally {
        deadline.clear();
      }
    },
    close: () => agent.destroy(),
  };
}

/** undici's own body timeout is idle time, which a byte a second outlives: this one bounds the whole request. */
function startDeadline(timeoutMs: number, caller?: AbortSignal): { signal: AbortSignal; clear: () => void } {
  const controller = new AbortController();
  const late = () =>
    controller.abort(new HttpError('timeout', `no complete answer within ${timeoutMs / 1000} s`));
  const cancelled = () => controller.abort(new HttpError('aborted', 'the request was cancelled'));
  const timer = setTimeout(late, timeoutMs);
  if (caller?.aborted) cancelled();
  caller?.addEventListener('abort', cancelled, { once: true });
  return {
    signal: controller.signal,
    clear: () => {
      clearTimeout(timer);
      caller?.removeEventListener('abort', cancelled);
    },
  };
}

function checked(raw: string | URL, allow: AllowList): URL {
  const check = checkUrl(raw, allow);
  if (check.fault) throw new HttpError(check.fault.code, check.fault.reason);
  return check.url;
}

function nextHop(location: string, from: URL, allow: AllowList): URL {
  if (!URL.canParse(location, from.href))
    throw new HttpError('redirects', `${from.host} redirects to an unreadable address`);
  try {
    const to = new URL(location, from);
    to.hash = '';
    return checked(to, allow);
  } catch (error) {
    const { code, message } = error as HttpError;
    throw new HttpError(code, `${from.host} redirects to a refused address: ${message}`);
  }
}

const SECRET_HEADERS = new Set(['authorization', 'cookie', 'proxy-authorization']);

function headersFor(url: URL, first: URL, wanted: Record<string, string> = {}): Record<string, string> {
  const lower = Object.entries(wanted).map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(
    lower.filter(([name]) => name !== 'host' && (url.origin === first.origin || !SECRET_HEADERS.has(name))),
  );
}

/** pipeline() takes generators and functions among its steps; its types say so only for a fixed number of them. */
type Steps = Parameters<typeof pipeline<Readable, Transform>>;

async function readBody(
  body: Readable,
  encoding: string | undefined,
  limit: number,
  url: URL,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  try {
    const bytes = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
    const head = await firstBytes(bytes);
    const metered = meter(head, bytes, limit, url);
    const collect = async (source: AsyncIterable<Uint8Array>) => {
      for await (const chunk of meter(new Uint8Array(), source[Symbol.asyncIterator](), limit, url))
        chunks.push(chunk);
    };
    await pipeline(...([metered, ...decoders(encoding, head, url), collect] as unknown as Steps));
  } catch (error) {
    throw error instanceof HttpError ? error : explain(error, url, true);
  } finally {
    discard(body);
  }
  return Buffer.concat(chunks);
}

/** Enough of the body to see whether it is compressed as its header says; a drip may give one byte at a time. */
async function firstBytes(bytes: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array();
  while (head.length < 2) {
    const next = await bytes.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  return head;
}

/** Counts what passes and stops at the limit: before the decoder for endless empty blocks, after it for bombs. */
async function* meter(head: Uint8Array, rest: AsyncIterator<Uint8Array>, limit: number, url: URL) {
  let total = 0;
  for (let chunk = head; ; ) {
    total += chunk.length;
    if (total > limit)
      throw new HttpError('too-large', `${url.host} sent more than ${limit.toLocaleString('en')} bytes`);
    if (chunk.length > 0) yield chunk;
    const next = await rest.next();
    if (next.done) return;
    chunk = next.value;
  }
}

function decoders(encoding: string | undefined, head: Uint8Array, url: URL): Transform[] {
  const applied = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  const names = applied.filter((name) => name !== '' && name !== 'identity').reverse();
  // one is usual and two happen behind proxies; more is a bomb
  if (names.length > 2) {
    throw new HttpError('encoding', `${url.host} packed its answer as ${applied.join(', ').slice(0, 80)}`);
  }
  return names.flatMap((name, outer) => decoder(name, outer === 0 ? head : null, url));
}

function decoder(name: string, head: Uint8Array | null, url: URL): Transform[] {
  switch (name) {
    case 'gzip':
    case 'x-gzip':
    case 'deflate':
      return inflater(name, head);
    case 'br':
      return [zlib.createBrotliDecompress()];
    case 'zstd':
      if (zstdDecoder) return [zstdDecoder()];
  }
  throw new HttpError(
    'encoding',
    `${url.host} packed its answer as ${name.slice(0, 40)}, which is not read here`,
  );
}

/** The header lies often enough (gzip announced, plain text sent; zlib or raw deflate) that the first bytes decide. */
function inflater(name: string, head: Uint8Array | null): Transform[] {
  const [first = 0, second = 0] = head ?? [];
  const isZlib = (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
  if (head === null || isZlib || (first === 0x1f && second === 0x8b)) return [zlib.createUnzip()];
  return name === 'deflate' ? [zlib.createInflateRaw()] : [];
}

const NETWORK_REASONS: Record<string, [HttpErrorCode, string]> = {
  ENOTFOUND: ['dns', 'has no address (DNS)'],
  EAI_AGAIN: ['dns', 'could not be looked up (DNS)'],
  ECONNREFUSED: ['network', 'refused the connection'],
  ECONNRESET: ['network', 'broke the connection'],
  EHOSTUNREACH: ['network', 'could not be reached'],
  ENETUNREACH: ['network', 'could not be reached'],
  ETIMEDOUT: ['network', 'could not be reached in time'],
  UND_ERR_CONNECT_TIMEOUT: ['timeout', 'could not be reached in time'],
  UND_ERR_HEADERS_TIMEOUT: ['timeout', 'accepted the connection but did not answer in time'],
  UND_ERR_HEADERS_OVERFLOW: ['too-large', 'sent more headers than are read'],
};

/** Turns what undici, the resolver, TLS and zlib throw into an HttpError in plain words. */
function explain(error: unknown, url: URL, inBody = false): HttpError {
  if (error instanceof HttpError) return error;
  const { code = '', errors } = error as { code?: string; errors?: unknown[] };
  if (error instanceof RefusedAddress) return new HttpError(error.code, error.message);
  const inner =
    code === '' || code === 'ERR_UNHANDLED_ERROR' ? (errors?.[0] as { code?: string })?.code : undefined;
  const known = NETWORK_REASONS[inner ?? code];
  if (/CERT|SSL|TLS|SELF_SIGNED|ISSUER|ALTNAME/.test(code)) {
    return new HttpError('tls', `${url.host} has no valid certificate (${code})`, { cause: error });
  }
  if (
    inBody &&
    /^(Z_BUF_ERROR|UND_ERR_SOCKET|ECONNRESET|ERR_STREAM_PREMATURE_CLOSE)$|CONTENT_LENGTH/.test(code)
  ) {
    return new HttpError('truncated', `${url.host} ended its answer too early`, { cause: error });
  }
  if (inBody && /^(Z_|ERR_BROTLI|ERR__ERROR|ZSTD|ERR_)/.test(code)) {
    return new HttpError('encoding', `the answer of ${url.host} cannot be unpacked (${code})`, {
      cause: error,
    });
  }
  if (known) return new HttpError(known[0], `${url.host} ${known[1]}`, { cause: error });
  return new HttpError('network', `${url.host} did not answer properly: ${plain(error)}`, { cause: error });
}

function plain(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}

function discard(body: Readable): void {
  body.on('error', () => {});
  body.destroy();
}

function firstOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function lowerCased(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const present = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present.map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]));
}
