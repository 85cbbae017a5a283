import type { Orm } from './database.ts';

/** Of 4 kB each as JSON, about 20 kB in memory with what comparing makes of them. */
const mostKept = 2_000;

/**
 * Signatures that were read and may be used again while their rows are the same: each article is compared with hundreds
 * around it, which are the same from one article to the next.
 */
class ReadSignatures {
  readonly #kept = new Map<number, { stamp: string; signature: object }>();

  get(id: number, stamp: string): object | undefined {
    const known = this.#kept.get(id);
    if (known?.stamp !== stamp) return undefined;
    // The last in the map is the one used last.
    this.#kept.delete(id);
    this.#kept.set(id, known);
    return known.signature;
  }

  keep(id: number, stamp: string, signature: object): void {
    this.#kept.delete(id);
    this.#kept.set(id, { stamp, signature });
    if (this.#kept.size > mostKept) this.#kept.delete(this.#kept.keys().next().value!);
  }

  /** Where a server breaks off, it may give the number of a transaction that it lost to another one. */
  forget(): void {
    this.#kept.clear();
  }
}

const byDatabase = new WeakMap<Orm, ReadSignatures>();

/** Those of a database, or of a transaction that shares them with its database. */
export function readSignatures(orm: Orm): ReadSignatures {
  const known = byDatabase.get(orm);
  if (known) return known;
  const read = new ReadSignatures();
  byDatabase.set(orm, read);
  return read;
}

/** Lets a transaction use those of its database. */
export function shareSignatures(orm: Orm, tx: Orm): void {
  byDatabase.set(tx, readSignatures(orm));
}
