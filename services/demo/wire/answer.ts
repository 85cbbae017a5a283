import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** A finished body with what its headers need. */
export interface Resource {
  body: Buffer;
  type: string;
  lastModified: Date;
  /** seconds */
  maxAge: number;
}

// Smaller bodies fit in one packet either way.
const smallestZipped = 1000;

const zipped = new WeakMap<Buffer, Buffer>();

/** Answers a GET for a resource: conditional, and compressed where the client takes gzip (RFC 9110, sections 8 and 13). */
export function answer(request: Request, resource: Resource): Response {
  const hash = createHash('sha256').update(resource.body).digest('base64url').slice(0, 22);
  const zip = resource.body.length >= smallestZipped && takesGzip(request.headers.get('accept-encoding'));
  const headers = new Headers({
    // A strong tag names bytes, so the compressed form has its own.
    etag: zip ? `"${hash}-gzip"` : `"${hash}"`,
    'last-modified': resource.lastModified.toUTCString(),
    'cache-control': `public, max-age=${resource.maxAge}`,
    vary: 'accept-encoding',
  });
  if (isUnchanged(request.headers, [hash, `${hash}-gzip`], resource.lastModified)) {
    return new Response(null, { status: 304, headers });
  }
  const body = zip ? gzipOf(resource.body) : resource.body;
  headers.set('content-type', resource.type);
  headers.set('content-length', String(body.length));
  if (zip) headers.set('content-encoding', 'gzip');
  return new Response(new Uint8Array(body), { headers });
}

function gzipOf(body: Buffer): Buffer {
  const known = zipped.get(body);
  if (known) return known;
  const made = gzipSync(body);
  zipped.set(body, made);
  return made;
}

/** Whether Accept-Encoding allows gzip; `q=0` forbids it. */
export function takesGzip(header: string | null): boolean {
  const weights = new Map<string, number>();
  for (const part of (header ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    weights.set(name, q ? Number(q.slice(2)) : 1);
  }
  return (weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0) > 0;
}

/** Whether the client's copy is current: If-None-Match by weak comparison, If-Modified-Since only without it. */
export function isUnchanged(headers: Headers, tags: string[], lastModified: Date): boolean {
  const match = headers.get('if-none-match');
  if (match !== null) {
    if (match.trim() === '*') return true;
    const held = [...match.matchAll(/(?:W\/)?"([^"]*)"/g)].map((found) => found[1]);
    return held.some((tag) => tag !== undefined && tags.includes(tag));
  }
  const since = Date.parse(headers.get('if-modified-since') ?? '');
  // HTTP dates have whole seconds.
  return Number.isFinite(since) && Math.floor(lastModified.getTime() / 1000) * 1000 <= since;
}
