import { load } from 'cheerio';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addEntries } from '../../../db/articles.ts';
import type { Database, Orm } from '../../../db/database.ts';
import { listFeeds } from '../../../db/feeds.ts';
import { coverageChanges } from '../../../db/schema.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { addArticle } from '../../testing/archive.ts';
import { speaking } from '../language/speaking.ts';
import { createPages } from '../pages.tsx';
import { addFrontStories } from '../testing/frontStories.ts';
import { addFeedsAndEntities, now } from '../testing/sampleArchive.ts';
import { hostileTag, strangeScripts } from '../testing/scripts.ts';
import { beginning } from './load.ts';

let db: Database;
const hostile = '<script>alert(1)</script> "><img src=x onerror=alert(1)>';

interface Asking {
  orm?: Orm;
  at?: Date;
  cookie?: string;
  language?: string;
}

async function get({ orm = db.orm, at = now, cookie = '', language = 'en' }: Asking = {}) {
  const pages = createPages({ orm, now: () => at, report: (error) => console.error(error) });
  const app = new Hono().use(speaking).route('/', pages);
  const response = await app.request('/', { headers: { cookie, 'accept-language': language } });
  const body = await response.text();
  return { status: response.status, set: response.headers.get('set-cookie') ?? '', body, $: load(body) };
}
type Answer = Awaited<ReturnType<typeof get>>;
const squeezed = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
const texts = ({ $ }: Answer, selector: string) =>
  $(selector)
    .map((_, element) => squeezed($(element).text()))
    .get();

beforeAll(async () => {
  db = await openTestDatabase();
  await addFeedsAndEntities(db.orm);
  await addFrontStories(db.orm, now);
  await addArticle(db.orm, { title: hostile, text: 'x', publishedAt: '2026-03-10T09:00:00Z' });
  await addArticle(db.orm, { title: 'Days ago', text: 'Old.', publishedAt: '2026-03-07T09:00:00Z' });
});
afterAll(() => db.close());

