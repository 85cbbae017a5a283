import { type Change, changesBetween, countChanges } from './diff.ts';

/** A version of an article beside what changed since the one before; the first one has changed nothing. */
export interface ToldVersion<Version> {
  nth: number;
  version: Version;
  /** Empty where the title stayed. */
  titleChanges: Change[];
  textChanges: Change[];
  /** Words of the text that came and went. */
  added: number;
  removed: number;
}

/** @param versions oldest first */
export function versionsOf<Version extends { title: string; text: string }>(
  versions: Version[],
): ToldVersion<Version>[] {
  return versions.map((version, nth) => {
    const before = versions[nth - 1] ?? version;
    const textChanges = nth === 0 ? [] : changesBetween(before.text, version.text);
    const titleChanges = before.title === version.title ? [] : changesBetween(before.title, version.title);
    return { nth, version, titleChanges, textChanges, ...countChanges(textChanges) };
  });
}
