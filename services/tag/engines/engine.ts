import type { Sentiment } from '../sentiment/sentiment.ts';
import { type Place, type Tags, taggerVersion } from '../tags.ts';

/** A sentence with what stands in it from `from` to `to` (UTF-16, `to` exclusive): the sentiment towards that is asked. */
export interface Asked {
  text: string;
  from: number;
  to: number;
  /** ISO 639-1 of the article */
  language: string;
}

/** What may judge sentiment instead of the built-in engine. */
export interface SentimentEngine {
  /** method and model, for the tagger version of what it judged: `chat:qwen3-8b` */
  version: string;
  /**
   * @returns an answer for each asked, in order; undefined where the engine could not judge
   * @throws when it is out of order altogether
   */
  judge(asked: readonly Asked[]): Promise<(Sentiment | undefined)[]>;
}

/** An engine cannot be used as it is set up; the message says what to do. */
export class EngineError extends Error {
  override name = 'EngineError';
}

/** Mentions in one article that an engine is asked about; the others keep what the built-in engine say. */
const mostAsked = 200;
/** Longest part of a sentence that an engine reads, in UTF-16 code units. */
export const longestText = 600;

/** All that `mentions` and then `unlistedMentions` ask of an engine, in that order. */
export function askedOf(article: { title: string; text: string }, tags: Tags): Asked[] {
  return [...tags.mentions, ...tags.unlistedMentions]
    .slice(0, mostAsked)
    .map((place) => askedAt(article[place.field], place, tags.language));
}

function askedAt(text: string, { start, end, sentenceStart, sentenceEnd }: Place, language: string): Asked {
  const sentence = text.slice(sentenceStart, sentenceEnd);
  return around({ text: sentence, from: start - sentenceStart, to: end - sentenceStart, language });
}

/** A long sentence's part around the target (of a very long one, its start), of at most so many UTF-16 code units. */
export function around(asked: Asked, most = longestText): Asked {
  const { text, from, to } = asked;
  if (text.length <= most) return asked;
  const end = Math.min(to, from + most);
  const side = Math.floor((most - (end - from)) / 2);
  const start = Math.max(0, from - side);
  return { ...asked, text: text.slice(start, end + side), from: from - start, to: end - start };
}

/** Tagger version of an article that an engine has judged, so that no trend mixes methods unseen. */
export const versionWith = (engine: string, all = true): string =>
  `${taggerVersion}+${engine}${all ? '' : '~partly'}`;
