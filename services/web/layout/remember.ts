/**
 * A function that loads at most once in `ms` and gives everybody in between the same answer. A load that fails is
 * not remembered, and nothing is for longer because the clock went back.
 *
 * @param staleMs so old an answer is still given, while a new one is being made
 */
export function remember<T>(
  ms: number,
  now: () => Date,
  load: () => Promise<T>,
  staleMs = 0,
): () => Promise<T> {
  let last: Remembered<T> | undefined;
  let before: Remembered<T> | undefined;
  return () => {
    const at = now().getTime();
    const ago = (one: Remembered<T> | undefined) => (one ? Math.abs(at - one.at) : Number.POSITIVE_INFINITY);
    if (last && ago(last) < ms) return before && ago(before) < staleMs ? before.answer : last.answer;
    const made: Remembered<T> = { at, answer: load() };
    before = last;
    last = made;
    made.answer.then(
      () => {
        if (last === made) before = undefined;
      },
      () => {
        if (last === made) [last, before] = [before, undefined];
      },
    );
    return before && ago(before) < staleMs ? before.answer : made.answer;
  };
}

interface Remembered<T> {
  /** Milliseconds */
  at: number;
  answer: Promise<T>;
}

/**
 * The same for whatever has a key: of the `most` that were loaded last, what was loaded for each.
 *
 * @returns what a key stands for, by `load` where it is not remembered
 */
export function rememberEach<T>(
  ms: number,
  most: number,
): (key: string, now: Date, load: () => Promise<T>) => Promise<T> {
  /** The oldest first. */
  const known = new Map<string, Remembered<T>>();
  return (key, now, load) => {
    const at = now.getTime();
    for (const [other, one] of known) if (Math.abs(at - one.at) >= ms) known.delete(other);
    const remembered = known.get(key);
    if (remembered) return remembered.answer;
    const made: Remembered<T> = { at, answer: load() };
    known.set(key, made);
    for (const [oldest] of known) if (known.size > most) known.delete(oldest);
    made.answer.catch(() => {
      if (known.get(key) === made) known.delete(key);
    });
    return made.answer;
  };
}
