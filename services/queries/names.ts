import type { Orm } from '../../db/database.ts';
import {
  entityNamed,
  listFeedIds,
  listNames,
  listPublishers,
  listSpokenOf,
  type NamedOne,
} from '../../db/names.ts';
import { entityTypes, stances } from '../../db/schema.ts';
import { topics } from '../runtime/feeds.ts';
import { closest } from '../search/query/closest.ts';
import type { NamedField } from '../search/query/query.ts';
import { eventTypeIds } from '../tag/events/catalogue.ts';
import { simplifiedText } from '../text/simplified.ts';
import { type Kept, kept } from './kept.ts';

/** What a name of a query stands for, or what was perhaps meant by it. */
export type Lookup =
  | { id: string }
  | {
      /** What there is none of. */
      what: string;
      meant: { id: string; name: string } | null;
      /** All there are, where they are few. */
      known?: readonly string[];
    };

/** Finds what a name stands for in the archive. */
export async function lookUp(orm: Orm, field: NamedField, name: string): Promise<Lookup> {
  switch (field) {
    case 'entity':
    case 'quoteBy':
      return entity(orm, name);
    case 'publisher':
      return amongAll(orm, name, 'publisher', publishers);
    case 'feed':
      return amongAll(orm, name, 'feed', feedIds);
    case 'language':
      return language(name);
    case 'topic':
      return among(name, 'topic', topics, true);
    case 'event':
      return among(name, 'type of event', eventTypeIds());
    case 'type':
      return among(name, 'type of entity', entityTypes, true);
    case 'stance':
      return among(name, 'stance', stances, true);
  }
}

async function entity(orm: Orm, name: string): Promise<Lookup> {
  const found = await entityNamed(orm, [...new Set([name, simplifiedText(name)])]);
  return found ? { id: found.id } : { what: 'entity', meant: await entityMeant(orm, name) };
}

/** The entity whose name is spelt most alike, or the first one that has all of the name in its own. */
async function entityMeant(orm: Orm, name: string): Promise<{ id: string; name: string } | null> {
  const asked = simplifiedText(name).toLowerCase();
  const names = await entityNames(orm);
  const meant = names.get(closest(asked, names.keys()) ?? '');
  if (meant || asked.length < (/\p{Script=Han}/u.test(asked) ? 2 : 4)) return meant ?? null;
  for (const [called, one] of names) if (called.includes(asked)) return one;
  return null;
}

function among(name: string, what: string, known: readonly string[], few = false): Lookup {
  const asked = name.toLowerCase();
  const id = known.find((each) => each === name) ?? known.find((each) => each.toLowerCase() === asked);
  if (id !== undefined) return { id };
  const meant = closest(name, known) ?? partOf(asked, known) ?? null;
  return { what, meant: meant === null ? null : { id: meant, name: meant }, ...(few ? { known } : {}) };
}

/** One that came in the last minute is known as well. */
async function amongAll(orm: Orm, name: string, what: string, all: Kept<string[]>): Promise<Lookup> {
  const found = among(name, what, await all(orm));
  return 'id' in found ? found : among(name, what, await all(orm, 1000));
}

const partOf = (asked: string, known: readonly string[]) =>
  asked.length >= 3 ? known.find((each) => each.toLowerCase().includes(asked)) : undefined;

/** Languages that articles are likely in; others are asked for by their code. */
const languages = 'en zh ja ko de fr nl es it pt ru vi id ms th hi ar he tr pl'.split(' ');
const countries: Record<string, string> = {
  cn: 'zh',
  tw: 'zh',
  jp: 'ja',
  kr: 'ko',
  us: 'en',
  uk: 'en',
  gb: 'en',
};
const inEnglish = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
const inChinese = new Intl.DisplayNames('zh', { type: 'language', fallback: 'none' });

function language(name: string): Lookup {
  const asked = name.toLowerCase();
  if (/^[a-z]{2,3}(-[a-z]{2,4})?$/.test(asked) && inEnglish.of(asked))
    return { id: Intl.getCanonicalLocales(asked)[0] ?? asked };
  const called = new Map(
    languages.flatMap((code) => namesOf(code).map((each) => [each.toLowerCase(), code])),
  );
  const code = called.get(asked) ?? called.get(closest(asked, called.keys()) ?? '') ?? countries[asked];
  if (called.has(asked) && code) return { id: code };
  return { what: 'language', meant: code ? { id: code, name: `${code} (${inEnglish.of(code)})` } : null };
}

const namesOf = (code: string) => [inEnglish.of(code) ?? code, inChinese.of(code) ?? code];

/** Names are read for faults alone, and kept a minute; of very many unlisted ones the first. */
const namesRead = 50_000;

const entityNames = kept(async (orm) => {
  const names = new Map<string, NamedOne>();
  for (const one of await listNames(orm, namesRead))
    for (const called of [one.name, one.nameZh, one.id, ...one.aliases, ...one.tickers])
      if (called && !names.has(called.toLowerCase())) names.set(called.toLowerCase(), one);
  return names;
});
/** Of articles, the latest so many say which entities are spoken of. */
const mentionsRead = 20_000;

/** Entities on the list, and others that are spoken of lately: those with most articles first. */
export const spokenOf = kept((orm) => listSpokenOf(orm, mentionsRead));
export const publishers = kept(listPublishers);
export const feedIds = kept(listFeedIds);
