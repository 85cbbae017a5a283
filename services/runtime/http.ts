import { Agent, type Dispatcher, request } from 'undici';
import { type AllowList, allowList, checkUrl, guardedConnector, type Resolve } from './address.ts';
import { acceptEncoding, discard, readBody } from './httpBody.ts';
import { explain, HttpError, plain } from './httpError.ts';
import { NotAsked } from './politeness.ts';

export { HttpError, type HttpErrorCode } from './httpError.ts';

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

export interface PostOptions {
  /** sent as given, but `authorization` and `cookie` stay with the first origin */
  headers?: Record<string, string>;
  /** decoded bytes of the answer, instead of the client's own limit */
  maxBytes?: number;
  /** give the first `maxBytes` of a longer body, instead of an error */
  cut?: boolean;
  signal?: AbortSignal | undefined;
}

export interface GetOptions extends PostOptions {
  /** awaited before a redirect is followed to `url`; a NotAsked that it throws ends the request */
  beforeHop?: (url: string) => Promise<void>;
}

export interface Http {
  /**
   * GET with redirects followed by hand, each hop checked like the first. Every status is a response.
   *
   * @throws HttpError, NotAsked from `beforeHop`, and nothing else
   */
  get(url: string, options?: GetOptions): Promise<HttpResponse>;
  /**
   * POST of a JSON body. Every status is a response, also a redirect: what was sent is sent nowhere else.
   *
   * @throws HttpError and nothing else
   */
  post(url: string, json: unknown, options?: PostOptions): Promise<HttpResponse>;
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

/** Makes the one client through which feeds and pages are read: no way to a private address, every size and time bounded. */
export function createHttp(settings: HttpSettings): Http {
  const { userAgent, maxBytes = 10_000_000, timeoutMs = 30_000, maxRedirects = 5 } = settings;
  const allow = allowList(settings.allowHosts ?? []);
  const agent = new Agent({
    connect: guardedConnector(allow, settings.resolve),
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  const usual = { 'user-agent': userAgent, accept: '*/*', 'accept-encoding': acceptEncoding };

  const mostOf = (options: PostOptions) => ({
    bytes: options.maxBytes ?? maxBytes,
    cut: options.cut ?? false,
  });

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
        return read(answer, url, mostOf(options), redirects);
      }
      discard(answer.body);
      if (redirects.length === maxRedirects) {
        throw new HttpError('redirects', `${firstUrl.host} redirects more than ${maxRedirects} times`);
      }
      url = nextHop(location, url, allow);
      redirects.push({ status: answer.statusCode, to: url.href });
      signal.throwIfAborted();
      await options.beforeHop?.(url.href);
      signal.throwIfAborted();
    }
  }

  async function send(to: string, json: unknown, options: PostOptions, signal: AbortSignal) {
    const url = checked(to, allow);
    const answer = await request(url.href, {
      method: 'POST',
      dispatcher: agent,
      headers: { ...usual, 'content-type': 'application/json', ...headersFor(url, url, options.headers) },
      body: JSON.stringify(json),
      signal,
    }).catch((error) => {
      throw explain(error, url);
    });
    return read(answer, url, mostOf(options), []);
  }

  async function inTime(
    act: (signal: AbortSignal) => Promise<HttpResponse>,
    caller?: AbortSignal,
  ): Promise<HttpResponse> {
    const deadline = startDeadline(timeoutMs, caller);
    try {
      return await Promise.race([act(deadline.signal), deadline.passed]);
    } catch (error) {
      if (deadline.signal.aborted) throw deadline.signal.reason;
      if (error instanceof HttpError || error instanceof NotAsked) throw error;
      throw new HttpError('network', plain(error), { cause: error });
    } finally {
      deadline.clear();
    }
  }

  return {
    get: (url, options = {}) => inTime((signal) => follow(url, options, signal), options.signal),
    post: (url, json, options = {}) => inTime((signal) => send(url, json, options, signal), options.signal),
    close: () => agent.destroy(),
  };
}

async function read(
  { statusCode, headers: raw, body: stream }: Dispatcher.ResponseData,
  url: URL,
  most: { bytes: number; cut: boolean },
  redirects: Redirect[],
): Promise<HttpResponse> {
  const headers = lowerCased(raw);
  const body = await readBody(stream, headers['content-encoding'], most, url);
  return { status: statusCode, url: url.href, headers, body, redirects };
}

/** undici's own body timeout is idle time, which a byte a second outlives: this one bounds the whole request. */
function startDeadline(timeoutMs: number, caller?: AbortSignal) {
  const controller = new AbortController();
  const late = () =>
    controller.abort(new HttpError('timeout', `no complete answer within ${timeoutMs / 1000} s`));
  const cancelled = () => controller.abort(new HttpError('aborted', 'the request was cancelled'));
  const timer = setTimeout(late, timeoutMs);
  if (caller?.aborted) cancelled();
  caller?.addEventListener('abort', cancelled, { once: true });
  const { signal } = controller;
  return {
    signal,
    // undici looks at its signal only once it is connected, which a slow resolver puts off for 10 s
    passed: new Promise<never>((_, reject) => {
      if (signal.aborted) reject(signal.reason);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    }),
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

function firstOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function lowerCased(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const present = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present.map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]));
}
