import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../extract/extract.ts';
import { decodeText } from '../../fetch/decode.ts';
import { feedLinks } from '../../fetch/discover.ts';
import { parseFeed } from '../../fetch/parse.ts';
import { parseQuery } from '../../search/query/parse.ts';
import { limits } from '../../search/query/query.ts';
import { searchWords } from '../../search/words.ts';
import { loadEntityList } from '../../tag/names/list.ts';
import { tagArticle } from '../../tag/tag.ts';
import { attacksOf, readJudged, type Watched } from './judge.ts';

const judged = readJudged();

/** Processor time of this thread’s process, in milliseconds: what others do at the same time is not in it. */
async function timeOf(act: () => unknown): Promise<number> {
  const from = process.cpuUsage();
  try {
    await act();
  } catch (error) {
    if (!/^(ExtractError|FeedError)$/.test((error as Error).name)) throw error;
  }
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

/** A thread that reads a document is stopped after so long. */
const deadlineMs = 5000;
const long = 50_000;
const inFolders = (...folders: string[]) =>
  judged.watched.filter(({ files }) =>
    files.some((file) => folders.some((folder) => file.startsWith(folder))),
  );
const texts = ['services/tag/', 'services/search/', 'services/cluster/', 'services/text/', 'services/alert/'];

/** Lays every attack on these expressions before what reads their input. @returns what took too long */
async function slow(watched: Watched[], chars: number, act: (attack: string) => unknown): Promise<string[]> {
  const found: string[] = [];
  for (const one of watched)
    for (const attack of attacksOf(one, chars)) {
      const ms = await timeOf(() => act(attack));
      if (ms > deadlineMs) found.push(`${one.regex.slice(0, 80)}: ${Math.round(ms)} ms`);
    }
  return found;
}

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' };
const escaped = (text: string) => text.replaceAll(/[&<"]/g, (mark) => marks[mark]!);
const body =
  '<p>The Commerce Department added the Chinese chip maker to its Entity List, a heavy blow to the company, people familiar with the decision said on Tuesday.</p>'.repeat(
    5,
  );
const page = (text: string) => {
  const own = escaped(text);
  const ld = { '@type': 'NewsArticle', headline: text, author: text, articleBody: text, datePublished: text };
  return `<!doctype html><html><head><title>${own}</title><meta name="author" content="${own}"><meta property="og:title" content="${own}"><script type="application/ld+json">${JSON.stringify(ld).replaceAll('<', '\\u003c')}</script></head><body><article><h1 class="${own}">${own}</h1><div class="byline author" id="${own}">${own}</div><time>${own}</time><span class="date">2025 ${own}</span>${body}<figure><img alt="${own}"><figcaption>${own}</figcaption></figure><p>${own}</p><p>${own.slice(0, 480)}</p></article></body></html>`;
};

describe('what makes an expression slow is over in time', () => {
  test(`in every part of a page, in ${long} characters`, async () => {
    const watched = inFolders('services/extract/');
    expect(watched.length).toBeGreaterThan(20);
    expect(
      await slow(watched, long, (text) => extractArticle(page(text), { url: 'https://e.org/a' })),
    ).toEqual([]);
  }, 400_000);

  test(`in a text, in ${long} characters`, async () => {
    const list = loadEntityList();
    const read = (attack: string) => {
      const text = `Huawei said on Tuesday that DeepSeek-V3 has 671 billion parameters${attack} and 128K tokens, $2. 华为表示，${attack}6710亿。“${attack.slice(0, 500)}”，`;
      tagArticle({ title: attack.slice(0, 500), text }, list);
      searchWords({ title: attack.slice(0, 500), text });
    };
    read('!');
    expect(await slow(inFolders(...texts), long, read)).toEqual([]);
  }, 400_000);

  test(`in a feed, a page’s links and a declared encoding, in ${long} characters`, async () => {
    const url = 'https://e.org/feed';
    const read = async (text: string) => {
      const own = escaped(text);
      const tags = ['title', 'link', 'guid', 'author', 'pubDate', 'category', 'description'];
      const item = tags.map((tag) => `<${tag}>${own}</${tag}>`).join('');
      await parseFeed(
        `<rss version="2.0"><channel><title>${own}</title><item>${item}</item></channel></rss>`,
        { url },
      );
      feedLinks(`<a ${text.replaceAll(/[<>]/g, '').slice(0, 2900)}>`.repeat(200), url);
      decodeText(Buffer.from(`${text}\xff`, 'latin1'), `text/html; ${text.slice(0, 16_000)}`);
    };
    expect(await slow(inFolders('services/fetch/'), long, read)).toEqual([]);
  }, 200_000);

  test('in a query as long as one may be', async () => {
    const read = (text: string) => parseQuery(text.slice(0, limits.characters), { now: new Date(0) });
    expect(await slow(inFolders('services/search/query/'), limits.characters, read)).toEqual([]);
  });

  test('anywhere else, in the 16 KB that a header or a form field brings', async () => {
    const elsewhere = judged.watched.filter(
      ({ files }) =>
        !files.some((file) =>
          [...texts, 'services/extract/', 'services/fetch/'].some((folder) => file.startsWith(folder)),
        ),
    );
    const found: string[] = [];
    for (const one of elsewhere) {
      const [, source, flags] = /^\/(.*)\/(\w*)$/s.exec(one.regex)!;
      found.push(...(await slow([one], 16_000, (text) => text.replace(new RegExp(source!, flags), ''))));
    }
    expect(found).toEqual([]);
  }, 200_000);
});
