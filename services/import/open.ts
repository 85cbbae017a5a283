import { type FileHandle, open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FileFault, type Source } from './found.ts';

/** News packs to a third or a tenth; beyond 200 bytes for one it is a bomb. Small files may be as odd as they like. */
const mostRatio = 200;
const harmlessBytes = 100_000_000;
const chunkBytes = 65_536;

export interface OpenFile {
  /** Unpacked; ends with a FileFault where the file is damaged. */
  bytes: AsyncGenerator<Buffer, void>;
  /** As they are on the disk; takes the place of `bytes`. */
  packed: AsyncGenerator<Buffer, void>;
  /** Bytes read from the disk so far. */
  position(): number;
}

/** Reads a file piece by piece, unpacking it where its first bytes say gzip, whatever its name. */
export function openFile({ path }: Source): OpenFile {
  let read = 0;
  async function* raw() {
    const file = await open(path);
    try {
      for (;;) {
        const chunk = await nextChunk(file);
        if (!chunk) return;
        read += chunk.length;
        yield chunk;
      }
    } finally {
      await file.close();
    }
  }
  const packed = raw();
  return { bytes: unpacked(packed, () => read), packed, position: () => read };
}

async function nextChunk(file: FileHandle): Promise<Buffer | null> {
  const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes);
  return bytesRead > 0 ? buffer.subarray(0, bytesRead) : null;
}

async function* unpacked(raw: AsyncGenerator<Buffer, void>, position: () => number) {
  const first = await raw.next();
  if (first.done) return;
  const all = chained(first.value, raw);
  yield* isGzip(first.value) ? withoutBomb(gunzipped(all), position) : all;
}

const isGzip = (bytes: Buffer) => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function* chained(first: Buffer, rest: AsyncGenerator<Buffer, void>) {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return(); // closes the file, also when only the first piece was asked for
  }
}

/** Node's gunzip goes on with the next member by itself, so that files packed record by record are read too. */
async function* gunzipped(packed: AsyncGenerator<Buffer, void>): AsyncGenerator<Buffer, void> {
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  pipeline(Readable.from(packed), gunzip, () => {}); // a fault of either comes out of the gunzip
  try {
    yield* gunzip;
  } catch (error) {
    throw new FileFault(`cannot be unpacked any further (${(error as Error).message})`);
  }
}

async function* withoutBomb(unpackedBytes: AsyncGenerator<Buffer, void>, position: () => number) {
  let total = 0;
  for await (const chunk of unpackedBytes) {
    total += chunk.length;
    if (total > harmlessBytes && total > mostRatio * position())
      throw new FileFault(`unpacks to more than ${mostRatio} times its size, as no news does`);
    yield chunk;
  }
}
