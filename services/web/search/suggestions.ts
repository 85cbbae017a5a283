import type { Orm } from '../../../db/database.ts';
import type { SpokenOf } from '../../../db/names.ts';
import { entityTypes, stances } from '../../../db/schema.ts';
import { feedIds, publishers, spokenOf } from '../../queries/names.ts';
import { topics } from '../../runtime/feeds.ts';
import { readDate } from '../../search/query/dates.ts';
import { type FieldName, fields, partNames } from '../../search/query/fields.ts';
import { typedAt } from '../../search/query/typed.ts';
import { eventTypeIds } from '../../tag/events/catalogue.ts';
import { simplifiedText } from '../../text/simplified.ts';
import { nameOf, say } from '../language/say.tsx';
import { eventName, eventNames, languageName, stanceName, topicName, typeName } from '../parts/names.ts';
import { quoted } from './oneQuery.ts';

/** What may be meant by what is being typed. */
export interface Suggestion {
  /** What takes the place of what is typed. */
  text: string;
  /** What it is called, in the language of the page. */
  label: string;
  /** A word on what it is. */
  note: string;
}

/** What may be meant at a place, and the stretch of the query that it takes the place of. */
export interface Suggestions {
  start: number;
  end: number;
  suggestions: Suggestion[];
}

const shown = 8;
/** Letters that are looked for. */
const longest = 60;

/** What may be meant by what is being typed at a place in a query. */
export async function suggestionsAt(orm: Orm, query: string, at: number, now: Date): Promise<Suggestions> {
  const typed = typedAt(query, at);
  if (!typed || typed.text.length > longest) return { start: at, end: at, suggestions: [] };
  const { field, text, start, end } = typed;
  // Behind a name in `sentiment(` comes what it is compared with.
  const written: Written = /sentiment\($/i.test(query.slice(0, start))
    ? (value) => `${value}):`
    : (value) => `${value} `;
  const suggestions =
    field === null ? await forWord(orm, text) : await forValue(orm, field, text, now, written);
  return { start, end, suggestions: suggestions.slice(0, shown) };
}

/** Entities that may be meant by a name or its beginning. */
export async function suggestedEntities(orm: Orm, text: string): Promise<Suggestion[]> {
  if (text.trim() === '' || text.length > longest) return [];
  return best(await spokenOf(orm), text, namesOfEntity, shown).map((entity) => ({
    // Only names on the list are one entity's alone.
    text: entity.listed ? nameOf(entity) : entity.id,
    label: nameOf(entity),
    note: typeName(entity.type),
  }));
}

/** A field to begin with, or something that is called so. */
async function forWord(orm: Orm, text: string): Promise<Suggestion[]> {
  const begun = [...Object.entries(fieldExamples)].filter(([name]) => name.startsWith(text.toLowerCase()));
  const asField = begun.map(([name, note]) => ({ text: `${name}:`, label: `${name}:`, note }));
  if (text === '') return asField;
  const valuesOf = async (field: FieldName, most: number) =>
    (await forValue(orm, field, text, null, (value) => `${field}:${value} `))
      .slice(0, most)
      .map((each) => ({ ...each, note: each.text.trim() }));
  const values = [
    ...(await valuesOf('entity', 5)),
    ...(await valuesOf('event', 2)),
    ...(await valuesOf('publisher', 2)),
    ...(await valuesOf('topic', 1)),
  ];
  return [...asField.slice(0, 2), ...values];
}

const fieldExamples: Record<string, string> = {
  ...Object.fromEntries(Object.entries(fields).map(([name, { example }]) => [name, example])),
  ...Object.fromEntries(partNames.map((name) => [name, `${name}:chips`])),
};

type Written = (value: string) => string;

/** Values of a field. @param now null where none are wanted that depend on it */
async function forValue(
  orm: Orm,
  field: FieldName,
  text: string,
  now: Date | null,
  written: Written,
): Promise<Suggestion[]> {
  const suggest = (value: string, label: string, note: string) => ({
    ...{ text: written(quoted(value)), label },
    note: note || `${field}:${quoted(value)}`,
  });
  const among = (values: readonly string[], called: (value: string) => string = (value) => value) =>
    best(values, text, (value) => [value, called(value), ...otherNames(field, value)], shown).map((value) =>
      suggest(value, called(value), ''),
    );
  switch (field) {
    case 'entity':
    case 'quote-by':
      return best(await spokenOf(orm), text, namesOfEntity, shown).map((entity) =>
        suggest(entity.id, nameOf(entity), typeName(entity.type)),
      );
    case 'publisher':
      return among(await publishers(orm));
    case 'feed':
      return among(await feedIds(orm));
    case 'event':
      return among(eventTypeIds(), eventName);
    case 'topic':
      return among(topics, topicName);
    case 'type':
      return among(entityTypes, (type) => typeName(type as (typeof entityTypes)[number]));
    case 'stance':
      return among(stances, (stance) => stanceName(stance as (typeof stances)[number]));
    case 'lang':
      return among(['en', 'zh', 'ja', 'ko', 'de', 'fr'], languageName);
    case 'sentiment':
      return scores
        .filter(([score]) => score.startsWith(text))
        .map(([score, label]) => ({ text: written(score), label: score, note: say(label) }));
    default:
      return now ? datesFrom(text, now, written) : [];
  }
}

const scores = [
  ['<-0.3', 'negative'],
  ['>0.3', 'positive'],
] as const;

/** Times that count back from now, with the day that each is today. */
function datesFrom(text: string, now: Date, written: Written): Suggestion[] {
  return ['today', '7d', '30d', '6m', '1y']
    .filter((back) => back.startsWith(text))
    .flatMap((back) => {
      const read = readDate(back, now);
      return 'at' in read
        ? [{ text: written(back), label: back, note: read.at.toISOString().slice(0, 10) }]
        : [];
    });
}

const namesOfEntity = ({ id, name, nameZh, aliases, tickers }: SpokenOf) => [
  ...[name, nameZh ?? '', id],
  ...aliases,
  ...tickers,
];

/** An event's names in both languages find it, whichever the page speaks. */
const otherNames = (field: FieldName, value: string): readonly string[] =>
  field === 'event' && Object.hasOwn(eventNames, value) ? eventNames[value]! : [];

/** Those whose names hold a text: first where one begins with it, then where a word of one does; alike ones in their order. */
function best<One>(
  all: readonly One[],
  text: string,
  names: (one: One) => readonly string[],
  most: number,
): One[] {
  const asked = simplifiedText(text.trim()).toLowerCase();
  const found: One[][] = [[], [], []];
  for (const one of all) {
    const place = Math.min(...names(one).map((name) => placeOf(asked, name.toLowerCase())));
    found[place]?.push(one);
  }
  return found.flat().slice(0, most);
}

/** 0 where a name begins with what is asked, 1 where a word of it does, 2 where it holds it, otherwise 3. */
function placeOf(asked: string, name: string): number {
  const at = name.indexOf(asked);
  if (at <= 0) return at === 0 ? 0 : 3;
  return /[\s(/.-]/.test(name.charAt(at - 1)) ? 1 : 2;
}
