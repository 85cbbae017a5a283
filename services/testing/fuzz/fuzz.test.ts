import { Readable } from 'node:stream';
import fc from 'fast-check';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { noticeWith } from '../../alert/channels/testing/notice.ts';
import { readCursor, readPlace } from '../../api/cursor.ts';
import { ExtractError, extractArticle } from '../../extract/extract.ts';
import { parseDate } from '../../fetch/dates.ts';
import { decodeText } from '../../fetch/decode.ts';
import { feedLinks, pastedAddress } from '../../fetch/discover.ts';
import { FeedError } from '../../fetch/feed.ts';
import { parseFeed } from '../../fetch/parse.ts';
import { judgeRobots } from '../../fetch/robots.ts';
import { canonicalUrl } from '../../fetch/url.ts';
import { readCsv } from '../../import/csv.ts';
import { FileFault } from '../../import/found.ts';
import { readJsonLines } from '../../import/jsonl.ts';
import { readOpml } from '../../import/opml.ts';
import { readWarc } from '../../import/warc.ts';
import { parseQuery } from '../../search/query/parse.ts';
import { limits } from '../../search/query/query.ts';
import { indexedWords, searchWords } from '../../search/words.ts';
import { loadEntityList } from '../../tag/names/list.ts';
import { tagArticle } from '../../tag/tag.ts';
import { sentencesOf } from '../../tag/text/sentences.ts';
import { posts } from '../../watch/delivery/post.ts';
import { cases, feeds, mutated, mutatedBytes, news, pages, sign } from './drawn.ts';

// Whatever comes from outside is read, or refused with an error that has a name, in less time than a thread is given.

/** A thread that reads a document is stopped after so long. */
const deadlineMs = 5000;
const patience = Math.max(60_000, cases * 60);

/** Runs a case on each drawn input. What it throws must be one of these errors. */
async function withstand<T>(
  name: string,
  drawn: fc.Arbitrary<T>,
  run: (input: T) => unknown,
  ...errors: (new (
    ...given: never[]
  ) => Error)[]
): Promise<void> {
  const told = { ms: 0, cases: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(drawn, async (input) => {
      const from = process.cpuUsage();
      told.cases++;
      try {
        await run(input);
      } catch (error) {
        if (!errors.some((known) => error instanceof known)) throw error;
        told.refused++;
      }
      const { user, system } = process.cpuUsage(from);
      const ms = (user + system) / 1000;
      told.ms = Math.max(told.ms, ms);
      expect(ms).toBeLessThan(deadlineMs);
    }),
    { numRuns: cases },
  );
  if (process.env.FUZZ)
    console.log(
      `${name}: ${told.cases} cases, ${told.refused} refused, the slowest ${told.ms.toFixed(0)} ms`,
    );
}

const source = { url: 'https://news.example/feeds/chips.xml' };

