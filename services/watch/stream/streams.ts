import type { Orm } from '../../../db/database.ts';
import { newestNotice, noticesAfter, openingHashes, type StreamedNotice } from '../../../db/noticeStream.ts';
import { type Bell, createBell } from './bell.ts';

/** A notice as every reader is sent it, written once. */
export interface Streamed {
  id: number;
  owner: string;
  /** Shared by all who are sent it. */
  bytes: Uint8Array;
}

/** Live notices: one poller in this process for all who listen. */
export interface NoticeStreams {
  /**
   * Notices of an owner as they come, those behind number `after` first, or from now on. It ends when its key is revoked
   * or rotated, when the signal says so, and when all are closed. What is not taken waits in the database.
   *
   * @returns null when the owner, or all together, have as many open as they may, or the signal came; yields null for a sign of life, where
   *   nothing came for a while
   */
  open(
    owner: string,
    after: number | null,
    signal: AbortSignal,
  ): Promise<AsyncGenerator<Streamed | null> | null>;
  /** Ends all of them. */
  close(): void;
}

export interface StreamsOptions {
  orm: Orm;
  /** A notice as its readers get it. */
  write(notice: StreamedNotice): Uint8Array;
  /** Told of what broke while nobody else could be told. */
  report?(error: Error): void;
  /** Milliseconds between two looks. */
  everyMs?: number;
  /** Milliseconds of silence until a sign of life. */
  quietMs?: number;
  /** Streams of one owner, and all together. */
  mostEach?: number;
  most?: number;
}

interface Reader {
  owner: string;
  /** What opened its key when it came; undefined until that is known. */
  hash: string | null | undefined;
  bell: Bell;
  /** Behind this number the memory has all of its owner’s; not before the first look that asks for them. */
  from: number;
  ended: boolean;
}

/** Notices in memory, for readers that are up to date. */
const mostKept = 200;
/** Notices that one look into the database fetches. */
const pageSize = 50;
/** Notices that a reader holds: few, since one that takes nothing keeps them from being forgotten. */
const atOnce = 5;

/** Looks into the database only while somebody listens. */
export function createStreams(options: StreamsOptions): NoticeStreams {
  const { orm, write, report, everyMs = 1000, quietMs = 15_000, mostEach = 10, most = 1000 } = options;
  const readers = new Set<Reader>();
  /** By rising number. */
  let kept: Streamed[] = [];
  /** Behind this number none was dropped from memory. */
  let keptFrom = 0;
  /** What was committed up to here is in memory or was asked for by nobody. */
  let head = 0;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const owners = () => [...new Set([...readers].map(({ owner }) => owner))];
  const written = (row: StreamedNotice): Streamed => ({ id: row.id, owner: row.owner, bytes: write(row) });
  const openOf = (owner: string) => [...readers].filter((reader) => reader.owner === owner).length;

  async function look(): Promise<void> {
    for (const reader of readers) reader.from = Math.min(reader.from, head);
    const rows = await noticesAfter(orm, owners(), head, pageSize);
    head = rows.at(-1)?.id ?? head;
    kept.push(...rows.map(written));
    for (const { id } of kept.splice(0, Math.max(0, kept.length - mostKept))) keptFrom = id;
    const news = new Set(rows.map(({ owner }) => owner));
    for (const { owner, bell } of readers) if (news.has(owner)) bell.ring();
    if (rows.length === pageSize) await look();
  }

  /** Ends the streams of keys that do not open any more. */
  async function shutOut(): Promise<void> {
    const hashes = await openingHashes(orm, owners());
    for (const reader of readers)
      if (reader.hash !== undefined && hashes.get(reader.owner) !== reader.hash) end(reader);
  }

  function keepLooking(): void {
    timer = setTimeout(async () => {
      await look()
        .then(shutOut)
        .catch((error: Error) => report?.(error));
      timer = undefined;
      if (readers.size > 0 && !closed) keepLooking();
    }, everyMs);
    timer.unref();
  }

  function end(reader: Reader): void {
    reader.ended = true;
    readers.delete(reader);
    reader.bell.ring();
  }

  /** Some behind a number; with where the reader is when it has taken them. */
  async function behind({ owner, from }: Reader, at: number): Promise<{ some: Streamed[]; upTo: number }> {
    if (at >= Math.max(from, keptFrom)) {
      const some = kept.filter((notice) => notice.owner === owner && notice.id > at).slice(0, atOnce);
      return { some, upTo: Math.max(at, some.at(-1)?.id ?? at) };
    }
    const known = head;
    const some = (await noticesAfter(orm, [owner], at, atOnce)).map(written);
    const last = some.at(-1)?.id ?? at;
    return { some, upTo: some.length === atOnce ? last : Math.max(last, known) };
  }

  async function* read(reader: Reader, after: number): AsyncGenerator<Streamed | null> {
    let at = after;
    try {
      while (!reader.ended) {
        const { some, upTo } = await behind(reader, at);
        for (const notice of some) {
          if (reader.ended) return;
          yield notice;
        }
        at = upTo;
        if (some.length === 0 && !(await reader.bell.heard(quietMs)) && !reader.ended) yield null;
      }
    } finally {
      end(reader);
    }
  }

  async function open(owner: string, after: number | null, signal: AbortSignal) {
    // Of one who is gone already nobody would hear that it went.
    if (closed || signal.aborted || openOf(owner) >= mostEach || readers.size >= most) return null;
    const reader: Reader = {
      ...{ owner, hash: undefined, bell: createBell() },
      ...{ from: Number.POSITIVE_INFINITY, ended: false },
    };
    // It counts from now on, so that many who come at once do not get past the bound.
    readers.add(reader);
    signal.addEventListener('abort', () => end(reader));
    try {
      const newest = await newestNotice(orm);
      reader.hash = (await openingHashes(orm, [owner])).get(owner) ?? null;
      if (!timer) {
        [kept, keptFrom, head] = [[], newest, newest];
        keepLooking();
      }
      // Who has seen more than there is has seen an archive that was put back since to what it was.
      return read(reader, Math.min(after ?? newest, newest));
    } catch (error) {
      end(reader);
      throw error;
    }
  }

  return {
    open,
    close: () => {
      closed = true;
      clearTimeout(timer);
      for (const reader of readers) end(reader);
    },
  };
}
