import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFeed as feedsmith } from 'feedsmith';
import { writeFeed } from '../../../demo/wire/feeds.ts';
import { unpackSet } from '../../../extract/eval/unpack.ts';
import { decodeText } from '../../../fetch/decode.ts';
import { parseFeed } from '../../../fetch/parse.ts';
import { LoadArticles } from '../../load/articles.ts';
import type { Compared } from './compared.ts';
import { askPython } from './python.ts';
import { takeTurns } from './turns.ts';

const rounds = 5;
const url = 'https://feeds.test/';

/** rss-parser's and gofeed's whole feeds where they are beside the project, and the wire's with forty entries each. */
function texts(shared: string): string[] {
  const folder = unpackSet(shared, 'feeds', 'rss-parser-inputs.tar.xz');
  const files = folder ? readdirSync(folder).filter((name) => /\.(?:rss|atom|xml)$/.test(name)) : [];
  const wire = new LoadArticles({ feeds: 12, articles: 480, from: 0, to: 1e9 });
  const own = wire.publishers
    .map((publisher, feed) => ({
      publisher,
      newest: Array.from({ length: 40 }, (_, n) => wire.article({ feed, nth: 39 - n })),
    }))
    .filter(({ publisher }) => publisher.feed.format !== 'json');
  return [
    ...files.map((name) => decodeText(readFileSync(join(folder!, name)), 'application/xml').text),
    ...own.map(({ publisher, newest }) => writeFeed(publisher, newest, 'https://wire.test')),
  ];
}

const program = `
import json, sys, time
import feedparser
rounds, texts = json.load(sys.stdin)
total = 0
for text in texts:
    least = 1e9
    for _ in range(rounds):
        begun = time.perf_counter()
        feedparser.parse(text)
        least = min(least, time.perf_counter() - begun)
    total += least
print(json.dumps(1000 * total / len(texts)))
`;

export async function compareFeeds(shared: string): Promise<Compared> {
  const all = texts(shared);
  const ms = await takeTurns(
    all,
    { own: (text) => parseFeed(text, { url }), feedsmith: (text) => feedsmith(text) },
    rounds,
  );
  const feedparser = askPython<number>(program, [3, all]);
  return {
    what: `reading a feed (${all.length})`,
    own: ms.own!,
    peers: { feedsmith: ms.feedsmith!, feedparser },
  };
}
