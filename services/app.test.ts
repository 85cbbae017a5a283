import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countSteps } from '../db/articles.ts';
import type { Database } from '../db/database.ts';
import { openTestDatabase } from '../db/testing/database.ts';
import type { App } from './app.ts';
import { articlePage, feedAt, give, rss, startPublisher, startTestApp } from './testing/app.ts';

let db: Database;
let publisher: Awaited<ReturnType<typeof startPublisher>>;
const apps: App[] = [];
beforeEach(async () => {
  [db, publisher] = await Promise.all([openTestDatabase(), startPublisher()]);
});
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
  await publisher.close();
  await db.close();
});

/** Starts Chipwire on these feeds; the database stays open when it stops, so that another can go on with it. */
async function start(paths: string[], prefix?: string): Promise<App> {
  const kept = { ...db, close: async () => {} };
  const feeds = paths.map((path) =>
    feedAt(path.slice(1).replaceAll(/\W/g, '-'), publisher.origin + path, { publisher: path }),
  );
  const app = await startTestApp(kept, feeds, {
    allowHosts: [publisher.host],
    ...(prefix ? { prefix } : {}),
  });
  apps.push(app);
  return app;
}
const get = async (app: App, path: string) => (await fetch(`${app.origin}${path}`)).json();
const steps = (more: object) => ({ found: 0, read: 0, tagged: 0, clustered: 0, failed: 0, ...more });
const settled = (clustered: number) =>
  expect.poll(() => countSteps(db.orm), { timeout: 45_000, interval: 100 }).toEqual(steps({ clustered }));

const report = [
  'The Commerce Department added the Chinese chip maker SMIC to its Entity List, a heavy blow to the company, people familiar with the decision said on Tuesday.',
  'Huawei, which has relied on the foundry for its Ascend processors, warned that the curbs would hurt its plans, although analysts praised the progress of its own designs over the last year.',
  'Nvidia declined to comment. Officials in Washington said that the rule takes effect on publication in the Federal Register.',
];
const brief =
  'Huawei opened a shop for used servers in Guiyang, and said that orders were ahead of its plan for the quarter.';

test('feeds of several kinds become tagged articles, and a broken feed harms no other', async () => {
  const { origin, answers, asked } = publisher;
  answers['/one.xml'] = give(
    'application/rss+xml',
    rss([
      {
        title: 'SMIC listed',
        link: `${origin}/smic?utm_source=rss`,
        date: 'Tue, 04 Mar 2025 10:00:00 GMT',
        guid: 'g1',
      },
      {
        title: 'Page gone',
        link: `${origin}/gone`,
        date: 'Wed, 05 Mar 2025 10:00:00 GMT',
        guid: 'g2',
        html: `<p>${brief}</p>`,
      },
      {
        title: 'From 2999',
        link: 'javascript:alert(1)',
        date: 'Tue, 01 Jan 2999 10:00:00 GMT',
        guid: 'g3',
        html: '<p>A short &lt;script&gt; text</p>',
      },
    ]),
  );
  const jsonFeed = (items: object[]) =>
    give(
      'application/feed+json',
      JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'Two', items }),
    );
  answers['/two.json'] = jsonFeed([
    { id: 'x', url: `${origin}/smic`, title: 'The same article', date_published: '2025-03-04T10:00:00Z' },
  ]);
  answers['/three.json'] = jsonFeed([
    { id: 'y', url: `${origin}/copy`, title: 'A copy', date_published: '2025-03-04T12:00:00Z' },
  ]);
  answers['/broken.xml'] = give('text/html', '<html><body>Maintenance</body></html>');
  answers['/smic'] = give('text/html', articlePage('SMIC listed', report));
  answers['/copy'] = give(
    'text/html',
    articlePage('SMIC listed', [...report, 'This article originally appeared in the Example Wire.']),
  );

  const app = await start(['/one.xml', '/two.json', '/three.json', '/broken.xml']);
  await settled(4);
  expect(asked['/smic']).toBe(1);

  const { articles } = (await get(app, '/v1/articles?entity=smic')) as {
    articles: { id: number; copies: number; title: string; url: string }[];
  };
  expect(articles).toHaveLength(1);
  expect(articles[0]).toMatchObject({
    copies: 1,
    publishedAt: '2025-03-04T10:00:00.000Z',
    url: `${origin}/smic`,
  });
  const one = await get(app, `/v1/articles/${articles[0]?.id}`);
  expect(one).toMatchObject({
    text: report.join('\n\n'),
    textSource: 'page',
    language: 'en',
    copies: [{ title: 'A copy' }],
  });
  const mentions = (
    one as {
      mentions: {
        entityId: string;
        field: 'title' | 'text';
        start: number;
        end: number;
        words: string;
        sentiment: { score: number };
      }[];
    }
  ).mentions;
  for (const id of ['smic', 'huawei', 'nvidia', 'entity-list'])
    expect(mentions.map((m) => m.entityId)).toContain(id);
  for (const m of mentions)
    expect((one as Record<string, string>)[m.field]?.slice(m.start, m.end)).toBe(m.words);
  expect(
    Math.min(...mentions.filter((m) => m.entityId === 'smic').map((m) => m.sentiment.score)),
  ).toBeLessThan(0);

  const all = (await get(app, '/v1/articles')) as {
    articles: { title: string; url: string | null; publishedAt: string; foundAt: string }[];
  };
  const hostile = all.articles.find((article) => article.title === 'From 2999');
  expect(hostile).toMatchObject({ url: null, publishedAt: hostile?.foundAt });
  const gone = all.articles.find((article) => article.title === 'Page gone') as { id?: number } | undefined;
  expect(await get(app, `/v1/articles/${gone?.id}`)).toMatchObject({
    textSource: 'summary',
    textReason: 'the page answered 404',
    text: brief,
  });

  const { feeds } = (await get(app, '/v1/feeds')) as {
    feeds: { id: string; state: string; reason: string | null }[];
  };
  expect(feeds.map(({ id, state }) => [id, state])).toEqual([
    ['broken-xml', 'failing'],
    ['one-xml', 'ok'],
    ['three-json', 'ok'],
    ['two-json', 'ok'],
  ]);
  expect(feeds[0]?.reason).toMatch(/web page|HTML/i);
});

