import { workerData } from 'node:worker_threads';
import { extractArticle, extractFragment } from '../extract/extract.ts';
import { parseFeed } from '../fetch/parse.ts';
import { type EntityList, loadEntityList } from '../tag/list.ts';
import { tagArticle } from '../tag/tag.ts';

// What runs in a worker thread: everything that chews on text from outside. Its exports are the tasks of threads.ts.

const { ownEntities } = workerData as { ownEntities: string | undefined };
let list: EntityList | undefined;

export const parse = ({ text, url }: { text: string; url: string }) => parseFeed(text, { url });
export const page = ({ html, url }: { html: string; url: string }) => extractArticle(html, { url });
export const fragment = ({ html, url }: { html: string; url: string }) => extractFragment(html, { url });
export const tag = (article: Parameters<typeof tagArticle>[0]) => {
  list ??= loadEntityList(undefined, ownEntities);
  return tagArticle(article, list);
};
