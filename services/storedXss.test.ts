import { load } from 'cheerio';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { countSteps } from '../db/articles.ts';
import type { Database } from '../db/database.ts';
import { recordPoll } from '../db/feeds.ts';
import { countUnmatched } from '../db/matches.ts';
import {
  alerts,
  articles,
  channels,
  corrections,
  entities,
  keys,
  savedSearches,
  stories,
} from '../db/schema.ts';
import { openTestDatabase } from '../db/testing/database.ts';
import { mailMessage } from './alert/channels/mail.ts';
import { matchWith, noticeWith } from './alert/channels/testing/notice.ts';
import type { App } from './app.ts';
import { articlePage, feedAt, give, startPublisher, startTestApp } from './testing/app.ts';
import { addArticle, mentionOf } from './testing/archive.ts';
import { fragmentFaults, pageFaults, xmlFaults } from './testing/audit.ts';
import { eventIn, quoteIn, releaseIn } from './testing/found.ts';
import { formulas, hostileChunks, hostileTexts } from './testing/hostile.ts';
import { pathOf, routesOf, type WebRoute } from './testing/routes.ts';
import { sendRaw, startTestWeb } from './testing/web.ts';
import { chromiumPath, openBrowser, withoutBrowser } from './web/testing/browser.ts';

// Hostile text comes in by every door: feeds of three kinds, pages, what was found in them, forms and addresses. Then
// everything that goes out is read again, by a parser and in a browser whose policies are off.

let db: Database;
let app: App;
let routes: WebRoute[];
let publisher: Awaited<ReturnType<typeof startPublisher>>;
const chunks = hostileChunks(300);
/** For what takes the way of all articles, which is slower. */
const longer = hostileChunks(900);
const one = (n: number) => hostileTexts[n % hostileTexts.length]!;
const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replaceAll(/[&<>"]/g, (mark) => marks[mark]!);
/** What XML can hold. */
const inXml = (text: string) => escaped(text.replaceAll(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, ''));

const telling = (text: string) =>
  `<p>“${text} is a blow to SMIC,” said ${text} Wang, an analyst at Huawei.</p><p>${text}</p><p>The Commerce Department added Huawei to its Entity List on Tuesday, ${text}.</p>`;

function jsonFeed() {
  const items = longer.map((text, n) => ({
    id: `${n} ${text}`,
    ...{ title: `Huawei ${text}`, summary: text, authors: [{ name: text, url: text }], tags: [text] },
    ...{
      content_html: telling(escaped(text)),
      date_published: '2026-11-20T10:00:00Z',
      url: n % 4 ? undefined : text,
    },
  }));
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: chunks[0],
    home_page_url: 'javascript:hit()',
    items,
  });
}

function atomFeed(origin: string) {
  const entries = longer.map(
    (text, n) =>
      `<entry><title type="html">SMIC ${inXml(inXml(text))}</title><id>a${n}</id><link href="${n === 0 ? `${origin}/page` : inXml(text)}"/><updated>2026-11-21T10:00:00Z</updated><author><name>${inXml(text)}</name></author><category term="${inXml(text)}"/><content type="html">${inXml(telling(inXml(text)))}</content></entry>`,
  );
  return `<feed xmlns="http://www.w3.org/2005/Atom"><title>${inXml(chunks[1]!)}</title><updated>2026-11-21T10:00:00Z</updated>${entries.join('')}</feed>`;
}

/** Titles as markup, which a reader takes the words of. */
function rssFeed() {
  const items = longer.map(
    (text, n) =>
      `<item><title><![CDATA[Nvidia ${text.replaceAll(']]>', '')}]]></title><guid isPermaLink="false">r${n}</guid><author>${inXml(text)}</author><pubDate>Sat, 21 Nov 2026 10:00:00 GMT</pubDate><description><![CDATA[${telling(text).replaceAll(']]>', '')}]]></description></item>`,
  );
  return `<rss version="2.0"><channel><title>${inXml(chunks[2]!)}</title><link>javascript:hit()</link>${items.join('')}</channel></rss>`;
}

