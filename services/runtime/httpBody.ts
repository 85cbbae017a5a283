import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { explain, HttpError } from './httpError.ts';

const zstdDecoder = (zlib as { createZstdDecompress?: () => Transform }).createZstdDecompress;
/** The encodings that {@link readBody} undoes. */
export const acceptEncoding = zstdDecoder ? 'gzip, deflate, br, zstd' : 'gzip, deflate, br';

/** pipeline() takes generators and functions among its steps; its types say so only for a fixed number of them. */
type Steps = Parameters<typeof pipeline<Readable, Transform>>;

/**
 * Reads and unpacks a body of at most so many bytes, packed and unpacked.
 *
 * @param most `cut` gives the bytes up to the limit (whole chunks) where there are more
 * @throws HttpError `too-large`, `encoding`, `truncated` or `network`
 */
export async function readBody(
  body: Readable,
  encoding: string | undefined,
  most: { bytes: number; cut: boolean },
  url: URL,
): Promise<Uint8Array> {
  const { bytes: limit } = most;
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
    const fault = error instanceof HttpError ? error : explain(error, url, true);
    if (!(most.cut && fault.code === 'too-large')) throw fault;
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

/** Lets go of a body that nobody reads. */
export function discard(body: Readable): void {
  body.on('error', () => {});
  body.destroy();
}
