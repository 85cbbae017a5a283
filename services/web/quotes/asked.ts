import type { Orm } from '../../../db/database.ts';
import { type Entity, entitiesById } from '../../../db/entities.ts';
import { placeOf } from '../../../db/found.ts';
import { type FoundQuote, listQuotes, type QuoteFilter } from '../../../db/quotes.ts';
import { readPlace, writePlace } from '../../api/cursor.ts';
import { day } from '../../api/parameters.ts';
import { lookUp } from '../../queries/names.ts';
import { searchableQuery } from '../../search/words.ts';
import { isStorable } from '../layout/address.ts';
import type { Asked } from '../layout/pageTools.ts';

/** What quotes are narrowed by, each as the address has it. */
export const narrowings = ['speaker', 'about', 'text', 'publisher', 'after', 'before'] as const;
export type Narrowing = (typeof narrowings)[number];
export type Fields = Partial<Record<Narrowing, string>>;

/** What was asked for, what is wrong with it, and what it comes to. */
export interface QuotesAsked {
  fields: Fields;
  /** Of names: what was perhaps meant; of days: null. */
  faults: Partial<Record<Narrowing, { meant: string | null }>>;
  filter: QuoteFilter;
  speaker: Entity | undefined;
  about: Entity | undefined;
}

const longest = 256;

/** Names of entities may be ids, names in either language, aliases or tickers. */
export async function readAsked(orm: Orm, asked: Asked): Promise<QuotesAsked> {
  const fields: Fields = {};
  for (const name of narrowings) {
    const value = (asked(name) ?? '').trim().slice(0, longest);
    if (value && isStorable(value)) fields[name] = value;
  }
  const faults: QuotesAsked['faults'] = {};
  const ids: string[] = [];
  const entity = async (name: 'speaker' | 'about') => {
    const typed = fields[name];
    if (!typed) return undefined;
    const found = await lookUp(orm, 'entity', typed);
    if (!('id' in found)) faults[name] = { meant: found.meant?.name ?? null };
    else ids.push(found.id);
    return 'id' in found ? found.id : undefined;
  };
  const time = (name: 'after' | 'before') => {
    if (!fields[name]) return undefined;
    const { success, data } = day.safeParse(fields[name]);
    if (!success) faults[name] = { meant: null };
    return success ? new Date(data) : undefined;
  };
  const { text, publisher } = fields;
  const filter: QuoteFilter = {
    speaker: await entity('speaker'),
    about: await entity('about'),
    words: text === undefined ? undefined : searchableQuery(text),
    publisher,
    after: time('after'),
    before: time('before'),
  };
  const known = await entitiesById(orm, ids);
  return {
    fields,
    faults,
    filter,
    speaker: known.get(filter.speaker ?? ''),
    about: known.get(filter.about ?? ''),
  };
}

export const quotesShown = 30;

/** A page of quotes and where the next one begins; none while something asked for is not understood. */
export async function findQuotes(
  orm: Orm,
  { filter, faults }: QuotesAsked,
  cursor: string | undefined,
): Promise<{ quotes: FoundQuote[]; next: string | null }> {
  if (Object.keys(faults).length > 0) return { quotes: [], next: null };
  const from = (cursor && readPlace(cursor)) || undefined;
  const found = await listQuotes(orm, filter, quotesShown + 1, from);
  const quotes = found.slice(0, quotesShown);
  const last = quotes.at(-1);
  return { quotes, next: found.length > quotesShown && last ? writePlace(placeOf(last)) : null };
}
