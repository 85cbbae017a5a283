import type { ShownArticle } from './article.ts';

/** How articles become a file: `head`, the articles with `between` between them, `tail`. */
export interface Writer {
  /** Media type of the file. */
  type: string;
  /** Of the file's name, without the dot. */
  extension: string;
  head: string;
  between: string;
  tail: string;
  one(article: ShownArticle): string;
}

/** The file's text in pieces, one for each group of articles; takes the next group only when asked for more. */
export async function* write(
  groups: AsyncIterable<ShownArticle[]>,
  { head, between, tail, one }: Writer,
): AsyncGenerator<string> {
  let begun = false;
  for await (const articles of groups) {
    if (articles.length === 0) continue;
    yield (begun ? between : head) + articles.map(one).join(between);
    begun = true;
  }
  yield begun ? tail : head + tail;
}
