import { chineseNames } from './names/chinese-names.ts';
import { englishNames, type Found } from './names/english-names.ts';
import type { Entity } from './names/entity.ts';
import type { EntityList } from './names/list.ts';
import type { Match } from './names/matcher.ts';
import { type NamedInFull, surnameMentions } from './names/surname-mentions.ts';
import type { Named, Reading, Who } from './reading.ts';
import { salienceOf } from './salience.ts';
import { labelOf, neutral, type Sentiment, sentimentInSentence } from './sentiment/sentiment.ts';
import { type Mention, type Place, type Tags, taggerVersion, type UnlistedMention } from './tags.ts';
import { languageOf } from './text/language.ts';
import { sentenceAt, sentencesOf } from './text/sentences.ts';
import { overlapsAny, type Span } from './text/spans.ts';
import { topicsOf } from './topics/topics.ts';

export { type Mention, type Tags, taggerVersion } from './tags.ts';

/** The parts of an article that are read; `language` (ISO 639-1) is detected where it is not known. */
export interface TaggableArticle {
  title: string;
  text: string;
  language?: string | undefined;
}

/**
 * Tags an article: mentions of listed entities and of others, sentiment towards each, salience and topics.
 *
 * Pure, save that the lexicons are read at first use. Any text goes, also broken or hostile; the time grows with its
 * length alone.
 */
export function tagArticle(article: TaggableArticle, list: EntityList): Tags {
  const { title, text } = article;
  const language = article.language ?? languageOf(`${title}\n${text}`);
  const [titleMatches, textMatches] = list.matcher.match([title, text]);
  const titleReading = read('title', title, titleMatches!, language, list.entities);
  const textReading = read('text', text, textMatches!, language, list.entities);
  const inTitle = mentionsIn(titleReading);
  const inText = mentionsIn(textReading);
  const mentions = [...inTitle.mentions, ...inText.mentions];
  const unlistedMentions = [...inTitle.unlisted, ...inText.unlisted];
  const total = mentions.length + unlistedMentions.length;
  const about = <M extends Place>(own: readonly M[]) =>
    aboutOne(own, total, text.length, textReading.sentences);
  const entities = mostSalient(
    grouped(mentions, ({ entityId }) => entityId).map((own) => ({
      entityId: own[0].entityId,
      ...about(own),
    })),
  );
  const unlisted = mostSalient(
    grouped(unlistedMentions, ({ type, name }) => `${type} ${name}`).map((own) => ({
      name: own[0].name,
      type: own[0].type,
      ...about(own),
    })),
  );
  const idsIn = (some: readonly Mention[]) => new Set(some.map(({ entityId }) => entityId));
  return {
    taggerVersion,
    language,
    mentions,
    entities,
    unlisted,
    unlistedMentions,
    sentiment: meanSentiment(entities.map(({ sentiment, salience }) => ({ sentiment, weight: salience }))),
    topics: topicsOf(title, text, idsIn(mentions), idsIn(inTitle.mentions), list.entities),
  };
}

function read(
  field: Reading['field'],
  text: string,
  matches: readonly Match[],
  language: string,
  entities: ReadonlyMap<string, Entity>,
): Reading {
  const sentences = sentencesOf(text);
  const found = unlistedNames(text, sentences, matches, language, entities);
  // A longer name swallows the place inside it: Shenzhen Institute of Advanced Technology.
  const listed = matches.filter((match) => !overlapsAny(found, match));
  const full: Named[] = [
    ...listed.map(({ entityId, start, end }) => ({
      start,
      end,
      who: { entityId },
      type: entities.get(entityId)!.type,
    })),
    ...found.map(({ name, type, start, end }) => ({ start, end, who: { name, type }, type })),
  ].sort(byStart);
  const named = [...full, ...surnames(text, full)].sort(byStart);
  return { field, text, language, sentences, named };
}

const byStart = (a: Span, b: Span) => a.start - b.start;

function mentionsIn(reading: Reading): { mentions: Mention[]; unlisted: UnlistedMention[] } {
  const mentions: Mention[] = [];
  const unlisted: UnlistedMention[] = [];
  for (const name of reading.named) {
    const place = placeOf(reading, name);
    if ('entityId' in name.who) mentions.push({ ...name.who, ...place });
    else unlisted.push({ ...name.who, ...place });
  }
  return { mentions, unlisted };
}

function unlistedNames(
  text: string,
  sentences: readonly Span[],
  matches: readonly Match[],
  language: string,
  entities: ReadonlyMap<string, Entity>,
): Found[] {
  if (language === 'zh') return chineseNames(text, matches);
  if (language !== 'en') return [];
  const places = new Set<Span>(matches.filter(({ entityId }) => entities.get(entityId)?.type === 'place'));
  return englishNames(text, sentences, matches, places);
}

/** Bare surnames of people, listed or not, who were named in full before. */
function surnames(text: string, named: readonly Named[]): Named[] {
  const people = named.flatMap(({ start, end, who, type }): NamedInFull<Who>[] => {
    const fullName = text.slice(start, end);
    return type === 'person' && fullName.includes(' ') ? [{ start, end, fullName, key: who }] : [];
  });
  return surnameMentions(text, people, named).map(({ start, end, key }) => ({
    start,
    end,
    who: key,
    type: 'person',
  }));
}

function placeOf({ field, text, sentences, language }: Reading, { start, end }: Span): Place {
  const sentence = sentenceAt(sentences, start, text.length);
  const { score, label, cues } = sentimentInSentence(text, start, end, sentence, language);
  return {
    field,
    start,
    end,
    words: text.slice(start, end),
    sentenceStart: sentence.start,
    sentenceEnd: Math.max(sentence.end, end),
    sentiment: { score, label },
    cues,
  };
}

/** Mentions by whom they name, in reading order. */
function grouped<M extends Place>(mentions: readonly M[], keyOf: (mention: M) => string): [M, ...M[]][] {
  const groups = new Map<string, [M, ...M[]]>();
  for (const mention of mentions) {
    const known = groups.get(keyOf(mention));
    if (known) known.push(mention);
    else groups.set(keyOf(mention), [mention]);
  }
  return [...groups.values()];
}

function aboutOne(own: readonly Place[], total: number, length: number, sentences: readonly Span[]) {
  return {
    mentions: own.length,
    salience: salienceOf(own, total, length, sentences),
    sentiment: entitySentiment(own),
  };
}

const mostSalient = <T extends { salience: number; mentions: number }>(tags: T[]): T[] =>
  tags.sort((a, b) => b.salience - a.salience || b.mentions - a.mentions);

/** A headline is the article's own judgement, so it weighs twice; mentions that say nothing weigh a third. */
function entitySentiment(mentions: readonly Place[]): Sentiment {
  return meanSentiment(
    mentions.map(({ sentiment, field }) => ({
      sentiment,
      weight: (field === 'title' ? 2 : 1) * (sentiment.score === 0 ? 1 / 3 : 1),
    })),
  );
}

function meanSentiment(parts: readonly { sentiment: Sentiment; weight: number }[]): Sentiment {
  let sum = 0;
  let total = 0;
  for (const { sentiment, weight } of parts) {
    sum += sentiment.score * weight;
    total += weight;
  }
  if (total === 0) return neutral;
  const score = Math.round((sum / total) * 1000) / 1000 || 0;
  return { score, label: labelOf(score) };
}
