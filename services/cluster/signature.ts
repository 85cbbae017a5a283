import { datelineOf } from './dateline.ts';
import { hash32 } from './hash.ts';
import { idfOf } from './idf.ts';
import { bandsOf, type Sketch, shinglesOf, sketchOf } from './sketch.ts';
import { type Terms, termsOf, unitsOf } from './terms.ts';

/** Says which method made a signature; raised whenever the same article may get another one. */
export const signatureVersion = '2';

/** What grouping reads of an article. */
export interface SignableArticle {
  canonicalUrl: string;
  publisher: string;
  /** ISO 639-1 */
  language: string;
  title: string;
  text: string;
  publishedAt: Date;
  /** listed entities, salience 0…1 */
  entities: readonly { id: string; salience: number }[];
  /** days as `YYYY-MM-DD`; `dated` when the text itself gives them */
  events: readonly { type: string; fromDay: string; toDay: string; dated: boolean }[];
}

/** All that placing an article needs; plain JSON of about 4 kB. */
export interface Signature {
  version: string;
  /** milliseconds */
  at: number;
  /** days since 1970 that the text gives as its own, where `at` is no time */
  dateline: number | null;
  url: string;
  publisher: string;
  language: string;
  sketch: Sketch;
  /** of the minima of the text's shingles, for finding copies */
  bands: number[];
  terms: Terms;
  /** words of the title, common ones left out */
  title: string[];
  /** 0…1, how much of the title's words the text has: little where the text is a wall or an error */
  titled: number;
  /** most salient first, salience 0…1 */
  entities: [id: string, salience: number][];
  events: { type: string; day: string; dated: boolean }[];
}

const mostTitleWords = 24;
const mostEntities = 12;
const mostEvents = 8;

export function signatureOf(article: SignableArticle): Signature {
  const shingles = shinglesOf(article.text);
  return {
    version: signatureVersion,
    at: article.publishedAt.getTime(),
    dateline: article.publishedAt.getTime() > 0 ? null : datelineOf(article.text),
    url: article.canonicalUrl,
    publisher: article.publisher,
    language: article.language,
    sketch: sketchOf(shingles),
    bands: bandsOf(shingles),
    terms: termsOf(article.title, article.text),
    ...titleOf(article.title, article.text),
    entities: entitiesOf(article.entities),
    events: eventsOf(article.events),
  };
}

function titleOf(title: string, text: string): Pick<Signature, 'title' | 'titled'> {
  const words = [...new Set([...unitsOf(title.slice(0, 1000))].map(({ word }) => word))]
    .filter((word) => idfOf(word) >= leastTitleIdf)
    .slice(0, mostTitleWords);
  const there = new Set([...unitsOf(text.slice(0, mostTitledUnits))].map(({ word }) => word));
  const shared = words.filter((word) => there.has(word)).length;
  return { title: words, titled: words.length > 0 ? round(shared / words.length) : 1 };
}

const leastTitleIdf = 2.5;
const mostTitledUnits = 20_000;
const round = (value: number) => Math.round(value * 1000) / 1000;

function entitiesOf(entities: SignableArticle['entities']): Signature['entities'] {
  return [...entities]
    .sort((a, b) => b.salience - a.salience || (a.id < b.id ? -1 : 1))
    .slice(0, mostEntities)
    .map(({ id, salience }) => [id, round(salience)]);
}

function eventsOf(events: SignableArticle['events']): Signature['events'] {
  const once = new Map<string, Signature['events'][number]>();
  for (const { type, fromDay, dated } of events) {
    const key = `${type} ${fromDay}`;
    if (once.size < mostEvents && !once.has(key)) once.set(key, { type, day: fromDay, dated });
  }
  return [...once.values()];
}

const keyWords = 8;
const keyPhrases = 3;
const keyEntities = 3;

const keysOfKnown = new WeakMap<Signature, number[]>();

/** Keys (int32, at most 30) of which an article shares at least one with its copies and with most articles of its story. */
export function keysOf(signature: Signature): number[] {
  const known = keysOfKnown.get(signature);
  if (known) return known;
  const keys = makeKeys(signature);
  keysOfKnown.set(signature, keys);
  return keys;
}

function makeKeys({ bands, terms, entities, events }: Signature): number[] {
  const ids = entities.slice(0, keyEntities).map(([id]) => id);
  const types = [...new Set(events.map(({ type }) => type))].slice(0, keyEntities);
  const words = [
    ...terms.words.slice(0, keyWords).map(([word]) => `word ${word}`),
    ...terms.phrases.slice(0, keyPhrases).map(([phrase]) => `phrase ${phrase}`),
    ...ids.map((id) => `entity ${id}`),
    ...ids.flatMap((id, i) => ids.slice(i + 1).map((other) => `pair ${[id, other].sort().join(' ')}`)),
    ...types.map((type) => `event ${type} ${ids[0] ?? ''}`),
  ];
  return [...new Set([...bands, ...words.map(hash32)])];
}
