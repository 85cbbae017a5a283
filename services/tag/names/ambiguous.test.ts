import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { languageOf } from '../text/language.ts';
import { loadEntityList } from './list.ts';
import { readField } from './read.ts';

const list = loadEntityList();
const lines = parse(readFileSync(new URL('./ambiguous.yaml', import.meta.url), 'utf8')) as {
  text: string;
  ids: string;
}[];

/** The listed entities of a text, each once, in the order in which they are first named. */
function idsIn(text: string): string {
  const [matches] = list.matcher.match([text]);
  const { named } = readField('text', text, matches!, languageOf(text), list.entities);
  const ids = named.flatMap(({ who }) => ('entityId' in who ? [who.entityId] : []));
  return [...new Set(ids)].join(' ');
}

describe('words that mean an entity only sometimes', () => {
  it.each(lines)('$text', ({ text, ids }) => expect(idsIn(text)).toBe(ids));
});
