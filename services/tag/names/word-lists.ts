import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { wordsSchema } from '../text/words.ts';

let lists: Record<string, Set<string>> | undefined;

/**
 * A word list of words.yaml, read once.
 *
 * @throws Error when the file holds no list of that name
 */
export function wordList(name: string): ReadonlySet<string> {
  lists ??= readLists();
  const list = lists[name];
  if (!list) throw new Error(`words.yaml has no list “${name}”; add it`);
  return list;
}

function readLists(): Record<string, Set<string>> {
  const raw: unknown = parse(readFileSync(new URL('./words.yaml', import.meta.url), 'utf8'));
  const words = z.record(z.string(), wordsSchema).parse(raw);
  return Object.fromEntries(Object.entries(words).map(([name, list]) => [name, new Set(list)]));
}
