import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { wordsSchema } from '../text/words.ts';
import { type Entity, entityTypes } from './entity.ts';

const kindSchema = z.strictObject({
  nouns: wordsSchema,
  types: z.array(z.enum(entityTypes)).min(1),
  sectors: z.array(z.string()).optional(),
  /** one of these stands in the English name */
  named: z.array(z.string()).optional(),
  /** not on a stock exchange */
  private: z.literal(true).optional(),
  /** something that is brought out, and named as the object of that more often than as a subject */
  product: z.literal(true).optional(),
});

const languageSchema = z.strictObject({ modifiers: wordsSchema, kinds: z.array(kindSchema).min(1) });
const chineseSchema = z.strictObject({ ...languageSchema.shape, bare: wordsSchema, bareBefore: wordsSchema });
const fileSchema = z.strictObject({ en: languageSchema, zh: chineseSchema });

/** What one noun after “the” or 该 may stand for. */
export type Kind = z.infer<typeof kindSchema>;

/** The descriptions of one language, compiled. */
export interface Descriptions {
  /** finds “the … noun”, with the noun as its only group that takes part */
  pattern: RegExp;
  /** by noun in small letters */
  kinds: ReadonlyMap<string, Kind>;
}

let compiled: Record<'en' | 'zh', Descriptions> | undefined;

/**
 * The descriptions of a language, read once.
 *
 * @throws ZodError when the file is not as it should be
 */
export function descriptionsIn(language: 'en' | 'zh'): Descriptions {
  compiled ??= compile();
  return compiled[language];
}

function compile(): Record<'en' | 'zh', Descriptions> {
  const raw: unknown = parse(readFileSync(new URL('./descriptions.yaml', import.meta.url), 'utf8'));
  const { en, zh } = fileSchema.parse(raw);
  return {
    en: {
      pattern: new RegExp(
        `\\b[Tt]he (?:(?:${anyOf(en.modifiers)}|\\p{L}{1,20}-(?:based|owned|listed|backed)) ){0,3}?(${anyOf(nounsOf(en.kinds))})(?![\\p{L}\\p{N}-])`,
        'giu',
      ),
      kinds: byNoun(en.kinds),
    },
    zh: {
      pattern: new RegExp(
        `(?:该|这家|这款|这个)(?:${anyOf(zh.modifiers)}){0,2}?(${anyOf(nounsOf(zh.kinds))})|(?<=[，。；：“\\s])(${anyOf(zh.bare)})(?=${anyOf(zh.bareBefore)})`,
        'gu',
      ),
      kinds: byNoun(zh.kinds),
    },
  };
}

const nounsOf = (kinds: readonly Kind[]) => kinds.flatMap(({ nouns }) => nouns);

/** The longest first, since the first that fits is taken. */
const anyOf = (words: readonly string[]) =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.+]/g, '\\$&'))
    .join('|');

const byNoun = (kinds: readonly Kind[]) =>
  new Map(kinds.flatMap((kind) => kind.nouns.map((noun) => [noun, kind] as const)));

/** Whether a kind of description may mean an entity. */
export function describes({ types, sectors, named, private: isPrivate }: Kind, entity: Entity): boolean {
  if (!types.includes(entity.type)) return false;
  if (sectors && !sectors.includes(entity.sector ?? '')) return false;
  if (isPrivate && entity.tickers !== undefined) return false;
  return named === undefined || named.some((word) => entity.name.includes(word));
}
