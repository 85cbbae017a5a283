import type { z } from 'zod';
import { segmenter } from '../../text/formats.ts';
import { isEnglishWord } from './english-names.ts';
import { type Alias, type Entity, type EntityType, toEntity } from './entity.ts';
import { extraFields, loadEntityList } from './list.ts';
import { type Placed, readEntries } from './list-files.ts';
import { isBound, spelling } from './readings.ts';

type Entry = z.infer<typeof extraFields>;

/** An alias with the place where the user wrote it. */
interface Written {
  alias: Alias;
  place: string;
}

/** Names of the other types are words of their language as well, and meant as such. */
const COINED: ReadonlySet<EntityType> = new Set(['company', 'lab', 'organisation', 'model', 'chip']);

/**
 * What a user's own list may hold and yet hardly means: overrides that change nothing, spellings that stand twice, words
 * of everyday use as names, aliases that another entity claims in the same context.
 *
 * @param path the user's file
 * @returns a line for each, with file, line and remedy
 * @throws EntityListError when the list has faults
 */
export function doubtsIn(path: string): string[] {
  const { entities: ours } = loadEntityList();
  const { entities: all } = loadEntityList(undefined, path);
  const claims = claimsBySpelling(all.values());
  return readEntries(path, extraFields, []).flatMap((placed) => {
    const entity = all.get(placed.entry.id)!;
    const written = aliasesOf(placed);
    return [
      ...idleParts(placed, ours.get(entity.id)),
      ...twice(written).map(
        ({ alias, place }) => `${place}: “${alias.text}” stands twice in ${entity.id}; write it once`,
      ),
      ...(COINED.has(entity.type) ? written.filter(isEverydayWord) : []).map(
        ({ alias, place }) =>
          `${place}: “${alias.text}” is also a word of everyday use; list it with context words${isLatin(alias.text) ? ' or case: exact' : ''}`,
      ),
      ...written.flatMap((each) => rivals(each, entity, claims)),
    ];
  });
}

/** Name and nameZh count as aliases unless they are written out as one. */
function aliasesOf({ entry, at }: Placed<Entry>): Written[] {
  const written = (entry.aliases ?? []).map((alias, index) => ({
    alias: typeof alias === 'string' ? { text: alias } : alias,
    place: at(['aliases', index]),
  }));
  const names = (['name', 'nameZh'] as const).flatMap((key) => {
    const text = entry[key];
    return text === undefined || written.some(({ alias }) => alias.text === text)
      ? []
      : [{ alias: { text }, place: at([key]) }];
  });
  return [...written, ...names];
}

/** What an override gives that is so already. */
function idleParts({ entry, at }: Placed<Entry>, known: Entity | undefined): string[] {
  if (!known) return [];
  const { id, ...given } = entry;
  const { name, nameZh = known.nameZh, aliases = [] } = entry;
  const wanted = {
    ...entry,
    aliases: toEntity(known.type, { id, name: name ?? known.name, nameZh, aliases }).aliases,
  };
  const keys = Object.keys(given) as (keyof typeof given)[];
  const idle = keys.filter((key) => JSON.stringify(wanted[key]) === JSON.stringify(known[key]));
  if (idle.length === keys.length) return [`${at()}: ${id} is so already; leave it out`];
  return idle.map((key) => `${at([key])}: the ${key} of ${id} is so already; leave it out`);
}

/** The second and further ones of the same spelling, under the same conditions or none. */
function twice(written: readonly Written[]): Written[] {
  const seen = new Set<string>();
  return written.filter(({ alias }) => {
    const key = JSON.stringify({ ...alias, text: spelling(alias) });
    const isKnown = seen.has(key);
    seen.add(key);
    return isKnown;
  });
}

/** A single word that a dictionary holds, with nothing to tell the name from it. */
function isEverydayWord({ alias }: Written): boolean {
  if (isBound(alias)) return false;
  if (!isLatin(alias.text)) return isChineseWord(alias.text);
  return alias.case !== 'exact' && /^\p{L}{2,}$/u.test(alias.text) && isEnglishWord(alias.text);
}

const isLatin = (text: string): boolean => /^[\p{Script=Latin}\p{N}\p{P}\p{Zs}]+$/u.test(text);

/** The segmenter's dictionary knows the words of the language, and few names of companies. */
function isChineseWord(text: string): boolean {
  if (!/^\p{Script=Han}{2,4}$/u.test(text)) return false;
  return [...segmenter('zh', { granularity: 'word' }).segment(text)].length === 1;
}

interface Claim {
  id: string;
  alias: Alias;
}

function claimsBySpelling(entities: Iterable<Entity>): Map<string, Claim[]> {
  const claims = new Map<string, Claim[]>();
  for (const { id, aliases } of entities)
    for (const alias of aliases) {
      const known = claims.get(spelling(alias));
      if (known) known.push({ id, alias });
      else claims.set(spelling(alias), [{ id, alias }]);
    }
  return claims;
}

/** Other entities that the same words mean in the same context: which one is taken is chance. */
function rivals({ alias, place }: Written, entity: Entity, claims: ReadonlyMap<string, Claim[]>): string[] {
  return (claims.get(spelling(alias)) ?? []).flatMap((claim) => {
    const shared = alias.context?.find((word) => claim.alias.context?.includes(word));
    return claim.id === entity.id || shared === undefined
      ? []
      : `${place}: “${alias.text}” means ${claim.id} as well where “${shared}” stands; leave that word out`;
  });
}
