import { Readable } from 'node:stream';
import { decodeText } from '../fetch/decode.ts';
import { readBody } from '../runtime/httpBody.ts';
import { FileFault, type Found, mostRowBytes } from './found.ts';
import { tooLong } from './jsonl.ts';

type Read = Omit<Found, 'file' | 'bytes'>;
type Headers = Map<string, string>;

const mostHeaderBytes = 65_536;
const blankLine = Buffer.from('\r\n\r\n');
const newline = Buffer.from('\r\n');
const notAPage = null;

/**
 * The HTML pages of a web archive (WARC 1.0 and 1.1) that were answered with 200. Other records are passed over.
 *
 * @throws FileFault where no record begins; what follows cannot be found then
 */
export async function* readWarc(bytes: AsyncIterable<Buffer>): AsyncGenerator<Read, void> {
  const input = bufferOf(bytes);
  for (;;) {
    const at = `byte ${input.offset()}`;
    const headers = await readHeaders(input);
    if (!headers) return;
    const length = Number(headers.get('content-length'));
    if (!Number.isSafeInteger(length) || length < 0)
      throw new FileFault(`has a record without Content-Length at ${at}`);
    const page = await readRecord(input, headers, length);
    if (page) yield { at, ...page };
  }
}

async function readRecord(input: Input, headers: Headers, length: number): Promise<Omit<Read, 'at'> | null> {
  const url = (headers.get('warc-target-uri') ?? '').replace(/^<|>$/g, '');
  const type = headers.get('warc-type');
  const isAnswer = type === 'response' && /^application\/http/i.test(headers.get('content-type') ?? '');
  const isFile = type === 'resource' && isHtml(headers.get('content-type'));
  if (!(isAnswer || isFile) || !/^https?:/i.test(url) || length > mostRowBytes) {
    const head = isAnswer ? await input.peek(Math.min(length, 2000)) : null;
    await input.skip(length);
    const wanted = head && isHtml(parseHeaders(head).get('content-type'));
    return wanted && length > mostRowBytes ? { fault: tooLong, raw: url } : notAPage;
  }
  const block = await input.take(length);
  try {
    const page = isFile ? { body: block, type: headers.get('content-type') } : await readAnswer(block, url);
    return page && { page: { html: decodeText(page.body, page.type).text, url } };
  } catch (error) {
    return { fault: (error as Error).message, raw: url };
  }
}

/** @returns null when it is no page; @throws HttpError when its body cannot be unpacked */
async function readAnswer(block: Buffer, url: string) {
  const end = block.indexOf(blankLine);
  if (end < 0 || !/^HTTP\/[\d.]+ 200\b/.test(block.subarray(0, 20).toString('latin1'))) return notAPage;
  const headers = parseHeaders(block.subarray(0, end));
  const type = headers.get('content-type');
  if (!isHtml(type)) return notAPage;
  const sent = block.subarray(end + blankLine.length);
  // Some crawlers keep these headers although they have undone what they say.
  const whole = headers.get('transfer-encoding') === 'chunked' ? (unchunked(sent) ?? sent) : sent;
  const most = { bytes: mostRowBytes, cut: false };
  const body = await readBody(Readable.from([whole]), headers.get('content-encoding'), most, new URL(url));
  return { body, type };
}

const isHtml = (type: string | undefined) => /\bx?html\b/i.test(type ?? '');

/** @returns null for what is not in chunks */
function unchunked(sent: Buffer): Buffer | null {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = sent.indexOf(newline, at);
    const size = end < 0 ? '' : sent.subarray(at, Math.min(end, at + 20)).toString('latin1');
    const length = /^[\da-f]{1,8}\s*(;|$)/i.test(size) ? Number.parseInt(size, 16) : Number.NaN;
    if (Number.isNaN(length)) return null;
    if (length === 0) return Buffer.concat(parts);
    parts.push(sent.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
}

function parseHeaders(head: Buffer): Headers {
  const headers: Headers = new Map();
  for (const line of head.toString('latin1').split('\r\n').slice(1)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

/** The headers of the next record, or null at the end. */
async function readHeaders(input: Input): Promise<Headers | null> {
  // A record ends in two empty lines; some writers leave more.
  for (let head = await input.peek(2); head.equals(newline); head = await input.peek(2)) await input.skip(2);
  const head = await input.until(blankLine, mostHeaderBytes);
  if (head.length === 0) return null;
  if (!/^WARC\/\d/.test(head.subarray(0, 8).toString('latin1')))
    throw new FileFault(`has no record at byte ${input.offset() - head.length}, where one should begin`);
  return parseHeaders(head);
}

type Input = ReturnType<typeof bufferOf>;

/** Bytes by number. Little is kept: what is asked for, and a piece of what was read. */
function bufferOf(bytes: AsyncIterable<Buffer>) {
  const source = bytes[Symbol.asyncIterator]();
  let kept: Buffer = Buffer.alloc(0);
  let offset = 0;
  const more = async (): Promise<boolean> => {
    const { value, done } = await source.next();
    if (done) return false;
    kept = kept.length === 0 ? value : Buffer.concat([kept, value]);
    return true;
  };
  const give = (length: number): Buffer => {
    const given = kept.subarray(0, length);
    kept = kept.subarray(length);
    offset += given.length;
    return given;
  };
  const fill = async (length: number) => {
    const parts = [kept];
    let has = kept.length;
    while (has < length) {
      const { value, done } = await source.next();
      if (done) break;
      parts.push(value);
      has += value.length;
    }
    if (parts.length > 1) kept = Buffer.concat(parts);
  };
  return {
    offset: () => offset,
    /** Fewer at the end of the file. */
    async peek(length: number): Promise<Buffer> {
      await fill(length);
      return kept.subarray(0, length);
    },
    /** @throws FileFault when the file ends before */
    async take(length: number): Promise<Buffer> {
      await fill(length);
      if (kept.length < length) throw new FileFault('ends in the middle of a record');
      return give(length);
    },
    async skip(length: number): Promise<void> {
      for (let left = length; left > 0; ) {
        if (kept.length === 0 && !(await more())) throw new FileFault('ends in the middle of a record');
        left -= give(left).length;
      }
    },
    /** What stands before the mark, or all of `most` bytes when it is not among them; goes on behind it. */
    async until(mark: Buffer, most: number): Promise<Buffer> {
      for (;;) {
        const at = kept.indexOf(mark);
        if (at >= 0 || kept.length > most || !(await more())) {
          const found = give(at >= 0 ? at + mark.length : Math.min(kept.length, most));
          return at >= 0 ? found.subarray(0, at) : found;
        }
      }
    },
  };
}
