import { type KeyKind, keyKinds, samples } from '../../../db/search/lexemes.ts';
import { searchWords } from '../words.ts';

/** An article of the generated archive, as its row is filled. */
export interface Generated {
  id: number;
  title: string;
  text: string;
  lead: string;
  rest: string;
  language: string;
  publisher: string;
  publishedAt: string;
  score: number;
  label: string;
  relevance: number;
  copyOf: number | null;
  storyId: number;
  entities: { id: string; score: number }[];
  facets: string[];
  others: string[];
}

export const publishers = 60;
export const entityCount = 2000;
const englishWords = 60_000;
const chineseWords = 12_000;
const wordsPerArticle = 290;
const [firstDay, days] = [Date.UTC(2022, 0, 1), 4 * 365];
/** What is generated was published between these. */
export const generatedFrom = new Date(firstDay);
export const generatedUntil = new Date(firstDay + days * 86_400_000);
const topics = ['export-controls', 'model-releases'];
const eventTypes = 24;
const stances = ['none', 'none', 'none', 'tighten', 'tighten', 'loosen', 'enforce', 'retaliate'];

/** Numbers from 0 to 1, the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Ranks from 0, the nth about as often as 1 / (n + 2.7) says, as words of a language are. */
export function zipf(count: number, random: () => number): () => number {
  const sums = new Float64Array(count);
  let sum = 0;
  for (let n = 0; n < count; n++) sums[n] = sum += 1 / (n + 2.7);
  return () => {
    const at = random() * sum;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! < at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

const consonants = 'bcdfghklmnprstvz';
const vowels = 'aeiou';
const endings = ['', 'ing', 'ed', 's', 'er', 'ly', 'tion', 'ment'];

/** The English-like word of a rank: letters by its number, so that words of many ranks share beginnings. */
export function englishWord(rank: number): string {
  let [word, left] = ['', rank + 40];
  while (left > 0) {
    word += consonants[left % 16]! + vowels[Math.floor(left / 16) % 5]!;
    left = Math.floor(left / 80);
  }
  return word + consonants[rank % 16]! + endings[rank % 8]!;
}

/** The Chinese word of a rank, of two to four characters. */
export function chineseWord(rank: number): string {
  const sign = (n: number) => String.fromCharCode(0x4e00 + ((n * 7919) % 3000));
  return Array.from({ length: 2 + (rank % 3) }, (_, n) => sign(rank * 3 + n * 1201)).join('');
}

export const entityOf = (rank: number) => `entity-${rank}`;

/** An archive of four years: articles by rising time, Zipfian words, entities and publishers. */
export function* generate(count: number, seed: number): Generator<Generated> {
  const random = randomOf(seed);
  const english = zipf(englishWords, random);
  const chinese = zipf(chineseWords, random);
  const who = zipf(entityCount, random);
  const whose = zipf(publishers, random);
  const stories = new Map<number, number>();
  for (let id = 1; id <= count; id++) {
    const isChinese = random() < 0.25;
    const some = (length: number) =>
      isChinese
        ? Array.from({ length: Math.ceil(length / 2) }, () => chineseWord(chinese())).join('')
        : Array.from({ length }, () => englishWord(english())).join(' ');
    const title = some(10);
    const [lead, body] = [some(40), some(wordsPerArticle - 40)];
    const text = `${lead}.\n\n${body}.`;
    const words = isChinese ? searchWords({ title, text }) : { lead, rest: body };
    const score = Math.round((random() + random() + random() - 1.5) * 600) / 1000;
    const entities = [...new Set(Array.from({ length: 1 + Math.floor(random() * 6) }, who))].map((rank) => ({
      id: entityOf(rank),
      score: Math.round((random() * 2 - 1) * 1000) / 1000,
    }));
    const publishedAt = new Date(firstDay + ((id - random()) / count) * days * 86_400_000).toISOString();
    const article = {
      ...{ id, title, text, ...words, language: isChinese ? 'zh' : 'en', publishedAt, score, entities },
      publisher: `Publisher ${whose()}`,
      label: score < -0.1 ? 'negative' : score > 0.1 ? 'positive' : 'neutral',
      relevance: random() < 0.8 ? 0.9 : 0.2,
      copyOf: id > 100 && random() < 0.2 ? id - 1 - Math.floor(random() * 50) : null,
    };
    // A copy is in the story of what it copies; others by threes.
    const storyId = (article.copyOf && stories.get(article.copyOf)) ?? id - (id % 3);
    stories.set(id, storyId);
    yield { ...article, storyId, ...keysOf(article, random) };
  }
}

function keysOf(
  article: Pick<
    Generated,
    'id' | 'language' | 'publisher' | 'publishedAt' | 'score' | 'label' | 'entities' | 'relevance'
  >,
  random: () => number,
): { facets: string[]; others: string[] } {
  const key = (kind: KeyKind, value: string | number) => `${keyKinds[kind]}:${value}`;
  const tenth = (score: number) => Math.floor(Math.round(score * 10_000) / 1000);
  const { publishedAt, entities, score } = article;
  const events = random() < 0.4 ? [Math.floor(random() * random() * eventTypes)] : [];
  return {
    facets: [
      key('publisher', article.publisher),
      key('language', article.language),
      key('label', article.label),
      key('month', publishedAt.slice(0, 7)),
      ...entities.map(({ id }) => key('entity', id)),
      ...(article.relevance > 0.5 ? [key('topic', topics[random() < 0.6 ? 0 : 1]!)] : []),
      ...events.map((type) => key('event', `event-${type}`)),
    ],
    others: [
      key('feed', `feed-${article.publisher}`),
      key('stance', stances[Math.floor(random() * stances.length)]!),
      key('sentiment', tenth(score)),
      key('day', publishedAt.slice(0, 10)),
      key('year', publishedAt.slice(0, 4)),
      key('sample', Math.floor((((article.id * 40503) % 65536) * samples) / 65536)),
      ...entities.map(({ id, score }) => key('towards', `${tenth(score)}:${id}`)),
      key('type', ['company', 'chip', 'agency', 'model'][Math.floor(random() * 4)]!),
      ...(random() < 0.3 ? [key('quoteBy', entities[0]!.id)] : []),
    ],
  };
}
