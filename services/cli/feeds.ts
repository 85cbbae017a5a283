import { listFeeds } from '../../db/feeds.ts';
import { createApi } from '../api/app.ts';
import { opml } from '../export/opml.ts';
import { createFinder } from '../feeds/finder.ts';
import { outlinesOf } from '../feeds/list.ts';
import { version } from '../runtime/version.ts';
import { answerOf } from './ask.ts';
import { type CommandContext, exitCodes } from './context.ts';
import { counted, plain } from './lines.ts';
import { minuteOf, tableOf } from './table.ts';

interface ShownFeed {
  id: string;
  url: string;
  publisher: string;
  health: string;
  succeeded: number | null;
  articles: number;
  lastPollAt: string | null;
  nextPollAt: string;
  reason: string | null;
}

interface FoundFeeds {
  feeds: { url: string; title: string; language: string; entries: number; knownAs: string | null }[];
  fault: string | null;
  reason: string | null;
}

/** What the API answers whoever works on this machine. @throws WrongUse when it refuses */
async function askFeeds<Answer>(ctx: CommandContext, method: string, path: string, body?: object) {
  const finder = createFinder(ctx.config, ctx);
  try {
    return await answerOf<Answer>(ctx, (report) =>
      createApi({ orm: ctx.orm, now: ctx.now, version, report, finder }).request(path, {
        method,
        ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
      }),
    );
  } finally {
    await finder.close();
  }
}

/** Prints the feeds with how they fare. */
export async function listAll(ctx: CommandContext, { json }: { json?: boolean }): Promise<number> {
  const answer = await askFeeds<{ feeds: ShownFeed[] }>(ctx, 'GET', '/v1/feeds');
  if (json) ctx.out(JSON.stringify(answer));
  else for (const line of feedTable(answer.feeds)) ctx.out(line);
  return exitCodes.done;
}

const feedTable = (feeds: ShownFeed[]) =>
  tableOf(
    ['id', 'state', 'went well', 'articles', 'last poll', 'publisher', 'reason'],
    feeds.map(({ id, health, succeeded, articles, lastPollAt, publisher, reason }) => [
      ...[id, health, succeeded === null ? '–' : `${Math.round(succeeded * 100)}%`, String(articles)],
      ...[minuteOf(lastPollAt), publisher, reason ?? ''],
    ]),
  );

export interface AddFeedCommand {
  address: string;
  all?: boolean;
  publisher?: string;
  language?: string;
  family?: string;
  topic?: string[];
  /** Minutes. */
  interval?: number;
  json?: boolean;
}

const faults: Record<string, string> = {
  address: 'This is no address of the web.',
  unreachable: 'The site gave no answer that can be used.',
  robots: 'The site’s robots.txt asks robots not to read this page; give the feed’s own address.',
  none: 'No feed was found there; try the page of a section or a blog.',
  unreadable: 'What answers there is neither a feed that can be read nor a web page.',
};

/** Adds the feed of a site; where there are several, prints them instead, unless all are wanted. */
export async function add(ctx: CommandContext, asked: AddFeedCommand): Promise<number> {
  const { address } = asked;
  const found = await askFeeds<FoundFeeds>(ctx, 'POST', '/v1/feeds/find', { address });
  if (found.fault) {
    ctx.err([faults[found.fault] ?? found.fault, found.reason].filter(Boolean).join(' '));
    return exitCodes.failed;
  }
  const fresh = found.feeds.filter(({ knownAs }) => knownAs === null);
  for (const { url, knownAs } of found.feeds)
    if (knownAs) ctx.err(`${plain(url)} is on the list already: ${knownAs}`);
  if (fresh.length > 1 && !asked.all) {
    for (const line of foundTable(fresh)) ctx.out(line);
    ctx.err(`There are ${fresh.length}: call again with the address of one, or with --all.`);
    return exitCodes.failed;
  }
  const added: ShownFeed[] = [];
  for (const { url, title, language } of fresh)
    added.push(await askFeeds<ShownFeed>(ctx, 'POST', '/v1/feeds', feedFor(url, title, language, asked)));
  if (asked.json) ctx.out(JSON.stringify({ feeds: added }));
  else for (const { id, publisher } of added) ctx.out(`${id} (${plain(publisher)}) is added.`);
  return added.length > 0 ? exitCodes.done : exitCodes.failed;
}

const feedFor = (url: string, title: string, language: string, asked: AddFeedCommand) => ({
  url,
  publisher: (asked.publisher ?? title.trim().slice(0, 100)) || new URL(url).hostname,
  language: asked.language ?? language,
  family: asked.family,
  topics: asked.topic,
  interval: asked.interval && asked.interval * 60,
});

const foundTable = (feeds: FoundFeeds['feeds']) =>
  tableOf(
    ['address', 'title', 'language', 'entries'],
    feeds.map(({ url, title, language, entries }) => [url, title, language, String(entries)]),
  );

/** Stops the polling of a feed, or lets it go on. */
export async function pause(
  ctx: CommandContext,
  { id, paused, json }: { id: string; paused: boolean; json?: boolean },
): Promise<number> {
  const feed = await askFeeds<ShownFeed>(ctx, 'PATCH', `/v1/feeds/${encodeURIComponent(id)}`, { paused });
  ctx.out(json ? JSON.stringify(feed) : `${feed.id} is ${paused ? 'paused' : 'polled again'}.`);
  return exitCodes.done;
}

/** Takes away a feed that people added. */
export async function remove(ctx: CommandContext, { id }: { id: string }): Promise<number> {
  await askFeeds(ctx, 'DELETE', `/v1/feeds/${encodeURIComponent(id)}`);
  ctx.out(`${plain(id)} is taken away; its articles stay.`);
  return exitCodes.done;
}

/** Prints the feeds as feed readers take them. */
export async function exportAll(ctx: CommandContext): Promise<number> {
  const outlines = outlinesOf(await listFeeds(ctx.orm));
  ctx.out(opml('Feeds of Chipwire', outlines, ctx.now()).trimEnd());
  ctx.err(`${counted(outlines.length, 'feed')} of the archive.`);
  return exitCodes.done;
}