describe('today', () => {
  it('leads with the story that most publishers write of, copies folded, and says who broke it', async () => {
    const page = await get();
    expect(texts(page, 'h1')).toEqual(['Tuesday 10 March 2026']);
    const lead = page.$('.lead-story');
    expect(lead.find('h3').text()).toBe('Huawei listed');
    expect(lead.find('.standfirst').text()).toBe('Huawei was listed on Monday. More firms follow.');
    const source = squeezed(lead.find('.source').text());
    expect(source).toContain('broken by The Wire, 2.5 h before 新闻社');
    expect(source).toContain('2 publishers2 articles+1 copy');
    expect(lead.find('.chip').first().text()).toContain('Huawei');
    expect(page.body).not.toContain('Huawei, listed');
    expect(texts(page, '.group > h2')).toEqual(['The last 24 hours', 'Saturday 7 Mar 2026']);
    expect(page.$('.today-search input').attr('name')).toBe('q');
  });

  it('has what happened, what moved and how much was written', async () => {
    const page = await get();
    expect(texts(page, '.strip li h3')).toEqual(['Entity listing: Huawei']);
    expect(page.$('.strip .of a').attr('href')).toMatch(/^\/stories\/\d+$/);
    expect(texts(page, '.movers tbody th')).toEqual(['Huawei']);
    expect(page.$('.coverage svg[role=img]').length).toBeGreaterThan(0);
    expect(page.$('.coverage tbody a').first().attr('href')).toBe(
      '/search?after=2026-03-10&before=2026-03-11&beat=true',
    );
  });

  it('says beside what moved that feeds came or went meanwhile', async () => {
    const hint = async () => texts(await get(), '.movers .hint').join();
    expect(await hint()).not.toContain('What is gathered changed');
    await db.orm.insert(coverageChanges).values({
      ...{ kind: 'feed-added', feedId: 'wire', publisher: 'The Wire', at: new Date('2026-03-01T00:00:00Z') },
    });
    expect(await hint()).toContain('What is gathered changed in these weeks');
  });

  it('marks what is new since the last visit, and says nothing of it on a first one', async () => {
    const first = await get();
    expect(first.set).toMatch(/^visit=-\.\d+; .*HttpOnly; SameSite=Lax$/);
    expect(first.$('.since, .fresh').length).toBe(0);
    const at = (time: string) => new Date(`2026-03-10T${time}Z`).getTime() / 1000;
    const later = await get({ cookie: `visit=-.${at('08:00:00')}` });
    expect(texts(later, '.since')).toEqual([
      'New since your last visit, 4 h ago: 1 story. More was written on 1 story.',
    ]);
    expect(texts(later, '.fresh')).toEqual(['+11 article since your last visit', 'new']);
    expect(later.set).toContain(`visit=${at('08:00:00')}.${now.getTime() / 1000};`);
    const seen = await get({ cookie: `visit=${at('11:00:00')}.${at('11:50:00')}` });
    expect(texts(seen, '.since')).toEqual(['Nothing new since your last visit, 1 h ago.']);
  });

  it('shows the latest days when nothing was published in the last 24 hours, and says so', async () => {
    const page = await get({ at: new Date('2026-03-20T12:00:00Z') });
    expect(texts(page, '.lead-story .hint')[0]).toContain('Nothing was published in the last 24 hours');
    expect(texts(page, '.group > h2')).toEqual(['Tuesday 10 Mar 2026', 'Saturday 7 Mar 2026']);
  });

  it('speaks Chinese, with the Chinese title and text of what is told in Chinese', async () => {
    const page = await get({ language: 'zh-CN', cookie: 'visit=-.1773000000' });
    expect(texts(page, 'h1')).toEqual(['2026年3月10日星期二']);
    expect(texts(page, '.lead-story h3 a')).toEqual(['华为被列入清单']);
    expect(page.$('.lead-story h3 a').attr('lang')).toBe('zh');
    expect(texts(page, '.lead-story .standfirst')).toEqual(['华为被列入清单。']);
    expect(texts(page, '.strip h3, .strip .of')).toEqual(['列入实体清单：华为', '华为被列入清单']);
    expect(texts(page, '.group a[lang]')).toContain('Days ago');
    expect(texts(page, '.lead-story .chip')[0]).toContain('华为');
    expect(texts(page, '.since')[0]).toContain('自您上次来访');
  });

  it('leads from a story of one article to that article, else to the story', async () => {
    const { $ } = await get();
    const addressOf = (title: string) => $(`h3 a:contains("${title}")`).attr('href');
    expect(addressOf('Days ago')).toMatch(/^\/articles\/\d+$/);
    expect(addressOf('Huawei listed')).toMatch(/^\/stories\/\d+$/);
  });

  it('says what is on its way while the archive fills, and remembers nothing of it for long', async () => {
    const filled = await openTestDatabase();
    await addFeedsAndEntities(filled.orm);
    await addArticle(filled.orm, { title: 'First', text: 'x', publishedAt: '2026-03-10T09:00:00Z' });
    let at = now;
    const pages = createPages({ orm: filled.orm, now: () => at, report: (error) => console.error(error) });
    const body = async () => (await pages.request('/')).text();
    expect(await body()).toContain('Polled for the first time: 2 feeds.');
    const entries = Array.from({ length: 21 }, (_, nth) => ({
      ...{ keys: [`found:${nth}`] as [string], url: null, canonicalUrl: null, title: `Found ${nth}` },
      ...{ language: 'en', byline: [], summary: null, feedHtml: null, publishedAt: now },
    }));
    const [wire] = await listFeeds(filled.orm, ['wire']);
    await addEntries(filled.orm, wire!, entries, now);
    at = new Date(now.getTime() + 6000);
    expect(await body()).toContain('21 articles are on their way');
    await addFrontStories(filled.orm, now);
    at = new Date(now.getTime() + 12_000);
    const page = load(await body());
    expect(page('.movers tbody th').text()).toBe('Huawei');
    expect(page.text()).not.toContain('in the last five weeks');
    await filled.close();
  });

  it('shows hostile titles as text', async () => {
    const { body, $ } = await get();
    expect(body).not.toMatch(hostileTag);
    expect($('.stories').text()).toContain(hostile);
    expect($('[onerror], [style]').length + $(strangeScripts).length).toBe(0);
  });

  it('says what is happening while the archive is empty, and only then loads itself anew', async () => {
    const empty = await openTestDatabase();
    expect((await get({ orm: empty.orm })).body).toContain('No feed is listed yet');
    await addFeedsAndEntities(empty.orm);
    const { $, body } = await get({ orm: empty.orm });
    expect(body).toContain('Feeds are being polled; the first articles arrive in a minute');
    expect(body).toContain('0 of 2 feeds polled');
    expect($('meta[http-equiv=refresh]').attr('content')).toBe('10');
    expect((await get()).$('meta[http-equiv=refresh]').length).toBe(0);
    await empty.close();
  });
});

it('a story opens with whole sentences', () => {
  const sentence = 'The rule covers chips of a certain size and speed. ';
  expect(beginning(sentence.repeat(20), 'en')).toBe(sentence.repeat(5).trim());
  expect(beginning(`${'word '.repeat(100)}`, 'en')).toMatch(/^word .{200,280}word…$/);
  expect(beginning('商务部公布了新的规定。'.repeat(30), 'zh')).toBe('商务部公布了新的规定。'.repeat(10));
  expect(beginning('', 'en')).toBe('');
});
