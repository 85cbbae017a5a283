import type { Condition } from '../../db/condition.ts';
import type { Orm } from '../../db/database.ts';
import { textRights } from '../../db/rights.ts';
import { stemsOf, textsOf } from '../../db/search/texts.ts';
import { hasWord, wordsLike } from '../../db/search/vocabulary.ts';
import { textFor } from '../export/article.ts';
import {
  hitsIn,
  partsOf,
  type Sought,
  snippetsOf,
  soughtOf,
  type TextPart,
  wordsToStem,
} from '../search/highlight.ts';
import { parseQuery } from '../search/query/parse.ts';
import { writeQuery } from '../search/query/write.ts';
import { withWords, wordMeant, wordsAsked } from '../search/suggest.ts';

/** Where an article shows what was sought. */
export interface Shown {
  title: TextPart[];
  snippets: TextPart[][];
}

/** What each of some articles shows of what a condition asks for, by id. */
export async function showFound(orm: Orm, ids: number[], condition: Condition): Promise<Map<number, Shown>> {
  const sought = soughtIn(condition, 'anywhere');
  const inTitle = [...sought, ...soughtIn(condition, 'title')];
  const inText = [...sought, ...soughtIn(condition, 'lead')];
  const texts = await shownTexts(orm, ids);
  const all = [...texts.values()].flatMap(({ title, text }) => [title, text]);
  const stems = await stemsOf(orm, wordsToStem(all, [...inTitle, ...inText]));
  const stem = (word: string) => stems.get(word) ?? null;
  return new Map(
    [...texts].map(([id, { title, text }]) => [
      id,
      {
        title: partsOf(title, hitsIn(title, inTitle, stem)),
        snippets: snippetsOf(text, hitsIn(text, inText, stem)),
      },
    ]),
  );
}

/** No more of a text than its publisher lets be shown: else a search for each of its words would tell all of it. */
async function shownTexts(orm: Orm, ids: number[]): Promise<Map<number, { title: string; text: string }>> {
  const [texts, mayShow] = await Promise.all([textsOf(orm, ids), textRights(orm)]);
  return new Map(
    [...texts].map(([id, { title, text, publisher }]) => [
      id,
      { title, text: textFor(mayShow(publisher), text) },
    ]),
  );
}

/** What must stand somewhere in a part of an article, or may. */
function soughtIn(condition: Condition, part: 'title' | 'lead' | 'anywhere'): Sought[] {
  if (condition.is === 'and' || condition.is === 'or')
    return condition.of.flatMap((side) => soughtIn(side, part));
  if (condition.is !== 'text' && condition.is !== 'atleast') return [];
  return condition.part === part ? soughtOf(condition.words) : [];
}

/** Of a query; more words would take too long to look up. */
const mostLookedUp = 8;

/** A query that was perhaps meant by one that finds nothing, in which words are other ones that the archive has. */
export async function queryMeant(orm: Orm, canonical: string): Promise<string | null> {
  const parsed = parseQuery(canonical);
  if ('faults' in parsed) return null;
  const meant = new Map<string, string>();
  for (const word of wordsAsked(parsed.query).slice(0, mostLookedUp)) {
    const other = (await hasWord(orm, word)) ? null : wordMeant(word, await wordsLike(orm, word));
    if (other) meant.set(word, other);
  }
  return meant.size > 0 ? writeQuery(withWords(parsed.query, meant)) : null;
}
