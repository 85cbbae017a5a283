import type { Named, Reading } from '../reading.ts';
import type { Span } from '../text/spans.ts';
import type { Stretch } from './stretches.ts';

/** An article's field as its writer tells it: what others say in quotation marks is blotted out. */
export interface Narration {
  isTitle: boolean;
  /** of the field's length, so that offsets stay; quoted words are {@link BLOT} */
  text: string;
  sentences: readonly Span[];
  /** names outside quotation marks, in reading order */
  named: readonly Named[];
}

/** Who speaks, as the narration puts it: by name, by a word that points back, or by one that does not tell. */
export type Subject = Named | 'he' | 'she' | 'they' | 'person' | 'firm' | 'agency' | 'voice' | 'unknown';

/** A verb of saying and its subject. */
export interface Attribution {
  verb: Span;
  subject: Subject;
  /** nothing but a comma, colon or object stands between it and the quote */
  direct: boolean;
}

/** What a language knows of speech; offsets are into the narration. */
export interface Grammar {
  /** the verb from `from` on that leads to a quote at `to`; its subject may stand anywhere since its sentence’s `begin` */
  before(narration: Narration, from: number, to: number, begin: number): Attribution | undefined;
  /** the verb that follows a quote which ends with a sign, see {@link Stretch} */
  after(narration: Narration, from: number, to: number, sign: string): Attribution | undefined;
  /** whom a sentence without such a verb is about */
  topic(narration: Narration, from: number, to: number): Subject;
  /** whether the words around quoted ones make a term or a topic of them: so-called, 所谓, 的传闻 */
  isTerm(before: string, after: string): boolean;
  /** whether quoted words look like the name of something */
  isTitle(quoted: string): boolean;
  /** by title or given name, with the words before and behind */
  genderOf(name: string, before: string, after: string): 'he' | 'she' | undefined;
}

export const BLOT = '\0';

export function narrationOf(reading: Reading, stretches: readonly Stretch[]): Narration {
  const pieces: string[] = [];
  let end = 0;
  for (const stretch of stretches) {
    pieces.push(reading.text.slice(end, stretch.start), BLOT.repeat(stretch.end - stretch.start));
    end = stretch.end;
  }
  const text = pieces.join('') + reading.text.slice(end);
  const named = reading.named.filter(({ start }) => text[start] !== BLOT);
  return { isTitle: reading.field === 'title', text, sentences: reading.sentences, named };
}

export const isPerson = ({ type }: Named): boolean => type === 'person';

const SPEAKING = new Set(['person', 'company', 'lab', 'organisation', 'agency']);
/** Models, chips and rules do not speak. */
export const canSpeak = ({ type }: Named): boolean => SPEAKING.has(type);
