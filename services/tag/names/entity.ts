import { z } from 'zod';

/** The kinds of entity; each has a file of that name in the list's folder. */
export const entityTypes = [
  'company',
  'lab',
  'organisation',
  'agency',
  'model',
  'chip',
  'technology',
  'material',
  'rule',
  'person',
  'place',
] as const;

export type EntityType = (typeof entityTypes)[number];

const words = z.string().trim().min(1);

const aliasSchema = z.union([
  words,
  z.strictObject({
    text: words,
    /** at least one of these stands in the article, or the alias does not count */
    context: z.array(words).min(1).optional(),
    /** none of these stands in the article, or the alias does not count */
    not: z.array(words).min(1).optional(),
    case: z.enum(['exact', 'any']).optional(),
  }),
]);

/** One entity as a list file writes it, `type` aside: our files are named after it. */
export const entityFields = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id is in kebab-case: small letters, digits, single hyphens'),
  name: words,
  nameZh: words.optional(),
  aliases: z.array(aliasSchema).default([]),
  parent: z.string().optional(),
  tickers: z.array(words).optional(),
  wikidata: z
    .string()
    .regex(/^Q[1-9]\d*$/, 'a Wikidata id looks like Q42')
    .optional(),
  sector: words.optional(),
});

/** An alias as it is matched; see compileEntityList for the rules. */
export interface Alias {
  text: string;
  context?: string[] | undefined;
  not?: string[] | undefined;
  case?: 'exact' | 'any' | undefined;
}

/** A canonical entity of the list; `aliases` holds name and nameZh as well. */
export interface Entity {
  id: string;
  type: EntityType;
  name: string;
  nameZh?: string | undefined;
  aliases: Alias[];
  /** id of the entity it belongs to: Ascend 910C → Huawei */
  parent?: string | undefined;
  tickers?: string[] | undefined;
  wikidata?: string | undefined;
  sector?: string | undefined;
}

/** Names and aliases of a list entry as one list: name and nameZh are plain aliases unless written out as one. */
export function toEntity(type: EntityType, entry: z.infer<typeof entityFields>): Entity {
  const aliases = entry.aliases.map((alias) => (typeof alias === 'string' ? { text: alias } : alias));
  for (const name of [entry.name, entry.nameZh]) {
    if (name !== undefined && !aliases.some((alias) => alias.text === name)) aliases.push({ text: name });
  }
  return { ...entry, type, aliases };
}
