import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { UnlistedType } from '../reading.ts';
import type { Sentiment } from '../sentiment/sentiment.ts';
import { type Days, type EventTag, type Stance, stances } from '../tags.ts';
import type { Span } from '../text/spans.ts';

/** A mention that the annotator marked. */
export interface GoldMention extends Span {
  field: 'title' | 'text';
  words: string;
  /** `nobody`: the words only look like a name, and a tag there is wrong. */
  who: { entityId: string } | { type: UnlistedType } | { nobody: true };
  /** undefined where sentiment is not to be scored */
  label: Sentiment['label'] | undefined;
  /** a tag there is neither required nor wrong */
  optional: boolean;
}

export interface GoldEvent {
  type: string;
  /** ids of entities, and names of those not on the list */
  who: string[];
  when: Days | undefined;
  certainty: EventTag['certainty'];
}

export interface GoldQuote {
  field: 'title' | 'text';
  words: string;
  /** the stretches inside quotation marks, in reading order */
  parts: Span[];
  /** an entity's id, the name of an unlisted one, or null where the passage does not tell */
  speaker: string | null;
  /** a few words that one may or may not call a quote: neither required nor wrong */
  optional: boolean;
}

/** What is claimed of a released model, by kind; numbers in units of one, prices per million tokens. */
export interface GoldRelease {
  /** an entity's id, or the name as written */
  model: string;
  claims: z.infer<typeof claimsSchema>;
}

/** A passage with what an analyst would sign; a part left undefined was not annotated and is not scored. */
export interface Passage {
  id: string;
  /** the file's name without ending */
  file: string;
  /** only some names are marked, and what else is missing was not annotated */
  partly: boolean;
  language: 'en' | 'zh';
  part: 'tune' | 'held';
  publishedAt: Date;
  title: string;
  /** plain, paragraphs separated by a blank line */
  text: string;
  /** in reading order, the title first */
  mentions: GoldMention[];
  topics: ('export-controls' | 'model-releases')[] | undefined;
  stance: Stance | undefined;
  events: GoldEvent[] | undefined;
  quotes: GoldQuote[] | undefined;
  releases: GoldRelease[] | undefined;
  /** what makes it hard */
  why: string | undefined;
}

const words = z.string().trim().min(1);
const day = z.iso.date();
const numbers = z
  .union([z.number(), z.array(z.number()).min(1)])
  .transform((value) => (Array.isArray(value) ? value : [value]));
const benchmark = z.tuple([words, z.enum(['self', 'independent', 'unknown'])]);

const claimsSchema = z.strictObject({
  parameters: z.number().optional(),
  'active-parameters': z.number().optional(),
  context: z.number().optional(),
  licence: words.optional(),
  price: numbers.optional(),
  hardware: words.optional(),
  'training-cost': z.number().optional(),
  benchmark: z
    .union([benchmark.transform((one) => [one]), z.array(benchmark).min(1)])
    .transform((all) => all.map(([name, by]) => ({ name, by })))
    .optional(),
});

const eventSchema = z
  .strictObject({
    type: words,
    who: z.array(words),
    date: z.union([day, z.strictObject({ from: day, to: day })]).optional(),
    certainty: z.enum(['stated', 'planned', 'unconfirmed', 'denied']).default('stated'),
  })
  .transform(({ date, ...event }) => ({
    ...event,
    when: typeof date === 'string' ? { from: date, to: date } : date,
  }));

const passageSchema = z.strictObject({
  id: z.string().regex(/^(en|zh)-[a-z0-9-]+$/),
  part: z.enum(['tune', 'held']),
  published: day,
  title: words.optional(),
  text: words,
  topics: z.array(z.enum(['export-controls', 'model-releases'])).optional(),
  stance: z.enum(stances).optional(),
  events: z.array(eventSchema).optional(),
  quotes: z
    .array(z.strictObject({ words, speaker: words.nullable(), optional: z.boolean().default(false) }))
    .optional(),
  releases: z.array(z.strictObject({ model: words, claims: claimsSchema })).optional(),
  why: words.optional(),
});

const folder = new URL('./gold/', import.meta.url);

/**
 * The gold set, file by file; its README says how it was made and may be used.
 *
 * @throws Error that names file and passage when a file is not as the README says
 */
export function readGold(): Passage[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) =>
      readPassages(readFileSync(new URL(name, folder), 'utf8'), {
        file: name.slice(0, -'.yaml'.length),
        partly: name.endsWith('-articles.yaml'),
      }),
    );
}

