import { parentPort, workerData } from 'node:worker_threads';
import { extractArticle, extractFragment } from '../extract/extract.ts';
import { parseFeed } from '../fetch/parse.ts';
import { judgeRobots } from '../fetch/robots.ts';
import { judgedAnew } from '../tag/engines/judged-anew.ts';
import { type EntityList, entityListVersion, loadEntityList } from '../tag/names/list.ts';
import { tagArticle } from '../tag/tag.ts';
import { type ReadArticle, storedTags } from './storedTags.ts';

// What runs in a worker thread: everything that chews on text from outside.

const { ownEntities } = workerData as { ownEntities: string | undefined };
let known: { list: EntityList; version: string } | undefined;

/** The list as the files have it when this thread first tags. */
function entityList() {
  known ??= {
    version: entityListVersion(undefined, ownEntities),
    list: loadEntityList(undefined, ownEntities),
  };
  return known;
}

/** Tags of an article with an engine's judgements, see {@link judgedAnew}. */
interface Judged {
  article: ReadArticle;
  tags: Parameters<typeof judgedAnew>[0];
  judgements: Parameters<typeof judgedAnew>[1];
  engine: string;
}

export const tasks = {
  parse: ({ text, url }: { text: string; url: string }) => parseFeed(text, { url }),
  robots: judgeRobots,
  page: ({ html, url }: { html: string; url: string }) => extractArticle(html, { url }),
  fragment: ({ html, url }: { html: string; url: string }) => extractFragment(html, { url }),
  tag: (article: Parameters<typeof tagArticle>[0]) => tagArticle(article, entityList().list),
  tagRows: (article: ReadArticle) => {
    const { list, version } = entityList();
    return storedTags(article, tagArticle(article, list), version);
  },
  judgedRows: ({ article, tags, judgements, engine }: Judged) =>
    storedTags(article, judgedAnew(tags, judgements, engine), entityList().version),
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
