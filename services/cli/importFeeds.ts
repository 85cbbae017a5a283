import { readFile, rename, writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import type { Source } from '../import/found.ts';
import { groupOf, type ListedFeed, type OutlineDefaults, readOpml, withFeeds } from '../import/opml.ts';
import { parseFeeds, topics } from '../runtime/feeds.ts';
import { type CommandContext, exitCodes } from './context.ts';
import type { ImportCommand } from './import.ts';
import { counted } from './importReport.ts';

/**
 * Prints the feeds of OPML files as feeds.yaml lists them, or adds them to it. Its other lines stay as they are.
 *
 * @returns the exit code
 */
export async function importFeeds(
  { config, out, err }: CommandContext,
  asked: ImportCommand,
  sources: Source[],
): Promise<number> {
  const path = config.CHIPWIRE_FEEDS;
  const yaml = await readFile(path, 'utf8');
  const known: { id: string; url: string }[] = parseFeeds(yaml, path).feeds;
  const { feeds, rejected } = await feedsOf(sources, asked, known);
  for (const { title, url, reason } of rejected) err(`Left out: ${title || url}: ${reason}`);
  if (asked.json) out(JSON.stringify({ feeds, rejected }));
  if (feeds.length === 0) return rejected.length > 0 ? exitCodes.failed : exitCodes.done;
  const name = `From ${sources[0]!.name}`;
  const group = stringify({ groups: [groupOf(name, feeds, topics)] }, { lineWidth: 0 });
  if (!asked.json && !asked.write)
    out(`# Add this to ${path}, or call again with --write.\n${group.trimEnd()}`);
  if (!asked.write || asked.dryRun) return exitCodes.done;
  const longer = withFeeds(yaml, group);
  parseFeeds(longer, path); // what it does not take is not written
  await writeFile(`${path}.new`, longer);
  await rename(`${path}.new`, path);
  if (!asked.json)
    out(`${counted(feeds.length, 'feed')} added to ${path}. A running Chipwire polls them after a restart.`);
  return exitCodes.done;
}

async function feedsOf(sources: Source[], asked: ImportCommand, known: { id: string; url: string }[]) {
  const defaults: OutlineDefaults = {
    publisher: asked.publisher,
    family: asked.family ?? 'general-press',
    language: asked.language ?? 'en',
  };
  const feeds: ListedFeed[] = [];
  const rejected: ReturnType<typeof readOpml>['rejected'] = [];
  for (const { path } of sources) {
    const found = readOpml(await readFile(path), defaults, [...known, ...feeds]);
    feeds.push(...found.feeds);
    rejected.push(...found.rejected);
  }
  return { feeds, rejected };
}
