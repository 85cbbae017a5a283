import type { Orm } from '../../db/database.ts';
import { reindex, type Unindexed, unindexed } from '../../db/search/index.ts';
import { learnWords } from '../../db/search/vocabulary.ts';
import { vocabularyOf } from '../search/suggest.ts';
import { searchableText, searchWords } from '../search/words.ts';

const atOnce = 20;
/** Of every turn of the clock, so that an archive of 100,000 articles is indexed anew within the hour and serves meanwhile. */
const turnMs = 800;

/**
 * Indexes articles anew that an earlier version indexed, and learns the words of those that were finished since the
 * last turn: for a while, or until there is nothing left to do.
 *
 * @returns how many articles were indexed anew
 */
export async function keepIndexed(orm: Orm, forMs = turnMs): Promise<number> {
  const begun = performance.now();
  const inTime = () => performance.now() - begun < forMs;
  let count = 0;
  while (inTime()) {
    const articles = await unindexed(orm, atOnce);
    if (articles.length === 0) break;
    for (const article of articles) await indexAnew(orm, article);
    count += articles.length;
  }
  while (inTime() && (await learnWords(orm, atOnce, vocabularyOf)) === atOnce);
  return count;
}

function indexAnew(orm: Orm, article: Unindexed): Promise<void> {
  const quoteWords = article.quotes.map(({ words }) => searchableText(words));
  return reindex(orm, article, searchWords(article), quoteWords);
}
