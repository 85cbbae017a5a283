import type { Orm } from '../../../db/database.ts';
import { partition } from '../../../db/partition.ts';
import { keepMonths, listMonths, type Month } from '../../../db/partitionMonths.ts';
import type { Generated } from './generate.ts';

/** Makes an empty archive one of partitions for each month from `first` to `last`, of which the last is open. */
export async function makeMonths(orm: Orm, first: Date, last: Date): Promise<Month[]> {
  await partition(orm, first, () => {});
  for (let month = first; month <= last; month = monthAfter(month)) await keepMonths(orm, month);
  return listMonths(orm);
}

const monthAfter = (time: Date) => new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1, 2));

/** The same articles with ids of their month, as they would have if they had been found when they were published. */
export function* inMonths(articles: Iterable<Generated>, months: Month[]): Generator<Generated> {
  const firstOf = new Map(months.map(({ month, from }) => [month, from]));
  const ids: number[] = [];
  for (const article of articles) {
    const id = firstOf.get(article.publishedAt.slice(0, 7))! + article.id;
    ids[article.id] = id;
    yield { ...article, id, copyOf: article.copyOf && ids[article.copyOf]! };
  }
}