test('stopped in the middle, the next start goes on, and nothing is stored twice', async () => {
  const { origin, answers } = publisher;
  const count = 30;
  answers['/feed.xml'] = give(
    'application/rss+xml',
    rss(
      Array.from({ length: count }, (_, n) => ({
        title: `Report ${n}`,
        link: `${origin}/${n}`,
        guid: `${n}`,
      })),
    ),
  );
  for (let n = 0; n < count; n++)
    answers[`/${n}`] = (_, res) =>
      void setTimeout(
        () => give('text/html', articlePage(`Report ${n}`, [`Number ${n}. ${report[0]}`]))(_, res),
        50,
      );
  const first = await start(['/feed.xml'], 'restart');
  await expect
    .poll(async () => (await countSteps(db.orm)).clustered, { timeout: 30_000, interval: 20 })
    .toBeGreaterThan(3);
  await first.close();
  const stopped = await countSteps(db.orm);
  expect(stopped.clustered).toBeLessThan(count);
  expect(stopped.failed).toBe(0);
  await start(['/feed.xml'], 'restart');
  await settled(count);
});

test('a queue that loses everything is filled again from the rows', async () => {
  const { origin, answers } = publisher;
  answers['/feed.xml'] = give(
    'application/rss+xml',
    rss([{ title: 'Report', link: `${origin}/a`, guid: 'a' }]),
  );
  // The page is out of order at first, so that a job waits in the queue for its second try.
  answers['/a'] = (_, res) => void res.writeHead(503).end();
  const first = await start(['/feed.xml'], 'lost');
  await expect.poll(() => publisher.asked['/a'] ?? 0, { timeout: 20_000 }).toBe(1);
  await first.close();
  if (process.env.REDIS_URL) {
    const redis = new Redis(process.env.REDIS_URL);
    const keys = await redis.keys('lost:*');
    if (keys.length > 0) await redis.del(...keys);
    redis.disconnect();
  } else await db.queuePool.query('truncate bullmq.job cascade');
  answers['/a'] = give('text/html', articlePage('Report', report));
  await start(['/feed.xml'], 'lost');
  await settled(1);
});

test('row 18: an article link or redirect to a private address is not followed', async () => {
  const { origin, answers } = publisher;
  const secret = await startPublisher();
  secret.answers['/admin'] = give('text/html', articlePage('Secret', report));
  answers['/feed.xml'] = give(
    'application/rss+xml',
    rss([
      { title: 'Direct', link: `${secret.origin}/admin`, guid: '1' },
      { title: 'Redirect', link: `${origin}/redirect`, guid: '2' },
    ]),
  );
  answers['/redirect'] = (_, res) => void res.writeHead(302, { location: `${secret.origin}/admin` }).end();
  const app = await start(['/feed.xml']);
  await settled(2);
  expect(secret.asked).toEqual({});
  const { articles } = (await get(app, '/v1/articles')) as { articles: { id: number }[] };
  for (const { id } of articles)
    expect(await get(app, `/v1/articles/${id}`)).toMatchObject({
      text: '',
      textReason: expect.stringMatching(/private|allowed|port/),
    });
  await secret.close();
});

