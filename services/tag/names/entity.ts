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
const oneWord = z.string().regex(/^[\p{L}\p{N}.’'-]+$/u, 'one word each, without spaces');

const aliasSchema = z.union([
  words,
  z.strictObject({
    text: words,
    /** at least one of these stands in the article, or the alias does not count */
    context: z.array(words).min(1).optional(),
    /** none of these stands in the article, or the alias does not count */
    not: z.array(words).min(1).optional(),
    /** not right behind one of these words, save as a possessor: “in Beijing”, but “in Beijing’s hands” */
    notAfter: z.array(oneWord).min(1).optional(),
    /** not right before one of these words: “a Beijing hotel” */
    notBefore: z.array(oneWord).min(1).optional(),
    case: z.enum(['exact', 'any']).optional(),
  }),
]);

/**
 * How a rule, bill or announcement stands in law, whatever the press says of it; `proposed` is also what has been
 * published and is not in force yet.
 */
export const legalStatuses = [
  'proposed',
  'in-force',
  'paused',
  'not-enforced',
  'rescinded',
  'expired',
] as const;

export type LegalStatus = (typeof legalStatuses)[number];

const statusSchema = z.strictObject({
  /** the first day of it */
  from: z.iso.date('a day, as 2025-05-13'),
  /** the last day that it was set for; what comes after is not known unless a next entry says so */
  to: z.iso.date('a day, as 2025-05-13').optional(),
  is: z.enum(legalStatuses),
  note: words.optional(),
  /** who says so: a document’s number, a publisher and day, or an address */
  source: words.optional(),
});

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
  /** of a rule: its standing in law over time, oldest first */
  status: z
    .array(statusSchema)
    .min(1)
    .refine(
      (all) => all.every(({ from }, i) => i === 0 || all[i - 1]!.from < from),
      'write the oldest status first, one a day',
    )
    .optional(),
});

/** One stretch of an entity’s standing in law, from a day on until the next one begins. */
export type StatusSpan = z.infer<typeof statusSchema>;

/** An alias as it is matched; see compileEntityList for the rules. */
export interface Alias {
  text: string;
  context?: string[] | undefined;
  not?: string[] | undefined;
  notAfter?: string[] | undefined;
  notBefore?: string[] | undefined;
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
  status?: StatusSpan[] | undefined;
}

/** Names and aliases of a list entry as one list: name and nameZh are plain aliases unless written out as one. */
export function toEntity(type: EntityType, entry: z.infer<typeof entityFields>): Entity {
  const aliases = entry.aliases.map((alias) => (typeof alias === 'string' ? { text: alias } : alias));
  for (const name of [entry.name, entry.nameZh]) {
    if (name !== undefined && !aliases.some((alias) => alias.text === name)) aliases.push({ text: name });
  }
  return { ...entry, type, aliases };
}
