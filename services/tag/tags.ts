import type { UnlistedType, Who } from './reading.ts';
import type { Sentiment } from './sentiment/sentiment.ts';
import type { Span } from './text/spans.ts';
import type { TopicTag } from './topics/topics.ts';

/** Says which method made a tag; raised whenever the same text may be tagged otherwise. */
export const taggerVersion = '3';

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
  /** why the words were taken for whom they name, for people; undefined where they can mean nobody else */
  reason?: string | undefined;
}

/** A listed entity in an article. */
export interface Mention extends Place {
  entityId: string;
}

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

/** Who or what plays a part in an event, a quote or a release, with where the text names it. */
export interface Part extends Span {
  who: Who;
  /** as it stands in the text */
  words: string;
}

/** What somebody said, in their own words. */
export interface Quote extends Span {
  /** `start` and `end` hold everything from the first quoted word to the last */
  field: 'title' | 'text';
  /** the stretches inside quotation marks; more than one when a “he said” splits the quote */
  parts: Span[];
  /** the parts' words, a space between */
  words: string;
  /** undefined where the text does not say, or not surely */
  speaker: Part | undefined;
  /** the verb of saying as written; undefined without one */
  verb: string | undefined;
}

export const stances = ['tighten', 'loosen', 'enforce', 'retaliate', 'none'] as const;
export type Stance = (typeof stances)[number];

/** A day or a stretch of days, both ends included, as `YYYY-MM-DD`. */
export interface Days {
  from: string;
  to: string;
}

/** What an event does to somebody: its polarity for the role that they play in it. */
export interface Role extends Part {
  /** by the event type’s roles: target, actor, exporter, buyer, rival … */
  role: string;
  effect: -1 | 0 | 1;
}

/** Something that happened, is planned or is denied, of one of the types in events/types/. */
export interface EventTag extends Span {
  /** the words that show it stand from `start` to `end` */
  field: 'title' | 'text';
  type: string;
  words: string;
  sentenceStart: number;
  sentenceEnd: number;
  who: Role[];
  /** when the text says so, resolved against the publication date */
  when: (Days & { words: string }) | undefined;
  certainty: 'stated' | 'planned' | 'unconfirmed' | 'denied';
  stance: Stance;
  instrument: Instrument | undefined;
}

/** What a policy event works through, and what the text says of its standing. */
export interface Instrument {
  kind: 'rule' | 'list' | 'licence' | 'bill' | 'tariff' | 'guidance' | 'order' | 'probe' | 'ban';
  /** the rule of the entity list, where it is named */
  entityId: string | undefined;
  /** what the press says, which may differ from the law */
  pressStatus: 'proposed' | 'in-force' | 'paused' | 'not-enforced' | 'rescinded' | undefined;
}

/** A model's release and what is claimed of it, each claim with its sentence. */
export interface Release extends Span {
  field: 'title' | 'text';
  model: Part;
  claims: Claim[];
}

export interface Claim extends Span {
  kind:
    | 'parameters'
    | 'active-parameters'
    | 'context'
    | 'licence'
    | 'price'
    | 'hardware'
    | 'training-cost'
    | 'benchmark';
  /** as written: “671 billion”, “MIT licence”, “$0.14 per million input tokens” */
  words: string;
  /** in units of one (parameters, tokens, money per million tokens, points); undefined for words */
  value: number | undefined;
  /**
   * `USD`, `CNY` for costs and prices, these with the tokens that they buy where the text says so (`USD/input`); the usual
   * name of a licence or benchmark
   */
  unit: string | undefined;
  /** for benchmarks: who measured */
  by: 'self' | 'independent' | 'unknown' | undefined;
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
  /** in reading order, the title first, as the quotes and releases */
  events: EventTag[];
  quotes: Quote[];
  releases: Release[];
  /** of the article's events together */
  stance: Stance;
}
