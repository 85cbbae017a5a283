export interface ProbeOptions {
  /** Milliseconds for which an answer is good. */
  keptMs: number;
  /** Milliseconds after which nobody waits any longer. */
  patienceMs: number;
  /** Milliseconds that only ever rise. */
  clock?: () => number;
}

/**
 * A reading that whoever watches may ask for as often as they like: what hangs behind it is asked once at a time, and
 * nobody waits longer than the patience.
 *
 * @returns null where there was no answer in time, or a fault
 */
export function probe<T>(
  read: () => Promise<T>,
  { keptMs, patienceMs, clock = () => performance.now() }: ProbeOptions,
): () => Promise<T | null> {
  let known: { at: number; value: T | null } | undefined;
  let reading: Promise<T | null> | undefined;
  const readOnce = async () => {
    const value = await read().catch(() => null);
    known = { at: clock(), value };
    reading = undefined;
    return value;
  };
  return async () => {
    if (known && clock() - known.at < keptMs) return known.value;
    reading ??= readOnce();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((done) => {
      timer = setTimeout(done, patienceMs, null);
    });
    return Promise.race([reading, late]).finally(() => clearTimeout(timer));
  };
}
