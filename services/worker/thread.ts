import { parentPort, workerData } from 'node:worker_threads';
import { extractArticle, extractFragment } from '../extract/extract.ts';
import { parseFeed } from '../fetch/parse.ts';
import { judgeRobots } from '../fetch/robots.ts';
import { type EntityList, loadEntityList } from '../tag/names/list.ts';
import { tagArticle } from '../tag/tag.ts';

// What runs in a worker thread: everything that chews on text from outside.

const { ownEntities } = workerData as { ownEntities: string | undefined };
let list: EntityList | undefined;

export const tasks = {
  parse: ({ text, url }: { text: string; url: string }) => parseFeed(text, { url }),
  robots: judgeRobots,
  page: ({ html, url }: { html: string; url: string }) => extractArticle(html, { url }),
  fragment: ({ html, url }: { html: string; url: string }) => extractFragment(html, { url }),
  tag: (article: Parameters<typeof tagArticle>[0]) => {
    list ??= loadEntityList(undefined, ownEntities);
    return tagArticle(article, list);
  },
};
export type Tasks = typeof tasks;

/** One task with the name of its run, which is told when it starts: waiting for a thread is not chewing. */
export interface Run {
  task: keyof Tasks;
  input: unknown;
  name: number;
}

/** What the pool calls. */
export function run({ task, input, name }: Run): unknown {
  parentPort?.postMessage({ started: name });
  return tasks[task](input as never);
}
