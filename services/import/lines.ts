import { mostRowBytes } from './found.ts';

export interface Line {
  /** From 1. */
  number: number;
  /** Without its end; null when it is longer than is read. */
  bytes: Buffer | null;
}

const newline = 0x0a;
const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Splits bytes into lines; one that is too long is passed over without being kept. */
export async function* splitLines(
  bytes: AsyncIterable<Buffer>,
  most = mostRowBytes,
): AsyncGenerator<Line, void> {
  let number = 1;
  let parts: Buffer[] = [];
  let length = 0;
  const add = (part: Buffer) => {
    length += part.length;
    if (length > most) parts = [];
    else parts.push(part);
  };
  const line = (): Line => {
    const joined =
      length > most ? null : withoutReturn(parts.length === 1 ? parts[0]! : Buffer.concat(parts));
    parts = [];
    length = 0;
    return { number: number++, bytes: joined };
  };
  for await (const chunk of inBytesOfAscii(bytes)) {
    let from = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      add(chunk.subarray(from, end));
      yield line();
      from = end + 1;
    }
    if (from < chunk.length) add(chunk.subarray(from));
  }
  if (length > 0) yield line();
}

const withoutReturn = (line: Buffer) => (line.at(-1) === 0x0d ? line.subarray(0, -1) : line);

/** UTF-16 as UTF-8, everything else as it is, without a byte order mark: then a line ends where the byte of a newline stands. */
async function* inBytesOfAscii(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  let wide: WideDecoder | null | undefined;
  for await (const chunk of bytes) {
    const isFirst = wide === undefined;
    if (wide === undefined) wide = wideDecoder(chunk);
    if (wide) yield Buffer.from(wide.decode(chunk, { stream: true }));
    else yield isFirst && chunk.subarray(0, 3).equals(utf8Mark) ? chunk.subarray(3) : chunk;
  }
}

type WideDecoder = InstanceType<typeof TextDecoder>;

/** By the mark, or by the zeros of ASCII in two bytes. */
function wideDecoder([a, b, c, d]: Buffer): WideDecoder | null {
  const little = (a === 0xff && b === 0xfe) || (a !== 0 && b === 0 && c !== 0 && d === 0);
  const big = (a === 0xfe && b === 0xff) || (a === 0 && b !== 0 && c === 0 && d !== 0);
  return little || big ? new TextDecoder(little ? 'utf-16le' : 'utf-16be') : null;
}
