import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Instrument, stances } from '../tags.ts';
import { wordsSchema } from '../text/words.ts';
import { type Cue, type Groups, readCue } from './cue.ts';

const effect = z.union([z.literal(-1), z.literal(0), z.literal(1)]);

const roleSchema = z.strictObject({
  role: z.string(),
  /** entity types, types of unlisted names, or ids */
  of: wordsSchema,
  /** where it stands as seen from an active verb; the passive turns it */
  side: z.enum(['subject', 'object', 'any']).default('any'),
  effect,
  home: z.enum(['china', 'abroad']).optional(),
  /** words of which one stands right before the name: to Huawei, 向华为 */
  behind: wordsSchema.optional(),
  /** of the same trade as the one in this role: designers are rivals of designers */
  tradeOf: z.string().optional(),
});

const typeSchema = z.strictObject({
  /** one line on what counts */
  says: z.string(),
  /** `words`: by what the sentence says is tightened or loosened */
  stance: z.enum([...stances, 'words', 'turned']),
  /** the stance where the words say nothing */
  otherwise: z.enum(stances).default('none'),
  instrument: z
    .enum(['rule', 'list', 'licence', 'bill', 'tariff', 'guidance', 'order', 'probe', 'ban'])
    .optional(),
  status: z.enum(['proposed', 'in-force', 'paused', 'not-enforced', 'rescinded']).optional(),
  /** a plan is the event itself (a proposal, talks), so that “would” and “plans to” make it no less stated */
  ahead: z.boolean().default(false),
  roles: z.array(roleSchema).default([]),
  /** a refusal or failure is the event itself, so that “not” in the sentence denies nothing */
  negative: z.boolean().default(false),
  /** roles of which one must be filled */
  needs: wordsSchema.optional(),
  /** the stance where the actor is at home in China and nobody else acts: an answer to others' controls */
  fromChina: z.enum(stances).optional(),
  /** what different actors do to one target are events of their own: country after country bans an app */
  apart: z.boolean().default(false),
  /** a target that the sentence leaves out is whoever was named last, also without a word like “it” */
  recalls: z.boolean().default(false),
  /** a type that says the same more exactly: where the article has it, this one is not told as well */
  within: z.string().optional(),
  /** types that give way where both find the same words */
  over: wordsSchema.default([]),
  en: z.array(z.string()),
  zh: z.array(z.string()),
});

const groupSchema = z.strictObject({ en: wordsSchema.default([]), zh: wordsSchema.default([]) });

export type RoleRule = z.infer<typeof roleSchema>;

/** A type of event as its YAML file says, without its cues. */
export interface EventType extends Omit<z.infer<typeof typeSchema>, 'en' | 'zh' | 'instrument'> {
  id: string;
  instrument: Instrument['kind'] | undefined;
}

/** A cue and the type that it shows. */
export interface TypedCue extends Cue {
  type: EventType;
}

/** Everything the YAML files say, for one language. */
export interface Catalogue {
  types: EventType[];
  cues: TypedCue[];
  groups: Groups;
}

let source:
  | { types: [string, z.infer<typeof typeSchema>][]; groups: [string, z.infer<typeof groupSchema>][] }
  | undefined;

function sources() {
  source ??= { types: readFolder('types', typeSchema), groups: readFolder('words', groupSchema) };
  return source;
}

/** What types of events there are. */
export const eventTypeIds = (): string[] => sources().types.map(([id]) => id);

/**
 * The event types with their cues in a language, read from types/ and words/ at first use.
 *
 * @throws Error when a file is not as it should be
 */
export function catalogueOf(language: 'en' | 'zh'): Catalogue {
  const { types: given, groups: named } = sources();
  const groups = Object.fromEntries(
    named.map(([name, words]): [string, string[]] => [name, words[language]]),
  );
  const cues: TypedCue[] = [];
  const types = given.map(([id, { en, zh, ...rest }]): EventType => {
    const type = { id, ...rest, instrument: rest.instrument };
    for (const text of language === 'en' ? en : zh) cues.push({ ...readCue(text, groups), type });
    return type;
  });
  return { types, cues, groups };
}

/** The entries of all files in a folder beside this one; no name stands twice. */
function readFolder<T>(folder: string, entry: z.ZodType<T>): [string, T][] {
  const entries = readdirSync(new URL(`./${folder}/`, import.meta.url))
    .sort()
    .flatMap((file) => Object.entries(z.record(z.string(), entry).parse(readYaml(`${folder}/${file}`))));
  const twice = entries.find(([name], index) => entries.findIndex(([other]) => other === name) < index);
  if (twice) throw new Error(`${folder}/: ${twice[0]} stands twice; choose another name`);
  return entries;
}

/** A YAML file of this folder, not yet validated. */
export function readYaml(file: string): unknown {
  return parse(readFileSync(new URL(`./${file}`, import.meta.url), 'utf8'));
}
