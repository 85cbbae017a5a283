import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { wordsSchema } from '../text/words.ts';

/** What a cue word says of the one who does it, the one it is done to, and anyone else near; −1…1 each. */
export interface CueGroup {
  name: string;
  subject: number;
  object: number;
  near: number;
}

/** One way to write a cue. */
export interface CueForm {
  /** its words in small letters; for Chinese the text itself, in one piece */
  parts: readonly string[];
  groups: readonly CueGroup[];
  /** may be a past participle, as in the passive */
  participle: boolean;
}

/** Cues and grammar words of one language, looked up by first word (English) or first character (Chinese). */
export interface Lexicon {
  /** the ways to go on from a first word, longest first */
  formsFrom(first: string): readonly CueForm[];
  /** words by kind; under “kind begin” the first words of its phrases, to look those up cheaply */
  grammar: ReadonlyMap<string, ReadonlySet<string>>;
  /** names of the groups of cues */
  groups: readonly string[];
}

const groupSchema = z.strictObject({
  note: z.string().optional(),
  forms: z.enum(['verb', 'noun', 'fixed']).default('fixed'),
  subject: z.number().min(-1).max(1),
  object: z.number().min(-1).max(1),
  near: z.number().min(-1).max(1),
  words: wordsSchema,
});
const lexiconSchema = z.record(z.string(), groupSchema);
const grammarSchema = z.record(z.string(), wordsSchema);

const loaded = new Map<string, Lexicon>();

/** The lexicon of a language, read from lexicon/ at first use. */
export function lexiconOf(language: 'en' | 'zh'): Lexicon {
  const known = loaded.get(language);
  if (known) return known;
  const groups = lexiconSchema.parse(readYaml(`${language}.yaml`));
  const grammar = grammarSchema.parse(readYaml(`${language}-grammar.yaml`));
  const lexicon = buildLexicon(groups, grammar, language === 'en');
  loaded.set(language, lexicon);
  return lexicon;
}

function readYaml(file: string): unknown {
  return parse(readFileSync(new URL(`./lexicon/${file}`, import.meta.url), 'utf8'));
}

type Building = { parts: string[]; groups: CueGroup[]; participle: boolean };

function buildLexicon(
  groups: z.infer<typeof lexiconSchema>,
  grammar: z.infer<typeof grammarSchema>,
  spaced: boolean,
): Lexicon {
  const byText = new Map<string, Building>();
  for (const [name, { forms, words, subject, object, near }] of Object.entries(groups)) {
    const group = { name, subject, object, near };
    for (const word of words) {
      for (const { text, participle } of spaced
        ? inflect(word, forms)
        : [{ text: word, participle: false }]) {
        add(byText, text, participle, group, spaced);
      }
    }
  }
  const byFirst = new Map<string, CueForm[]>();
  for (const form of byText.values()) {
    const first = spaced ? form.parts[0]! : form.parts[0]![0]!;
    byFirst.set(first, [...(byFirst.get(first) ?? []), form]);
  }
  const size = (form: CueForm) => (spaced ? form.parts.length : form.parts[0]!.length);
  for (const forms of byFirst.values()) forms.sort((a, b) => size(b) - size(a));
  const sets = new Map<string, Set<string>>();
  for (const [name, words] of Object.entries(grammar)) {
    sets.set(name, new Set(words));
    sets.set(`${name} begin`, new Set(words.map((word) => word.split(' ')[0]!)));
  }
  return { formsFrom: (first) => byFirst.get(first) ?? [], grammar: sets, groups: Object.keys(groups) };
}

function add(
  byText: Map<string, Building>,
  text: string,
  participle: boolean,
  group: CueGroup,
  spaced: boolean,
): void {
  const form = byText.get(text) ?? {
    parts: spaced ? text.split(' ') : [text],
    groups: [],
    participle: false,
  };
  form.participle ||= participle;
  if (!form.groups.some((known) => known.name === group.name)) form.groups.push(group);
  byText.set(text, form);
}

/** All forms of an entry: `fall/fell/fallen` names the irregular ones, past participle last. */
function inflect(entry: string, forms: 'verb' | 'noun' | 'fixed'): { text: string; participle: boolean }[] {
  const [base, ...irregular] = entry.split('/');
  const [first, ...rest] = base!.split(' ');
  const tail = rest.length > 0 ? ` ${rest.join(' ')}` : '';
  const plain = { text: base!, participle: false };
  if (forms === 'fixed') return [plain];
  if (forms === 'noun') {
    const words = base!.split(' ');
    const last = words.pop()!;
    return [plain, { text: [...words, withS(last)].join(' '), participle: false }];
  }
  const past =
    irregular.length > 0
      ? irregular.map((text, index) => ({ text, participle: index === irregular.length - 1 }))
      : [{ text: withEd(first!) + tail, participle: true }];
  return [
    plain,
    { text: withS(first!) + tail, participle: false },
    { text: withIng(first!) + tail, participle: false },
    ...past,
  ];
}

function withS(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

function withEd(word: string): string {
  if (word.endsWith('e')) return `${word}d`;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ied`;
  return doubles(word) ? `${word}${word.at(-1)}ed` : `${word}ed`;
}

function withIng(word: string): string {
  if (/[^e]e$/.test(word)) return `${word.slice(0, -1)}ing`;
  return doubles(word) ? `${word}${word.at(-1)}ing` : `${word}ing`;
}

/** One short syllable, or one of the longer verbs of the list stressed at the end (and British -ll-). */
function doubles(word: string): boolean {
  if (/^(?:commit|admit|deter|rebut|expel|propel|compel|outbid|regret|incur|cancel|rebel|quit)$/.test(word))
    return true;
  return /^[^aeiou]*[aeiou][bdgklmnprt]$/.test(word) && word.length > 2;
}
