import { workerData } from 'node:worker_threads';
import { extractArticle, extractFragment } from '../extract/extract.ts';
import { parseFeed } from '../fetch/parse.ts';
import type { Entity } from '../tag/entity.ts';
import { compileEntityList } from '../tag/list.ts';
import { tagArticle } from '../tag/tag.ts';

// What runs in a worker thread: everything that chews on text from outside. Its exports are the tasks of threads.ts.

const { entities } = workerData as { entities: Entity[] };
let list: ReturnType<typeof compileEntityList> | undefined;

export const parse = ({ text, url }: { text: string; url: string }) => parseFeed(text, { url });
export const page = ({ html, url }: { html: string; url: string }) => extractArticle(html, { url });
export const fragment = ({ html, url }: { html: string; url: string }) => extractFragment(html, { url });
export const tag = (article: Parameters<typeof tagArticle>[0]) => {
  list ??= compileEntityList(entities);
  return tagArticle(article, list);
};
