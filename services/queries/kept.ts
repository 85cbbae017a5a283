import type { Orm } from '../../db/database.ts';

const keptMs = 60_000;

export type Kept<T> = (orm: Orm, ms?: number) => Promise<T>;

/** What `load` gave for an archive, not older than a minute, or than so many milliseconds. */
export function kept<T>(load: (orm: Orm) => Promise<T>): Kept<T> {
  const loaded = new WeakMap<Orm, { at: number; answer: Promise<T> }>();
  return (orm, ms = keptMs) => {
    const last = loaded.get(orm);
    if (last && performance.now() - last.at < ms) return last.answer;
    const answer = load(orm);
    loaded.set(orm, { at: performance.now(), answer });
    answer.catch(() => loaded.delete(orm));
    return answer;
  };
}
