/** An article as alerts see it: all that its index and its tags say, read once. */
export interface Facts {
  id: number;
  /** Every lexeme of the index, words and keys, with where it stands; keys stand nowhere. */
  lexemes: ReadonlyMap<string, readonly Place[]>;
  publishedAt: Date;
  foundAt: Date;
  storyId: number | null;
  /** Stories that became part of its own; absent where none did. */
  formerStories?: readonly number[];
  copyOf: number | null;
  sentiment: number | null;
  /** The greatest of its relevances for the topics of the beat, 0…1. */
  relevance: number | null;
  stance: string | null;
  publisher: string;
  /** Kind of its source as feeds.yaml has it, such as `government` or `trade-press`. */
  family: string;
  /** Most salient first. */
  entities: readonly {
    id: string;
    /** It and all that it belongs to. */
    family: readonly string[];
    score: number;
    /** 0…1 */
    salience: number;
    inTitle: boolean;
  }[];
  events: readonly FactEvent[];
}

export interface Place {
  at: number;
  /** Which part: A title, B first paragraph, D the rest. */
  weight: 'A' | 'B' | 'C' | 'D';
}

export interface FactEvent {
  type: string;
  certainty: 'stated' | 'planned' | 'unconfirmed' | 'denied';
  stance: string;
  instrumentId: string | null;
  /** Ids of those who have a part in it. */
  who: readonly string[];
  inTitle: boolean;
  /** In the title or the first 200 characters of the text, where news stands; what comes later is mostly background. */
  early: boolean;
}