/** A page that is hostile in its head, its text and what it says for machines. */
function page() {
  const text = chunks.map(escaped).join(' ');
  const meta = [
    'og:title',
    'article:author',
    'author',
    'article:section',
    'og:image',
    'og:site_name',
    'og:url',
  ]
    .map((name) => `<meta property="${name}" content="${text}">`)
    .join('');
  const ld = JSON.stringify({
    ...{
      '@type': 'NewsArticle',
      headline: chunks.join(' '),
      author: { name: chunks[0] },
      url: 'javascript:hit()',
    },
    ...{ articleSection: chunks[1], image: 'javascript:hit()' },
  }).replaceAll('<', '\\u003c');
  const head = `${meta}<script type="application/ld+json">${ld}</script></head>`;
  return articlePage(escaped(chunks[3]!), [telling(text), telling(text)]).replace('</head>', head);
}

/** What tagging finds, with a hostile text in each of its columns: no tagger of ours writes all of these. */
async function addFound(text: string, n: number) {
  const body = `${text} said “${text}”. DeepSeek opened ${text} with 671 billion parameters under ${text}.`;
  const written = { title: `Found ${n} ${text}`, text: body };
  await addArticle(db.orm, {
    ...{
      ...written,
      publishedAt: '2026-11-22T08:00:00Z',
      url: `javascript:hit(${n})`,
      feed: 'json',
      story: 'found',
    },
    ...{ byline: [text], syndicatedFrom: text },
    mentions: [mentionOf('huawei', text, written, 'text', ['negative', -0.5, [text]])].map((mention) => ({
      ...mention,
      reason: text,
    })),
    unlisted: [{ id: `person~x${n}`, type: 'person', name: text }],
    tagged: {
      sentiment: { score: -0.5, label: 'negative' },
      entities: ['huawei', `person~x${n}`].map((entityId) => ({
        ...{ entityId, mentions: 1, salience: 0.5, score: -0.5, label: 'negative' as const },
      })),
    },
    found: {
      events: [eventIn(body, { type: 'entity-listing', words: text })],
      quotes: [quoteIn(body, { words: text, speakerId: `person~x${n}`, speakerWords: text, verb: text })],
      releases: [
        releaseIn(body, 'deepseek-v3', text, [
          { kind: 'parameters', words: '671 billion', value: 671e9 },
          { kind: 'licence', words: text, value: null, unit: text },
          { kind: 'hardware', words: text, value: null },
        ]),
      ],
    },
  });
}

const post = async (path: string, body: object, method = 'POST') => {
  const headers = { 'content-type': 'application/json' };
  const { status, text } = await sendRaw(app.origin!, path, { method, headers, body: JSON.stringify(body) });
  expect([path, status, status < 300 ? '' : text]).toEqual([path, expect.any(Number), '']);
  return JSON.parse(text);
};

/** What people type into forms. */
async function fillForms() {
  for (const [n, text] of chunks.entries()) {
    const name = `${n} ${text}`
      .replaceAll(/\p{Cc}/gu, '')
      .slice(0, 100)
      .trim();
    await post('/v1/searches', { name, query: `huawei "${n}"` });
    await post('/v1/alerts', {
      name,
      query: `huawei OR "${text.replaceAll(/[^a-z ]/gi, ' ').slice(0, 40)}"`,
    });
    await post('/v1/channels', {
      kind: 'webhook',
      name,
      target: { url: `https://desk.example/${n}?${encodeURIComponent(text)}` },
    });
  }
}

