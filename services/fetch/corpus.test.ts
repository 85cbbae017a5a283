import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { decodeText } from './decode.ts';
import { FeedError, type ParsedFeed } from './feed.ts';
import { parseFeed } from './parse.ts';

/** Public test feeds beside the repository; a plain clone has none and skips. */
const FEEDS = fileURLToPath(new URL('../../../shared/data/feeds/', import.meta.url));
const ARCHIVES = ['rss-parser-inputs', 'gofeed-testdata', 'w3c-feedvalidator'];
const present = ARCHIVES.every((name) => existsSync(join(FEEDS, `${name}.tar.xz`)));
if (!present) console.warn(`skipped: the test feeds are not in ${FEEDS}`);

const folder = present ? mkdtempSync(join(tmpdir(), 'chipwire-feeds-')) : '';
afterAll(() => folder && rmSync(folder, { recursive: true, force: true }));

/** Share of files holding a feed with entries that must give entries; raise it, never lower it. */
const FLOOR = 1;

describe.skipIf(!present)('public test feeds', () => {
  test.each(ARCHIVES)(
    '%s: no crash, nearly every feed gives its entries',
    async (name) => {
      const files = unpack(name);
      const lost: string[] = [];
      const counts = {
        files: files.length,
        feeds: 0,
        withEntries: 0,
        read: 0,
        repaired: 0,
        title: 0,
        link: 0,
        date: 0,
        all: 0,
      };
      for (const file of files) {
        const { text } = decodeText(readFileSync(file));
        const result = await readOrReason(text);
        if (!isFeed(file, text)) continue;
        counts.feeds += 1;
        if (!holdsEntry(text)) continue;
        counts.withEntries += 1;
        if (typeof result === 'string' || result.entries.length === 0) {
          lost.push(`${relative(folder, file)}: ${typeof result === 'string' ? result : reasons(result)}`);
          continue;
        }
        counts.read += 1;
        if (result.repaired) counts.repaired += 1;
        for (const entry of result.entries) {
          counts.all += 1;
          if (entry.title) counts.title += 1;
          if (entry.url) counts.link += 1;
          if (entry.publishedAt) counts.date += 1;
        }
      }
      console.log(`${name}: ${JSON.stringify(counts)}${lost.map((line) => `\n  lost ${line}`).join('')}`);
      expect(counts.withEntries).toBeGreaterThan(20);
      expect(counts.read / counts.withEntries, lost.join('\n')).toBeGreaterThanOrEqual(FLOOR);
    },
    120_000,
  );
});

/** The feed, or why there is none; anything but a FeedError fails the test. */
async function readOrReason(text: string): Promise<ParsedFeed | string> {
  try {
    return await parseFeed(text, { url: 'https://publisher.example/feed.xml' });
  } catch (error) {
    if (error instanceof FeedError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

function reasons(feed: ParsedFeed): string {
  return feed.dropped.map(({ reason, count }) => `${count} × ${reason}`).join(', ') || 'no entries seen';
}

function unpack(name: string): string[] {
  const into = join(folder, name);
  mkdirSync(into);
  execFileSync('tar', ['xJf', join(FEEDS, `${name}.tar.xz`), '-C', into]);
  return filesUnder(into);
}

function filesUnder(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((found) => {
    const path = join(directory, found.name);
    return found.isDirectory() ? filesUnder(path) : [path];
  });
}

const withoutComments = (text: string) =>
  text.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>/g, '');

/** gofeed keeps the expected result beside each feed as JSON; OPML, KML, OpenSearch and service documents are no feeds. */
function isFeed(file: string, text: string): boolean {
  if (/^\s*\{/.test(text))
    return /"version"\s*:\s*"https?:\/\/jsonfeed\.org/.test(text) && !/_expected\.json$/.test(file);
  const root = /<([A-Za-z_][\w:.-]*)/.exec(
    withoutComments(text).replace(/<!DOCTYPE[^>[]*(\[[\s\S]*?\])?[^>]*>/gi, ''),
  )?.[1];
  return /^(?:[\w.-]+:)?(?:rss|feed|rdf|Channel)$/i.test(root ?? '');
}

function holdsEntry(text: string): boolean {
  return (
    /<(?:[\w.-]+:)?(?:item|entry)[\s>]/i.test(withoutComments(text)) || /"items"\s*:\s*\[\s*\{/.test(text)
  );
}