/**
 * Passages of one file of a gold set.
 *
 * @param yaml as the README of the gold set says
 * @throws Error that names file and passage when it is not so
 */
export function readPassages(yaml: string, from: Pick<Passage, 'file' | 'partly'>): Passage[] {
  return z
    .array(z.unknown())
    .parse(parse(yaml) ?? [])
    .map((one) => readPassage(one, from));
}

function readPassage(raw: unknown, from: Pick<Passage, 'file' | 'partly'>): Passage {
  const { file, partly } = from;
  const parsed = passageSchema.safeParse(raw);
  const id = (raw as { id?: unknown } | null)?.id;
  if (!parsed.success) throw new Error(`${file}.yaml, ${id}: ${z.prettifyError(parsed.error)}`);
  const { published, title: markedTitle = '', text: markedText, quotes, ...passage } = parsed.data;
  try {
    const inTitle = unmarked(markedTitle, 'title');
    // One line break is a paragraph in a folded YAML text.
    const inText = unmarked(markedText.trim().replace(/\n+/g, '\n\n'), 'text');
    return {
      topics: undefined,
      stance: undefined,
      why: undefined,
      events: partly ? undefined : [],
      releases: partly ? undefined : [],
      ...passage,
      ...from,
      language: passage.id.startsWith('zh') ? 'zh' : 'en',
      publishedAt: new Date(`${published}T12:00:00Z`),
      title: inTitle.text,
      text: inText.text,
      mentions: [...inTitle.mentions, ...inText.mentions],
      quotes: quotes
        ? quotes.map((quote) => ({ ...quote, ...placed(quote.words, inTitle.text, inText.text) }))
        : partly
          ? undefined
          : [],
    };
  } catch (error) {
    throw new Error(`${file}.yaml, ${id}: ${(error as Error).message}`);
  }
}

const LABELS: Record<string, Sentiment['label'] | undefined> = {
  '+': 'positive',
  '-': 'negative',
  '0': 'neutral',
};
const UNLISTED: Record<string, UnlistedType | undefined> = {
  '~person': 'person',
  '~organisation': 'organisation',
  '~place': 'place',
};

/** A marked text without its marks, and the mentions at their places in the plain text. */
function unmarked(marked: string, field: GoldMention['field']): { text: string; mentions: GoldMention[] } {
  const mentions: GoldMention[] = [];
  let text = '';
  let last = 0;
  for (const mark of marked.matchAll(/\{([^{}|]+)\|([^{}|]+)\|([-+0?~])\}/g)) {
    const [whole, words, who, label] = mark as unknown as [string, string, string, string];
    text += marked.slice(last, mark.index);
    const type = UNLISTED[who];
    mentions.push({
      field,
      start: text.length,
      end: text.length + words.length,
      words,
      who: who === '~nobody' ? { nobody: true } : type ? { type } : { entityId: who },
      label: LABELS[label],
      optional: label === '~',
    });
    text += words;
    last = mark.index + whole.length;
  }
  text += marked.slice(last);
  const broken = /[{}]/.exec(text);
  if (broken) throw new Error(`a broken mark near “${text.slice(broken.index, broken.index + 40)}”`);
  return { text, mentions };
}

function placed(words: string, title: string, text: string): Pick<GoldQuote, 'field' | 'parts'> {
  const inText = partsIn(text, words);
  if (inText) return { field: 'text', parts: inText };
  const inTitle = partsIn(title, words);
  if (inTitle) return { field: 'title', parts: inTitle };
  throw new Error(`these words do not stand in the text: ${words}`);
}

/** Where the stretches of a quote stand: each time the longest run of its words that the rest of the text holds. */
function partsIn(text: string, words: string): Span[] | undefined {
  const parts: Span[] = [];
  let rest = words.split(' ');
  let from = 0;
  while (rest.length > 0) {
    const found = longestRun(text, rest, from);
    if (!found) return undefined;
    parts.push(found.span);
    from = found.span.end;
    rest = rest.slice(found.count);
  }
  return parts;
}

function longestRun(text: string, words: readonly string[], from: number) {
  for (let count = words.length; count > 0; count--) {
    const run = words.slice(0, count).join(' ');
    const start = text.indexOf(run, from);
    if (start >= 0) return { count, span: { start, end: start + run.length } };
  }
  return undefined;
}
