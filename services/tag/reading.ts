import type { EntityType } from './names/entity.ts';
import type { Span } from './text/spans.ts';

export type UnlistedType = 'person' | 'organisation' | 'place';

/** Whom a name means: an entity of the list, or somebody whom the list does not know. */
export type Who = { entityId: string } | { name: string; type: UnlistedType };

/** A name where it stands in a field. */
export interface Named extends Span {
  who: Who;
  type: EntityType;
  /** why it was taken where there was a choice, for people; undefined where there was none */
  reason?: string | undefined;
}

/** One field of an article with its sentences and names: what quotes, events and releases are found in. */
export interface Reading {
  field: 'title' | 'text';
  text: string;
  /** ISO 639-1 of the article */
  language: string;
  /** in order, without overlaps */
  sentences: readonly Span[];
  /** in reading order, without overlaps */
  named: readonly Named[];
}

/** One key per entity, listed or not. */
export const keyOf = (who: Who): string => ('entityId' in who ? who.entityId : `${who.type}~${who.name}`);
