import { stringify } from 'yaml';

/** What a reader said of one mention, as a gold set takes it. */
export interface CorrectedMention {
  id: number;
  kind: 'entity' | 'sentiment';
  field: 'title' | 'text';
  /** The words and the sentence that they stand in. */
  words: string;
  sentence: string;
  /** Where in the sentence the words begin, in UTF-16 code units; negative where nobody knows any more. */
  at: number;
  /** As it was tagged. */
  entityId: string;
  rightLabel: 'negative' | 'neutral' | 'positive' | null;
  /** Null: no entity is meant. */
  rightEntityId: string | null;
  note: string | null;
  article: { id: number; title: string; language: string; publishedAt: Date };
}

/** A passage of a gold set, as its README says, with one mention marked. */
interface GoldPassage {
  id: string;
  part: 'held';
  published: string;
  title?: string;
  text: string;
  why?: string;
}

/** Why a mention that was corrected is no passage. */
export type LeftOut = 'disputed' | 'language' | 'place';

/**
 * The passage that comes of what readers said of one mention. Where one says that another entity is meant, nobody was
 * asked for the sentiment towards that one, and it is not scored. Every passage is of the part that nothing is tuned on.
 *
 * @param said about one mention, by one reader or by several; not empty
 */
export function goldPassage(said: readonly CorrectedMention[]): GoldPassage | LeftOut {
  const [first] = said as [CorrectedMention, ...CorrectedMention[]];
  const language = /^(en|zh)\b/.exec(first.article.language)?.[1];
  if (!language) return 'language';
  const { sentence, words, at } = first;
  if (sentence.slice(at, at + words.length) !== words || at < 0) return 'place';
  const mark = markOf(said);
  if (mark === null) return 'disputed';
  const notes = said.flatMap(({ note }) => (note === null ? [] : [plain(note)]));
  return {
    id: `${language}-reader-${Math.min(...said.map(({ id }) => id))}`,
    part: 'held',
    published: first.article.publishedAt.toISOString().slice(0, 10),
    // The headline says whom a short name in the text means.
    ...(first.field === 'text' && first.article.title.trim() !== ''
      ? { title: plain(first.article.title) }
      : {}),
    text: `${plain(sentence.slice(0, at))}{${plain(words)}|${mark}}${plain(sentence.slice(at + words.length))}`,
    ...(notes.length > 0 ? { why: notes.join('; ') } : {}),
  };
}

/** `huawei|0`, or null where readers disagree. */
function markOf(said: readonly CorrectedMention[]): string | null {
  const whom = said.filter(({ kind }) => kind === 'entity');
  if (whom.length > 0) {
    const right = only(whom.map(({ rightEntityId }) => rightEntityId));
    return right === undefined ? null : `${whoOf(right)}|?`;
  }
  const label = only(said.map(({ rightLabel }) => rightLabel));
  return label ? `${whoOf(said[0]!.entityId)}|${signs[label]}` : null;
}

const signs = { positive: '+', neutral: '0', negative: '-' } as const;

/** People, organisations and places that are not on the list are told by their kind: `person~Ada Ng` as `~person`. */
function whoOf(entityId: string | null): string {
  if (entityId === null) return '~nobody';
  const unlisted = /^(person|organisation|place)~/.exec(entityId);
  return unlisted ? `~${unlisted[1]}` : entityId;
}

const only = <Value>(values: readonly Value[]): Value | undefined =>
  new Set(values).size === 1 ? values[0] : undefined;

/** On one line, without the signs that marks are made of. */
const plain = (text: string): string =>
  text.replaceAll(/[\s\p{Cc}]+/gu, ' ').replaceAll(/[{}|]/g, (sign) => replacements[sign]!);
const replacements: Record<string, string> = { '{': '(', '}': ')', '|': '/' };

/** One passage of the file. */
export const passageYaml = (passage: GoldPassage): string => `${stringify([passage], { lineWidth: 110 })}\n`;

/** What stands at the head of the file. */
export const goldHead = (now: Date): string =>
  [
    `Corrections by readers, taken from the archive at ${now.toISOString()}.`,
    'A passage is a sentence with the mention that a reader corrected; nothing else in it was looked at.',
    'The sentences are their publishers’. They are for measuring, never for tuning.',
  ]
    .map((line) => `# ${line}\n`)
    .join('');

/** What stands at its foot: how much was left out, and why. */
export const goldFoot = (leftOut: Readonly<Record<LeftOut | 'rights', number>>): string =>
  Object.entries(leftOut)
    .filter(([, count]) => count > 0)
    .map(([why, count]) => `# left out: ${count} ${reasons[why as keyof typeof reasons]}\n`)
    .join('');

const reasons = {
  disputed: 'on which readers disagree',
  language: 'in a language that is not tagged',
  place: 'whose place in the sentence is not known any more, as the publisher has edited the article',
  rights: 'of publishers whose sentences may not be given away',
} as const;