/** Notes on what was tagged wrong. */
async function correct() {
  const { articles: listed } = JSON.parse((await get('/v1/articles?entity=huawei&limit=40')).text);
  for (const [n, { id }] of listed.entries()) {
    const { mentions } = JSON.parse((await get(`/v1/articles/${id}`)).text);
    const { field, start, entityId } = mentions.find(
      ({ entityId }: { entityId: string }) => entityId === 'huawei',
    );
    const note = chunks[n % chunks.length]!.replaceAll('\0', '');
    const body = {
      article: id,
      field,
      start,
      entity: entityId,
      label: n % 2 ? 'positive' : 'negative',
      note,
    };
    await sendRaw(app.origin!, '/v1/corrections', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }
}

beforeAll(async () => {
  db = await openTestDatabase();
  publisher = await startPublisher();
  const { answers, origin, host } = publisher;
  answers['/json'] = give('application/feed+json', jsonFeed());
  answers['/atom'] = give('application/atom+xml', atomFeed(origin));
  answers['/rss'] = give('application/rss+xml', rssFeed());
  answers['/page'] = give('text/html; charset=utf-8', page());
  const kept = { ...db, close: async () => {} };
  app = await startTestWeb(kept);
  await fillForms();
  await app.close();
  const feeds = ['json', 'atom', 'rss'].map((id, n) => feedAt(id, `${origin}/${id}`, { publisher: one(n) }));
  app = await startTestApp(kept, feeds, { allowHosts: [host] });
  // Some are copies of others to the reader of feeds, and are left out.
  const settled = async () => {
    const { clustered, found, read, tagged } = await countSteps(db.orm);
    return (
      clustered > 2 * longer.length && found + read + tagged + (await countUnmatched(db.orm)).waiting === 0
    );
  };
  await vi.waitUntil(settled, { timeout: 300_000, interval: 1000 });
  await app.close();
  for (const [n, text] of hostileTexts.entries()) await addFound(text.replaceAll('\0', ''), n);
  await db.orm
    .update(entities)
    .set({ nameZh: one(5) })
    .where(eq(entities.id, 'huawei'));
  const poll = {
    feedId: 'rss',
    ms: 1,
    status: 200,
    entries: 0,
    added: 0,
    bytes: 1,
    at: new Date(),
    outcome: 'failed' as const,
  };
  const reason = `the host said ${one(40)}`;
  await recordPoll(
    db.orm,
    { ...poll, reason },
    { failures: 1, nextPollAt: new Date(), state: 'failing', reason },
  );
  routes = await routesOf(async () => {
    app = await startTestWeb(kept, { CHIPWIRE_REQUESTS_PER_MINUTE: '1000000' });
  });
  await correct();
  for (const text of [one(0), one(44), one(80)])
    await post('/v1/keys', { name: text.slice(0, 90), scope: 'read' });
}, 400_000);
afterAll(async () => {
  await app?.close();
  await publisher.close();
  await db.close();
});

const get = (path: string, headers: Record<string, string> = {}) => sendRaw(app.origin!, path, { headers });

/** Numbers of what there is, by the place of a route. */
async function given() {
  const ids = async (table: typeof articles | typeof stories | typeof alerts | typeof channels) =>
    (await db.orm.select({ id: table.id }).from(table)).map(({ id }) => id);
  return {
    articles: await ids(articles),
    stories: await ids(stories),
    alerts: await ids(alerts),
    entities: ['huawei', 'smic', 'person~x0', 'person~x3', 'nobody'],
    feeds: ['json', 'atom', 'rss'],
  } as Record<string, (string | number)[]>;
}

/** Parameters that some page reads, each with a hostile text. */
const names =
  'q entity on name only known fate differ cursor show by from to after before publisher lang language scheme next at said test typed words type about speaker text lab licence kind state order sort turned alert channel compare split ids top title url query';
const asking = (text: string) =>
  String(new URLSearchParams(Object.fromEntries(names.split(' ').map((name) => [name, text]))));

/** Every page there is: each article, a part of the rest, and each route asked with hostile texts. */
async function addresses(): Promise<string[]> {
  const have = await given();
  const pages = routes.filter(
    ({ method, path }) => method === 'GET' && !/^\/(v1|docs|mcp|queues|metrics)\b|\*/.test(path),
  );
  const paths = pages.flatMap(({ path }) => {
    const noun = path.split('/')[1]!;
    const all = path.includes(':id') ? (have[noun] ?? [1]) : [1];
    return (noun === 'articles' && !path.endsWith('/new') ? all : all.slice(0, 12)).map((id) =>
      pathOf(path, { id }),
    );
  });
  const asked = pages.flatMap(({ path }, n) =>
    [0, 1].map(
      (k) => `${pathOf(path, { id: have[path.split('/')[1]!]?.[0] ?? 1 })}?${asking(one(n * 7 + k * 53))}`,
    ),
  );
  const searched = hostileTexts.map((text) => `/search?q=${encodeURIComponent(text)}`);
  const drawn = ['/charts/series.svg', '/embed/trends', '/trends'].flatMap((path) =>
    ['publisher', 'entity'].map((split) => `${path}?q=huawei&split=${split}`),
  );
  return [...new Set([...paths, ...asked, ...searched, ...drawn])];
}

test('the texts are many, and each is found by what looks for them', () => {
  expect(hostileTexts.length).toBeGreaterThanOrEqual(120);
  const found = hostileTexts.filter((text) => pageFaults(`<p>${text}</p><p title="${text}">`).length > 0);
  expect(found.length).toBeGreaterThan(100);
});

describe('everything that came in', () => {
  test('came in: as titles, texts, authors, quotes, speakers and names', async () => {
    const rows = await db.orm.select().from(articles);
    const all = (text: string) => rows.filter((row) => JSON.stringify(row).includes(text)).length;
    for (const text of ['hit()', 'onerror=hit()', '<script>']) expect(all(text)).toBeGreaterThan(10);
    expect(rows.filter(({ title }) => /<\w/.test(title)).length).toBeGreaterThan(80);
    for (const { url } of rows)
      expect(url === null || /^(https?|javascript:hit\(\d+\)$)/.test(url)).toBe(true);
    for (const [path, key] of [
      ['/v1/quotes', 'quotes'],
      ['/v1/releases', 'releases'],
      ['/v1/events', 'events'],
    ] as const)
      expect([path, JSON.parse((await get(path)).text)[key].length > 0]).toEqual([path, true]);
    for (const [table, most] of [
      [alerts, chunks.length],
      [channels, chunks.length],
      [savedSearches, chunks.length],
      [keys, 3],
      [corrections, 5],
    ] as const)
      expect(await db.orm.$count(table)).toBeGreaterThanOrEqual(most);
  });

  test('is text on every page, in both languages, under a policy without unsafe-inline', async () => {
    const faults: string[] = [];
    const shown = new Map<string, number>();
    const counts = { pages: 0, drawings: 0 };
    for (const [n, path] of (await addresses()).entries()) {
      const { status, headers, text } = await get(path, { 'accept-language': n % 5 === 4 ? 'zh' : 'en' });
      const type = headers['content-type'] ?? '';
      const note = (found: string[]) => faults.push(...found.map((fault) => `${path.slice(0, 90)} ${fault}`));
      if (status >= 500) note([`answered ${status}`]);
      if (headers['x-content-type-options'] !== 'nosniff') note(['may be taken for something else']);
      if (type.startsWith('text/html')) {
        counts.pages++;
        const policy = String(headers['content-security-policy']);
        if (!policy.startsWith("default-src 'none'") || policy.includes('unsafe')) note([`policy ${policy}`]);
        note(pageFaults(text));
        const noun = `/${path.split(/[/?]/)[1]}`;
        if (load(text)('body').text().includes('hit()')) shown.set(noun, (shown.get(noun) ?? 0) + 1);
      } else if (/xml/.test(type)) {
        counts.drawings++;
        note(xmlFaults(text));
      }
    }
    expect(faults.slice(0, 20)).toEqual([]);
    expect(counts.pages).toBeGreaterThan(500);
    expect(counts.drawings).toBeGreaterThan(1);
    for (const noun of [
      '/',
      '/articles',
      '/stories',
      '/search',
      '/entities',
      '/quotes',
      '/releases',
      '/alerts',
      '/channels',
      '/keys',
      '/feeds',
    ])
      expect([noun, shown.has(noun)]).toEqual([noun, true]);
  }, 400_000);

  test('is text in every answer of the API, feed and file', async () => {
    const have = await given();
    const { paths } = JSON.parse((await get('/openapi.json')).text) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const asked = Object.entries(paths)
      .filter(([path, methods]) => 'get' in methods && !/stream|healthz|readyz|secret/.test(path))
      .flatMap(([path]) => {
        const ids = (have[path.split('/')[2]!] ?? [1]).slice(0, 8);
        return path.includes('{')
          ? ids.map((id) => path.replace(/\{\w+\}/, String(id)))
          : [path, `${path}?${asking(one(path.length))}`];
      });
    const feed = await post(`/v1/alerts/${have.alerts![0]}/feed`, {});
    asked.push(
      feed.atom,
      feed.json,
      ...['jsonl', 'bibtex', 'csl', 'evidence'].map((format) => `/v1/export?format=${format}`),
    );
    const faults: string[] = [];
    const kinds = new Map<string, number>();
    for (const path of asked) {
      const { status, headers, text } = await get(path);
      const type = String(headers['content-type']).split(';')[0]!;
      kinds.set(type, (kinds.get(type) ?? 0) + 1);
      const note = (found: string[]) => faults.push(...found.map((fault) => `${path.slice(0, 90)} ${fault}`));
      if (status >= 500) note([`answered ${status}`]);
      if (headers['x-content-type-options'] !== 'nosniff') note(['may be taken for something else']);
      if (/html/.test(type)) note(['is a page']);
      if (/xml|opml/.test(type)) note(xmlFaults(text));
      if (/json$/.test(type)) JSON.parse(text);
      if (type === 'application/feed+json' && status === 200)
        for (const { content_html: html = '', url = '' } of JSON.parse(text).items) {
          note(fragmentFaults(html));
          if (!/^(https?:|$)/.test(url)) note([`leads to ${url}`]);
        }
    }
    expect(faults.slice(0, 20)).toEqual([]);
    for (const kind of ['json', 'problem+json', 'rss+xml', 'atom+xml', 'feed+json', 'x-bibtex', 'zip'])
      expect([...kinds.keys()]).toContain(`application/${kind}`);
  }, 200_000);

  test('is no formula in any CSV', async () => {
    /** By RFC 4180, as a spreadsheet takes it. */
    const cell = /(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^,"\r\n]*))/g;
    for (const text of formulas.slice(0, 14).map((formula) => formula.replaceAll('\0', '')))
      await addArticle(db.orm, {
        title: text,
        text: `Huawei ${text}`,
        publishedAt: '2026-11-23T08:00:00Z',
        feed: 'json',
        byline: [text],
      });
    const files = [
      '/v1/export?format=csv',
      '/v1/export?format=csv&bom=true',
      '/quotes.csv',
      '/releases.csv',
      '/v1/trends.csv?q=huawei&split=publisher',
    ];
    let cells = 0;
    for (const path of files) {
      const { status, headers, text } = await get(path);
      expect([path, status, headers['content-type']]).toEqual([path, 200, 'text/csv; charset=utf-8']);
      for (const [, quoted, plain = ''] of text.replace('\uFEFF', '').matchAll(cell)) {
        cells++;
        const shown = quoted?.replaceAll('""', '"') ?? plain;
        // What is a number whole is no formula.
        if (!/^-?\d+(\.\d+)?$/.test(shown)) expect(shown).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      }
    }
    expect(cells).toBeGreaterThan(500);
  });

  test('is text in e-mail', () => {
    const from = { from: 'Chipwire <a@chipwire.example>', unsubscribe: 'https://chipwire.example/u' };
    for (const text of hostileTexts) {
      const events = [{ type: text, words: text, certainty: 'stated' as const }];
      const match = matchWith({ title: text, publisher: text, url: text, events }, { why: text });
      const notice = noticeWith({ title: text, matches: [match], alert: { id: 3, name: text, query: text } });
      const { html, subject } = mailMessage(notice, { to: 'desk@paper.example' }, from);
      const faults = pageFaults(html, 'meta').filter((fault) => !/style=(font|margin)[\w-]*:/.test(fault));
      expect([text, faults]).toEqual([text, []]);
      expect(subject).not.toMatch(/[\r\n\0]/);
    }
  });
});

describe.skipIf(!chromiumPath)(`in a browser whose policies are off${withoutBrowser}`, () => {
  test('nothing runs', async () => {
    const browser = await openBrowser();
    try {
      const context = await browser.newContext({ bypassCSP: true });
      const ran: string[] = [];
      await context.exposeFunction('hit', () => ran.push('hit'));
      const tab = await context.newPage();
      tab.on('dialog', async (dialog) => {
        ran.push(dialog.message());
        await dialog.dismiss();
      });
      // They do run where something lets them.
      await tab.setContent(
        hostileTexts
          .slice(0, 80)
          .map((text) => `<div>${text}</div>`)
          .join(''),
      );
      await expect.poll(() => ran.length, { timeout: 20_000 }).toBeGreaterThan(5);
      ran.length = 0;
      const all = await addresses();
      const some = all
        .filter((path, n) => !path.startsWith('/articles/') || n % 5 === 0)
        .filter((path) => !/download|\.(csv|opml|ics)/.test(path));
      const pages = [
        ...some.filter((path) => !path.startsWith('/search?q=')),
        ...some.filter((path) => path.startsWith('/search?q=')).filter((_, n) => n % 8 === 0),
      ];
      for (const path of pages) {
        await tab.goto(`${app.origin}${path}`, { waitUntil: 'domcontentloaded' });
        expect([path, ran]).toEqual([path, []]);
      }
      // Pointing at things and opening them runs nothing either.
      for (const path of ['/', '/search?q=huawei', '/alerts', '/entities/huawei', '/quotes']) {
        await tab.goto(`${app.origin}${path}`);
        await tab.evaluate(`for (const element of document.querySelectorAll('*'))
          for (const kind of ['mouseover', 'pointerenter', 'focus', 'focusin', 'toggle', 'input'])
            element.dispatchEvent(new Event(kind, { bubbles: true }))`);
        expect([path, ran]).toEqual([path, []]);
      }
      expect(pages.length).toBeGreaterThan(150);
    } finally {
      await browser.close();
    }
  }, 400_000);
});
