import type { ShownArticle } from './article.ts';

/** What the articles of an export are together; grows with publishers and versions, not with articles. */
export interface Summary {
  articles: number;
  copies: number;
  first: Date | null;
  last: Date | null;
  publishers: Record<string, number>;
  languages: Record<string, number>;
  taggerVersions: Record<string, number>;
  listVersions: Record<string, number>;
}

export const emptySummary = (): Summary => ({
  ...{ articles: 0, copies: 0, first: null, last: null },
  ...{ publishers: counts(), languages: counts(), taggerVersions: counts(), listVersions: counts() },
});

/** Without a prototype: a publisher may be called `__proto__`. */
const counts = (): Record<string, number> => Object.create(null);

/** Adds an article to a summary. */
export function summed(summary: Summary, article: ShownArticle): void {
  const { publishedAt } = article;
  summary.articles += 1;
  if (article.copyOf !== null) summary.copies += 1;
  if (!summary.first || publishedAt < summary.first) summary.first = publishedAt;
  if (!summary.last || publishedAt > summary.last) summary.last = publishedAt;
  count(summary.publishers, article.publisher);
  count(summary.languages, article.language);
  count(summary.taggerVersions, article.taggerVersion ?? 'none');
  count(summary.listVersions, article.listVersion ?? 'none');
}

function count(counted: Record<string, number>, word: string): void {
  counted[word] = (counted[word] ?? 0) + 1;
}
