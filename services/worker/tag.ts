import { getArticle } from '../../db/articles.ts';
import { type ArticleTags, saveTags } from '../../db/tags.ts';
import type { Tags, Unlisted } from '../tag/tags.ts';
import { type Context, moved, nothing, type Outcome } from './context.ts';

/** Tags an article's title and text and stores the tags. */
export async function tagStoredArticle(ctx: Context, articleId: number): Promise<Outcome> {
  const article = await getArticle(ctx.orm, articleId);
  if (article?.step !== 'read') return nothing('already-tagged');
  // The text itself says better than its feed what language it is in.
  const { title, text } = article;
  const tags = storedTags(await ctx.threads.tag({ title, text }));
  const stored = await saveTags(ctx.orm, articleId, tags, ctx.now());
  return stored
    ? { ...moved('tagged', articleId), details: { mentions: tags.mentions.length } }
    : nothing('already-tagged');
}

/** `person~ye-kejiang`: an entity that is not on the list is known by its type and name. */
export function unlistedId({ type, name }: Pick<Unlisted, 'type' | 'name'>): string {
  const words = name
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? ['unnamed'];
  return `${type}~${words.join('-')}`;
}

function storedTags(tags: Tags): ArticleTags {
  const unlisted = tags.unlistedMentions.map((mention) => ({ ...mention, entityId: unlistedId(mention) }));
  const rows = [...tags.mentions, ...unlisted].map(({ start, end, sentiment, ...mention }) => ({
    entityId: mention.entityId,
    field: mention.field,
    startsAt: start,
    endsAt: end,
    words: mention.words,
    sentenceStart: mention.sentenceStart,
    sentenceEnd: mention.sentenceEnd,
    score: sentiment.score,
    label: sentiment.label,
    cues: mention.cues,
  }));
  return {
    taggerVersion: tags.taggerVersion,
    language: tags.language,
    sentiment: tags.sentiment,
    mentions: rows,
    entities: [...tags.entities, ...tags.unlisted].map(({ sentiment, ...entity }) => ({
      entityId: 'entityId' in entity ? entity.entityId : unlistedId(entity),
      mentions: entity.mentions,
      salience: entity.salience,
      score: sentiment.score,
      label: sentiment.label,
    })),
    unlisted: tags.unlisted.map((entity) => ({
      id: unlistedId(entity),
      type: entity.type,
      name: entity.name,
    })),
    topics: tags.topics,
  };
}
