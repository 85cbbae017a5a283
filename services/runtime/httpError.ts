import { RefusedAddress } from './address.ts';

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
export function explain(error: unknown, url: URL, inBody = false): HttpError {
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

export function plain(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}
