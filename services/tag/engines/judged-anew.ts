import { keyOf, type Who } from '../reading.ts';
import type { Sentiment } from '../sentiment/sentiment.ts';
import { articleSentiment, entitySentiment, grouped } from '../tag.ts';
import type { Place, Tags } from '../tags.ts';
import { versionWith } from './engine.ts';

/**
 * An article's tags with an engine's judgements in the place of the built-in ones, and what follows from them: the
 * sentiment towards each entity, and the article's. The tagger version says whether all mentions were judged anew,
 * some (`~partly`) or none, which leaves everything as it is.
 *
 * @param judgements of `mentions` and then `unlistedMentions`; undefined or missing where the built-in one stays
 * @param engine its version
 */
export function judgedAnew(tags: Tags, judgements: readonly (Sentiment | undefined)[], engine: string): Tags {
  const listed = tags.mentions.length;
  const asked = listed + tags.unlistedMentions.length;
  const judged = judgements.filter(Boolean).length;
  if (judged === 0 && asked > 0) return tags;
  const mentions = tags.mentions.map((mention, n) => judgedAt(mention, judgements[n]));
  const unlistedMentions = tags.unlistedMentions.map((mention, n) =>
    judgedAt(mention, judgements[listed + n]),
  );
  const towards = new Map(
    grouped<Place & Who>([...mentions, ...unlistedMentions], keyOf).map((own) => [
      keyOf(own[0]),
      entitySentiment(own),
    ]),
  );
  const anew = <T extends Who & { sentiment: Sentiment }>(about: T): T => ({
    ...about,
    sentiment: towards.get(keyOf(about)) ?? about.sentiment,
  });
  const entities = tags.entities.map(anew);
  return {
    ...tags,
    taggerVersion: versionWith(engine, judged === asked),
    mentions,
    unlistedMentions,
    entities,
    unlisted: tags.unlisted.map(anew),
    sentiment: articleSentiment(entities),
  };
}

/** The words that moved the built-in engine say nothing of why an engine judged so. */
const judgedAt = <P extends Place>(place: P, sentiment: Sentiment | undefined): P =>
  sentiment ? { ...place, sentiment, cues: [] } : place;
