import { hasStem } from './highlight.ts';
import { closest } from './query/closest.ts';
import type { Query, Words } from './query/query.ts';
import { indexedWords } from './words.ts';

const [shortest, longest] = [3, 30];

/** The different words of an article that may be meant by a misspelt one, in lower case. */
export function vocabularyOf({ title, text }: { title: string; text: string }): string[] {
  const words = new Set<string>();
  for (const each of [title, text])
    for (const { start, end } of indexedWords(each)) {
      const word = each.slice(start, end).toLowerCase();
      if (word.length >= shortest && word.length <= longest && hasStem(word)) words.add(word);
    }
  return [...words];
}

/** The different words that a query asks to find, in lower case; what must not be there is none of them. */
export function wordsAsked(query: Query): string[] {
  if (query.is === 'and' || query.is === 'or') return [...new Set(query.of.flatMap(wordsAsked))];
  if (query.is !== 'text' && query.is !== 'atleast') return [];
  return [
    ...new Set(
      singleWords(query.words).flatMap((text) =>
        [...indexedWords(text)].map(({ word }) => word.toLowerCase()),
      ),
    ),
  ];
}

function singleWords(words: Words): string[] {
  if (words.is === 'near') return words.of.flatMap(singleWords);
  if (words.is === 'phrase') return words.words;
  return words.is === 'word' ? [words.word] : [];
}

/** The word most alike among others, null when none is near. Of equally near ones, the first. */
export const wordMeant = (word: string, others: Iterable<string>): string | null =>
  hasStem(word) ? closest(word, others) : null;

/** A query with some of its words in the place of others, whatever their case. */
export function withWords(query: Query, meant: Map<string, string>): Query {
  if (query.is === 'and' || query.is === 'or')
    return { ...query, of: query.of.map((side) => withWords(side, meant)) };
  if (query.is !== 'text' && query.is !== 'atleast') return query;
  return { ...query, words: changed(query.words, meant) };
}

function changed(words: Words, meant: Map<string, string>): Words {
  const change = (word: string) => meant.get(word.toLowerCase()) ?? word;
  if (words.is === 'near')
    return { ...words, of: [changed(words.of[0], meant), changed(words.of[1], meant)] };
  if (words.is === 'phrase') return { ...words, words: words.words.map(change) };
  return words.is === 'word' ? { ...words, word: change(words.word) } : words;
}