describe('a feed', () => {
  const read = async (bytes: Uint8Array) => {
    const { entries } = await parseFeed(decodeText(bytes, 'text/xml').text, source);
    for (const entry of entries) {
      expect(typeof entry.title).toBe('string');
      expect(entry.url === null || /^https?:\/\//.test(entry.url)).toBe(true);
      expect(JSON.stringify(entry)).not.toMatch(/\\u0000|\\ud[89a-f]/);
    }
  };
  test(
    'of any bytes',
    () => withstand('feed: any bytes', fc.uint8Array({ maxLength: 400 }), read, FeedError),
    patience,
  );
  test(
    'of any kind, changed anywhere',
    () => withstand('feed: changed', mutatedBytes(feeds), read, FeedError),
    patience,
  );
});

test(
  'a page, changed anywhere',
  () =>
    withstand(
      'page: changed',
      mutated(pages),
      (html) => {
        const { text } = extractArticle(html, { url: 'https://news.example/2025/03/a' });
        expect(text.trim()).not.toBe('');
      },
      ExtractError,
    ),
  patience,
);

test(
  'the feeds and dates that a page names, robots.txt, and addresses',
  async () => {
    await withstand('page: its feeds', mutated(pages), (html) => {
      for (const link of feedLinks(html, source.url).links) expect(link).toMatch(/^https?:\/\//);
    });
    await withstand(
      'date',
      mutated(['Tue, 04 Mar 2025 10:00:00 GMT', '2025-03-04T10:00:00+08:00', '2025年3月4日']),
      (text) => {
        const date = parseDate(text);
        expect(date === null || !Number.isNaN(date.getTime())).toBe(true);
      },
    );
    await withstand(
      'robots.txt',
      mutated([
        'User-agent: *\nDisallow: /a*b$\nCrawl-delay: 3\nSitemap: /s',
        'User-agent: Chipwire\nAllow: /',
      ]),
      (text) => {
        const { allowed, spacingMs } = judgeRobots({ text, url: 'https://news.example/a/b?c' });
        expect(typeof allowed).toBe('boolean');
        expect(spacingMs).toBeGreaterThan(0);
      },
    );
    const addresses = [
      'https://User:p@news.example:8080/a/../b?utm_source=x&b=2#c',
      '//e.org/%7Ea',
      'http://[::1]/',
      'feed://e.org/a',
    ];
    await withstand('address', mutated(addresses), (raw) => {
      const url = canonicalUrl(raw, source.url);
      if (url === null) return;
      expect(url).toMatch(/^https?:\/\//);
      expect(canonicalUrl(url)).toBe(url);
    });
    await withstand('address: pasted', mutated(addresses), (raw) => {
      const url = pastedAddress(raw);
      expect(url === null || /^https?:\/\//.test(url)).toBe(true);
    });
  },
  patience * 5,
);

test(
  'a query',
  () =>
    withstand(
      'query',
      mutated([
        'entity:huawei (licence OR "export control") -rumour after:7d sentiment(smic)<0',
        'title:华为 NEAR/5 chip* atleast3(ban)',
        'type:chip',
      ]),
      (text) => {
        const parsed = parseQuery(text, { now: new Date('2026-11-26T12:00:00Z') });
        if ('query' in parsed) return;
        expect(parsed.faults.length).toBeGreaterThan(0);
        for (const { start, end } of parsed.faults) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(Math.max(text.length, limits.characters));
        }
      },
    ),
  patience,
);

const words = [
  ...[
    'Huawei',
    'SMIC',
    '华为',
    '中芯国际',
    '昇腾910C',
    'DeepSeek-V3',
    '商务部发言人',
    '何咏前',
    '表示',
    '称',
    '“',
    '”',
    '，',
    '。',
    '、',
    '\n',
  ],
  ...[
    ' said ',
    'the Commerce Department',
    ' added ',
    '36 Chinese firms',
    ' to its Entity List',
    ' on Tuesday',
    '. ',
    ', ',
    ' Mr. Smith ',
    'İstanbul ',
  ],
  ...[
    '671 billion parameters',
    '2025年3月4日',
    '上个月',
    ' MIT licence',
    ' $0.55 per million tokens',
    '制裁',
    '解除',
    '大学',
    '·',
    '乔·拜登',
    '(',
    '（',
  ],
];

test(
  'words of a text, Chinese too',
  async () => {
    await withstand('words', news(words), (text) => {
      for (const { word, ...place } of indexedWords(text)) {
        expect(word).not.toBe('');
        expect(JSON.stringify(place)).not.toContain('null');
      }
      searchWords({ title: text.slice(0, 40), text });
    });
    await withstand('sentences', news(words), (text) => {
      let behind = 0;
      for (const { start, end } of sentencesOf(text)) {
        expect(start).toBeGreaterThanOrEqual(behind);
        expect(end).toBeGreaterThan(start);
        behind = end;
      }
      expect(behind).toBeLessThanOrEqual(text.length);
    });
  },
  patience * 2,
);

test(
  'names, events, quotes and releases of a text, Chinese too',
  () => {
    const list = loadEntityList();
    const language = fc.constantFrom(undefined, 'en', 'zh', 'de');
    return withstand('tags', fc.tuple(news(words), news(words), language), ([title, text, language]) => {
      const { mentions, quotes, events } = tagArticle({ title, text, language }, list);
      for (const { field, start, end, words } of mentions)
        expect((field === 'title' ? title : text).slice(start, end)).toBe(words);
      for (const { start, end } of [...quotes, ...events]) expect(end).toBeGreaterThan(start);
    });
  },
  patience,
);

describe('a file to import', () => {
  const csv =
    'title,url,publishedAt,text\r\n"A ""b""",https://e.org/1,2025-03-04,"x\r\ny"\r\nC,https://e.org/2,2025-03-05,z\r\n';
  const jsonl = '{"title":"A","url":"https://e.org/1","text":"x"}\n{"title":"B"}\n';
  const http =
    'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>a<\r\n0\r\n\r\n';
  const warc = `WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://e.org/1\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: ${http.length}\r\n\r\n${http}\r\n\r\n`;
  const opml =
    '<?xml version="1.0"?><opml version="2.0"><body><outline text="A" xmlUrl="https://e.org/feed"><outline type="rss" title="B" xmlUrl="/b"/></outline></body></opml>';
  const all = async (read: (bytes: AsyncIterable<Buffer>) => AsyncIterable<object>, bytes: Buffer) => {
    const half = Math.floor(bytes.length / 2);
    for await (const found of read(Readable.from([bytes.subarray(0, half), bytes.subarray(half)]))) {
      const { row, page, fault } = found as Record<string, unknown>;
      expect([row, page, fault].filter((part) => part !== undefined)).toHaveLength(1);
    }
  };
  test.each([
    ['CSV', csv, readCsv],
    ['JSONL', jsonl, readJsonLines],
    ['WARC', warc.repeat(2), readWarc],
  ] as const)(
    '%s',
    (kind, seed, read) =>
      withstand(`import: ${kind}`, mutatedBytes([seed]), (bytes) => all(read, bytes), FileFault),
    patience,
  );
  test(
    'OPML',
    () =>
      withstand(
        'import: OPML',
        mutatedBytes([opml]),
        (bytes) => {
          const given = { publisher: 'P', family: 'wire', language: 'en', topics: [], interval: 1800 };
          for (const { url } of readOpml(bytes, given as never, []).feeds)
            expect(url).toMatch(/^https?:\/\//);
        },
        FileFault,
      ),
    patience,
  );
});

test(
  'a cursor',
  () =>
    withstand(
      'cursor',
      fc.oneof(
        sign,
        fc.base64String(),
        mutated(['MjAyNS0wMy0wNFQxMDowMDowMC4wMDBaIDc', 'MjAyNS0wMy0wNFQxMDowMDowMC4wMDBaIDc.3']),
      ),
      (text) => {
        for (const cursor of [readCursor(text), readPlace(text)]) {
          if (cursor === null) continue;
          expect(Number.isNaN(cursor.publishedAt.getTime())).toBe(false);
          expect(Number.isSafeInteger(cursor.id)).toBe(true);
        }
      },
    ),
  patience,
);

test(
  'a webhook’s signature holds for what was sent, and for nothing else',
  () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const now = new Date();
    const channel = { kind: 'webhook', target: { url: 'https://desk.example/' }, secrets: [{ secret }] };
    const drawn = fc.record({ title: fc.string({ unit: 'binary', maxLength: 60 }), at: fc.nat(), put: sign });
    return withstand('webhook', drawn, ({ title, at, put }) => {
      const { json, headers } = posts.webhook(channel as never, noticeWith({ title }), now);
      const body = JSON.stringify(json);
      const receiver = new Webhook(secret);
      expect(receiver.verify(body, headers)).toEqual(JSON.parse(body));
      const from = at % body.length;
      const other = body.slice(0, from) + put + body.slice(from);
      if (Buffer.from(other).equals(Buffer.from(body))) return;
      expect(() => receiver.verify(other, headers)).toThrow(WebhookVerificationError);
      const names = Object.keys(headers);
      const name = names[at % names.length]!;
      const value = headers[name]!;
      const wrong = { ...headers, [name]: value.slice(0, at % value.length) };
      expect(() => receiver.verify(body, wrong)).toThrow(WebhookVerificationError);
    });
  },
  patience,
);
