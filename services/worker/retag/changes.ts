import type { ArticleTags } from '../../../db/tags.ts';

type Label = ArticleTags['sentiment']['label'];
type NamedPlace = Pick<ArticleTags['mentions'][number], 'entityId' | 'field' | 'startsAt' | 'endsAt'>;

/** Those of an article's tags that are compared. */
export interface Compared {
  stance: string | null;
  mentions: readonly NamedPlace[];
  entities: readonly { entityId: string; score: number; label: Label }[];
  topics: readonly { id: string; relevance: number }[];
  events: readonly { type: string }[];
  quotes: number;
  releases: number;
}

/** A sentiment towards an entity that has another label than before. */
export interface Flip {
  entityId: string;
  from: { label: Label; score: number };
  to: { label: Label; score: number };
}

/** What tagging an article anew has changed. */
export interface Changes {
  /** Entity of each mention that was not there before, and of each that is no more. */
  added: string[];
  removed: string[];
  flips: Flip[];
  stance: { from: string; to: string } | null;
  /** Topics on which the article came, and from which it went. */
  entered: string[];
  left: string[];
}

/** @param onTopicFrom relevance from which an article counts as being on a topic */
export function changesBetween(before: Compared, after: Compared, onTopicFrom: number): Changes {
  const [topicsBefore, topicsAfter] = [before, after].map(({ topics }) =>
    topics.filter(({ relevance }) => relevance >= onTopicFrom).map(({ id }) => id),
  ) as [string[], string[]];
  return {
    added: missingIn(before.mentions, after.mentions),
    removed: missingIn(after.mentions, before.mentions),
    flips: flipsBetween(before.entities, after.entities),
    stance: stanceChange(before.stance ?? 'none', after.stance ?? 'none'),
    entered: topicsAfter.filter((id) => !topicsBefore.includes(id)),
    left: topicsBefore.filter((id) => !topicsAfter.includes(id)),
  };
}

/** What an article's rows will say, as far as it is compared. */
export const comparedOf = ({ quotes, releases, ...tags }: ArticleTags): Compared => ({
  ...tags,
  quotes: quotes.length,
  releases: releases.length,
});

function missingIn(known: readonly NamedPlace[], asked: readonly NamedPlace[]): string[] {
  const keyOf = ({ entityId, field, startsAt, endsAt }: NamedPlace) =>
    `${field} ${startsAt} ${endsAt} ${entityId}`;
  const keys = new Set(known.map(keyOf));
  return asked.filter((place) => !keys.has(keyOf(place))).map(({ entityId }) => entityId);
}

function flipsBetween(before: Compared['entities'], after: Compared['entities']): Flip[] {
  const known = new Map(before.map((entity) => [entity.entityId, entity]));
  return after.flatMap(({ entityId, ...to }) => {
    const from = known.get(entityId);
    if (!from || from.label === to.label) return [];
    return [
      { entityId, from: { label: from.label, score: from.score }, to: { label: to.label, score: to.score } },
    ];
  });
}

const stanceChange = (from: string, to: string) => (from === to ? null : { from, to });