test('row 17: poison texts are cleaned or cut, and none is tried twice', async () => {
  const { origin, answers, asked } = publisher;
  const unique = (count: number) =>
    Array.from({ length: count }, (_, n) => `word${n.toString(36)}chip${(n * 7919).toString(36)}`).join(' ');
  const poison: Record<string, string> = {
    nul: `Before\u0000after. ${report[0]}`,
    surrogate: `Half \ud800 of a pair \udfff. ${report[0]}`,
    many: unique(60_000),
    long: `${'x'.repeat(1_200_000)} ${report[0]}`,
    controls: `\u0001\u0008\u001b[31m\ufffe\uffff ${report[0]}`,
  };
  const entry = (name: string, link = `${origin}/${name}`) => ({ title: `Poison ${name}`, link, guid: name });
  for (const [name, text] of Object.entries(poison))
    answers[`/${name}`] = give('text/html; charset=utf-8', articlePage(`Poison ${name}`, [text]));
  const long = `${origin}/${'p'.repeat(9000)}`;
  const list = Object.keys(poison).map((name) => entry(name));
  const fed = Object.entries(poison).map(([name, html]) => ({ ...entry(`fed-${name}`, ''), html }));
  answers['/feed.xml'] = give(
    'application/rss+xml',
    rss([...list, ...fed, { ...entry('address', long), html: `<p>${report[0]}</p>` }]),
  );
  const app = await start(['/feed.xml']);
  await expect
    .poll(
      async () => {
        const { clustered, failed } = await countSteps(db.orm);
        return clustered + failed;
      },
      { timeout: 50_000, interval: 100 },
    )
    .toBe(11);
  for (const name of Object.keys(poison)) expect(asked[`/${name}`]).toBeLessThanOrEqual(2);
  const { articles } = (await get(app, '/v1/articles?limit=50&copies=true')) as {
    articles: { title: string }[];
  };
  for (const name of ['nul', 'surrogate', 'controls', 'fed-nul'])
    expect(articles.map(({ title }) => title)).toContain(`Poison ${name}`);
  console.log('row 17', await countSteps(db.orm));
});

const shared = join(import.meta.dirname, '../../shared/data/articles/deepseek-jolt.txt');
test.skipIf(!existsSync(shared))(
  'the scraped article comes out clean and fully tagged (needs ../shared)',
  async () => {
    const { origin, answers } = publisher;
    const [title = '', ...paragraphs] = readFileSync(shared, 'utf8')
      .split('\n')
      .filter((line) => line.trim());
    answers['/feed.xml'] = give(
      'application/rss+xml',
      rss([{ title, link: `${origin}/jolt`, guid: 'jolt' }]),
    );
    answers['/jolt'] = give('text/html; charset=utf-8', articlePage(title, paragraphs));
    const app = await start(['/feed.xml']);
    await settled(1);
    const { articles } = (await get(app, '/v1/articles?text=sanction-beating&entity=deepseek')) as {
      articles: { id: number }[];
    };
    const article = (await get(app, `/v1/articles/${articles[0]?.id}`)) as {
      text: string;
      syndicatedFrom: string;
      mentions: { name: string }[];
    };
    expect(article.text).toMatch(/^The sudden success/);
    expect(article.text).toMatch(/including industry titans Amazon and Microsoft\.$/);
    expect(article.syndicatedFrom).toMatch(/^(The )?South China Morning Post/i);
    const names = new Set(article.mentions.map((mention) => mention.name));
    for (const name of [
      'DeepSeek',
      'Liang Wenfeng',
      'Ye Kejiang',
      'Li Qiang',
      'David Chao',
      'Invesco',
      'Huawei',
      'OpenAI',
      'ChatGPT',
      'Amazon',
      'Microsoft',
      'Chinese Academy of Sciences',
      'Shenzhen Institute of Advanced Technology',
      'China',
      'United States',
    ])
      expect(names, name).toContain(name);
    expect([...names].some((name) => /R1/.test(name))).toBe(true);
  },
);
