import type { Sentiment } from './sentiment/sentiment.ts';
import type { TopicTag } from './topics/topics.ts';

/** Says which method made a tag; raised whenever the same text may be tagged otherwise. */
export const taggerVersion = '1';

/** Where something is named; offsets are UTF-16, into the field as given, `end` exclusive. */
export interface Place {
  field: 'title' | 'text';
  start: number;
  end: number;
  /** the words as they stand there */
  words: string;
  /** the sentence around it */
  sentenceStart: number;
  sentenceEnd: number;
  sentiment: Sentiment;
  /** the words that decided the sentiment, weightiest first */
  cues: string[];
}

/** A listed entity in an article. */
export interface Mention extends Place {
  entityId: string;
}

export type UnlistedType = 'person' | 'organisation' | 'place';

/** Someone or something in an article that the entity list does not know. */
export interface UnlistedMention extends Place {
  name: string;
  type: UnlistedType;
}

/** What an article says of one entity, over all its mentions. */
interface About {
  mentions: number;
  /** 0…1, how much the article is about it */
  salience: number;
  sentiment: Sentiment;
}

export interface EntityTag extends About {
  entityId: string;
}

export interface Unlisted extends About {
  name: string;
  type: UnlistedType;
}

/** Everything that tagging finds in an article. */
export interface Tags {
  taggerVersion: string;
  /** ISO 639-1, `und` without letters */
  language: string;
  /** in reading order, the title first */
  mentions: Mention[];
  /** by falling salience */
  entities: EntityTag[];
  /** by falling salience */
  unlisted: Unlisted[];
  unlistedMentions: UnlistedMention[];
  /** of the article: the mean over its entities, by salience */
  sentiment: Sentiment;
  topics: TopicTag[];
}
