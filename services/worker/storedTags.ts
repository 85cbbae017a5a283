import type { NewEvent, NewRole } from '../../db/events.ts';
import type { NewQuote } from '../../db/quotes.ts';
import type { NewRelease } from '../../db/releases.ts';
import type { ArticleEntity, ArticleTags, Mention } from '../../db/tags.ts';
import { searchableText } from '../search/words.ts';
import type { UnlistedType, Who } from '../tag/reading.ts';
import type { TaggableArticle } from '../tag/tag.ts';
import type { EventTag, Quote, Release, Role, Tags } from '../tag/tags.ts';
import { sentenceAt, sentencesOf } from '../tag/text/sentences.ts';
import type { Span } from '../tag/text/spans.ts';

/** An article as its row has it: all that tagging reads. */
export type ReadArticle = Pick<TaggableArticle, 'title' | 'text'> & { publishedAt: Date };

/** Longest part of a sentence that stands beside what was found in it, in UTF-16 code units. */
const longestSentence = 600;

/** What tagging found in an article, as the rows that are kept of it. Pure. */
export function storedTags(article: ReadArticle, tags: Tags, listVersion: string): ArticleTags {
  const { taggerVersion, language, sentiment, topics, stance } = tags;
  const mentions = storedMentions(tags);
  return {
    ...{ taggerVersion, listVersion, language, sentiment, topics, stance },
    mentions,
    entities: storedEntities(tags),
    unlisted: unlistedIn(tags),
    events: tags.events.map((event) => storedEvent(event, article)),
    quotes: storedQuotes(tags.quotes, mentions),
    releases: storedReleases(tags.releases, article),
  };
}

/** `person~ye-kejiang`: an entity that is not on the list is known by its type and name. */
export function unlistedId({ type, name }: { type: UnlistedType; name: string }): string {
  const words = name
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? ['unnamed'];
  return `${type}~${words.join('-')}`;
}

const idOf = (who: Who) => ('entityId' in who ? who.entityId : unlistedId(who));

function storedMentions(tags: Tags): Mention[] {
  return [...tags.mentions, ...tags.unlistedMentions].map((mention) => ({
    entityId: idOf(mention),
    field: mention.field,
    startsAt: mention.start,
    endsAt: mention.end,
    words: mention.words,
    sentenceStart: mention.sentenceStart,
    sentenceEnd: mention.sentenceEnd,
    score: mention.sentiment.score,
    label: mention.sentiment.label,
    cues: mention.cues,
    reason: mention.reason ?? null,
  }));
}

/** Names that differ in case or punctuation alone share an id: what is said of the more salient one counts. */
function storedEntities(tags: Tags): ArticleEntity[] {
  const byId = new Map<string, ArticleEntity>();
  for (const { sentiment, mentions, salience, ...who } of [...tags.entities, ...tags.unlisted]) {
    const entityId = idOf(who);
    const same = byId.get(entityId);
    if (same) same.mentions += mentions;
    else byId.set(entityId, { entityId, mentions, salience, ...sentiment });
  }
  return [...byId.values()];
}

function unlistedIn(tags: Tags): ArticleTags['unlisted'] {
  const parts: (Who | undefined)[] = [
    ...tags.unlisted,
    ...tags.events.flatMap(({ who }) => who.map((role) => role.who)),
    ...tags.quotes.map(({ speaker }) => speaker?.who),
    ...tags.releases.map(({ model }) => model.who),
  ];
  const byId = new Map<string, ArticleTags['unlisted'][number]>();
  for (const who of parts) {
    if (!who || 'entityId' in who) continue;
    const id = unlistedId(who);
    if (!byId.has(id)) byId.set(id, { id, type: who.type, name: who.name });
  }
  return [...byId.values()];
}

function storedEvent(event: EventTag, article: ReadArticle): NewEvent {
  const { type, field, words, sentenceStart, sentenceEnd, when, certainty, stance, instrument } = event;
  const published = article.publishedAt.toISOString().slice(0, 10);
  return {
    ...{ type, field, startsAt: event.start, endsAt: event.end, words, sentenceStart, sentenceEnd },
    sentence: excerpt(article[field], { start: sentenceStart, end: sentenceEnd }, event),
    fromDay: when?.from ?? published,
    toDay: when?.to ?? published,
    dated: when !== undefined,
    ...{ certainty, stance },
    instrument: instrument?.kind ?? null,
    instrumentId: instrument?.entityId ?? null,
    pressStatus: instrument?.pressStatus ?? null,
    who: event.who.map(storedRole),
  };
}

function storedRole({ who, role, effect, start, end, words }: Role): NewRole {
  return { entityId: idOf(who), role, effect, startsAt: start, endsAt: end, words };
}

function storedQuotes(quotes: readonly Quote[], mentions: readonly Mention[]): NewQuote[] {
  const inOrder = mentions.toSorted((a, b) => a.startsAt - b.startsAt);
  const byField = {
    title: inOrder.filter(({ field }) => field === 'title'),
    text: inOrder.filter(({ field }) => field === 'text'),
  };
  return quotes.map((quote) => storedQuote(quote, namedInside(quote.parts, byField[quote.field])));
}

/** Whom stretches of a field name. @param mentions of that field, in reading order */
function namedInside(parts: readonly Span[], mentions: readonly Mention[]): string[] {
  return parts.flatMap(({ start, end }) => {
    const named: string[] = [];
    for (let at = firstFrom(mentions, start); at < mentions.length && mentions[at]!.startsAt < end; at++)
      if (mentions[at]!.endsAt <= end) named.push(mentions[at]!.entityId);
    return named;
  });
}

/** Index of the first mention that begins at `start` or later. */
function firstFrom(mentions: readonly Mention[], start: number): number {
  let [low, high] = [0, mentions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (mentions[middle]!.startsAt < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function storedQuote({ field, start, end, parts, words, speaker, verb }: Quote, about: string[]): NewQuote {
  return {
    ...{ field, startsAt: start, endsAt: end, parts, words },
    speakerId: speaker ? idOf(speaker.who) : null,
    speakerWords: speaker?.words ?? null,
    speakerStart: speaker?.start ?? null,
    speakerEnd: speaker?.end ?? null,
    verb: verb ?? null,
    searchWords: searchableText(words),
    about,
  };
}

function storedReleases(releases: readonly Release[], article: ReadArticle): NewRelease[] {
  const sentences: Partial<Record<Release['field'], Span[]>> = {};
  return releases.map(({ field, model, start, end, claims }) => {
    const text = article[field];
    sentences[field] ??= sentencesOf(text);
    const around = (at: number) => sentenceAt(sentences[field]!, at, text.length);
    return {
      modelId: idOf(model.who),
      modelWords: model.words,
      ...{ field, startsAt: start, endsAt: end },
      claims: claims.map(({ kind, words, value, unit, by, ...span }) => ({
        ...{ kind, words, value: value ?? null, unit: unit ?? null, measuredBy: by ?? null },
        sentence: excerpt(text, around(span.start), span),
        startsAt: span.start,
        endsAt: span.end,
      })),
    };
  });
}

/** A sentence, or where it is very long the part around what was found in it. */
function excerpt(text: string, sentence: Span, about: Span): string {
  if (sentence.end - sentence.start <= longestSentence) return text.slice(sentence.start, sentence.end);
  const start = Math.max(sentence.start, about.start - longestSentence / 3);
  const end = Math.min(sentence.end, start + longestSentence);
  const before = start > sentence.start ? '… ' : '';
  return `${before}${text.slice(start, end)}${end < sentence.end ? ' …' : ''}`;
}
