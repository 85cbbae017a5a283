import { load } from 'cheerio';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { articles } from '../../../db/schema.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { inLanguage, type Language } from '../language/language.ts';
import { createPages } from '../pages.tsx';
import { now } from '../testing/sampleArchive.ts';
import { hostileTag, strangeScripts } from '../testing/scripts.ts';
import { addEntityArchive, hostileName, longName } from './testing.ts';

let db: Database;
let ids: Awaited<ReturnType<typeof addEntityArchive>>;

async function get(path: string, language: Language = 'en') {
  const pages = createPages({ orm: db.orm, now: () => now, report: (error) => console.error(error) });
  const response = await inLanguage(language, () => pages.request(path));
  const body = await response.text();
  const $ = load(body);
  const text = (selector: string) => squeezed($(selector).text());
  const texts = (selector: string) =>
    $(selector)
      .map((_, element) => squeezed($(element).text()))
      .get();
  return { status: response.status, body, $, text, texts };
}
const squeezed = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

beforeAll(async () => {
  db = await openTestDatabase();
  ids = await addEntityArchive(db.orm);
});
afterAll(() => db.close());

describe('the head of an entity', () => {
  it('says who it is, whom it belongs to and how it stands', async () => {
    const huawei = await get('/entities/huawei');
    expect(huawei.text('h1')).toBe('Huawei华为');
    expect(huawei.texts('.what-it-is li')).toEqual(['company', 'Wikidata']);
    expect(huawei.text('.entity-aliases')).toBe('Also written HW');
    expect(huawei.texts('.controls-held li')).toEqual([
      '▼ On Entity List since 2 Mar 2026 · United States · told in 1 article',
    ]);
    expect(huawei.$(`.controls-held a[href="/articles/${ids.listing}"]`).length).toBe(1);
    const ascend = await get('/entities/ascend');
    expect(ascend.texts('.what-it-is li')).toEqual(['chip', 'belongs to Huawei']);
    expect(ascend.text('.controls-held summary')).toBe('Held back in its family: 1');
    expect((await get('/entities/nvidia')).text('.ticker')).toBe('NVDA');
  });

  it('offers an alert, its articles, feeds and the API', async () => {
    const { $ } = await get('/entities/huawei?range=30d');
    const links = $('.take-entity a').map((_, a) => $(a).attr('href'));
    expect(links.get()).toEqual([
      '/alerts/new?q=entity%3Ahuawei',
      '/search?q=entity%3Ahuawei&after=2026-02-09&beat=true',
      '/v1/search.atom?q=entity%3Ahuawei',
      '/v1/search.json?q=entity%3Ahuawei',
      '/v1/entities/huawei/numbers?after=2026-02-09',
    ]);
    expect($('link[rel=alternate]').attr('href')).toBe('/v1/search.atom?q=entity%3Ahuawei');
  });

  it('tells what is not on the list, and names nothing that a browser would run', async () => {
    const { $, body, text } = await get('/entities/person~x?offTopic=true');
    expect(text('h1')).toBe(hostileName);
    expect(text('.notice')).toContain('Not on the entity list');
    expect(body).not.toMatch(hostileTag);
    expect($(strangeScripts).length).toBe(0);
    expect($('style, [style], [onerror]').length).toBe(0);
    for (const path of ['/entities/none', '/entities/%00']) expect((await get(path)).status, path).toBe(404);
    expect((await get('/entities/none', 'zh')).text('.lead')).toBe('没有此编号的实体。');
    expect((await get('/nowhere', 'zh')).text('.lead')).toBe('此网址下没有内容。');
  });
});

describe('the time of the page', () => {
  it('is a year unless asked otherwise, in a line of numbers with what they were before', async () => {
    const { text, $ } = await get('/entities/huawei');
    expect(text('.span-bar [aria-current]')).toBe('1 yearby week');
    expect(text('.figures-line li:first-child')).toBe(
      '7 articles in 366 days, 5 more than in the 366 days before',
    );
    expect(text('.figures-line')).toContain('70% of all coverage, was 100%');
    expect(text('.figures-line')).toContain('was +0.10 (within chance: change of');
    expect(text('.figures-line')).toContain('told in 6 stories by 2 publishers');
    expect($('.drawn').length).toBeGreaterThan(0);
  });

  it('holds for everything on it', async () => {
    const week = await get('/entities/huawei?after=2026-03-02&before=2026-03-05');
    expect(week.text('.figures-line')).toMatch(/^2 articles in 3 days/);
    expect(week.texts('.short-stories h3')).toEqual(['Huawei is listed']);
    expect(week.texts('.numbers tbody th')).toHaveLength(2);
    const early = await get('/entities/huawei?before=2026-01-01&range=30d');
    expect(early.text('.figures-line')).toMatch(/^3 articles since 10 Jan 2025/);
    expect(early.texts('.short-stories h3')).not.toContain('Huawei is listed');
    expect(early.$('#events').length).toBe(0);
    expect(early.text('section[aria-labelledby=quotes] .none')).toBe(
      'No quotes by Huawei in this time (1 in all)',
    );
    expect(early.$('section[aria-labelledby=quotes] .none a').attr('href')).toBe('/quotes?speaker=huawei');
    const links = early.$('.span-bar .switch a').map((_, a) => early.$(a).attr('href'));
    expect(links.get()).toContain('/entities/huawei?range=30d');
    expect(links.get()).toContain('/entities/huawei?before=2026-01-01&by=week');
  });

  it('says where there is nothing, and nothing to compare with', async () => {
    const { text, $ } = await get('/entities/huawei?after=2024-01-01&before=2024-02-01');
    expect(text('.over-time .lead')).toContain('nothing about it of this time');
    expect($('.drawn').length).toBe(0);
    expect((await get('/entities/huawei?after=2025-01-01')).text('.figures-line')).toContain(
      'nothing of the time before',
    );
    const long = await get('/entities/huawei?after=1900-01-01&by=day');
    expect([
      long.status,
      long.text('.over-time > .hint').startsWith('So long a time is shown by month.'),
    ]).toEqual([200, true]);
    const wrong = await get('/entities/huawei?after=soon&before=%00');
    expect(wrong.$('#span-fault').attr('role')).toBe('alert');
    expect(wrong.$('[aria-describedby=span-fault]').length).toBe(2);
  });

  it('takes off-topic articles in when asked, and tells of tags made otherwise', async () => {
    const articlesOf = (page: Awaited<ReturnType<typeof get>>) => page.text('.figures-line strong');
    expect(articlesOf(await get('/entities/nvidia'))).toBe('9 articles');
    expect(articlesOf(await get('/entities/nvidia?offTopic=true'))).toBe('10 articles');
    expect((await get('/entities/nvidia')).text('.over-time > .hint')).toContain('off the beat are left out');
    await db.orm.update(articles).set({ listVersion: 'list-8' }).where(eq(articles.id, ids.off));
    expect((await get('/entities/nvidia')).text('.over-time > .hint')).not.toContain('tagged');
    expect((await get('/entities/nvidia?offTopic=true')).text('.over-time > .hint')).toContain('tagged');
  });
});

describe('the chart', () => {
  it('has the events most told of, once each, with the headline', async () => {
    const { texts, $ } = await get('/entities/huawei');
    expect(texts('ol.chart-notes').join(' ')).toContain('Entity listing · Huawei is listed');
    expect($('ol.chart-notes a').first().attr('href')).toMatch(/^\/stories\/\d+$/);
  });

  it('has its numbers as a table that leads to the articles, and as files', async () => {
    const { $, texts } = await get('/entities/huawei?range=1y&by=month');
    expect(texts('.numbers tbody th')[0]).toBe('March 2026');
    expect($('.numbers tbody td a').first().attr('href')).toBe(
      '/search?q=entity%3Ahuawei&after=2026-03-01&before=2026-04-01&beat=true',
    );
    const taken = $('.take-chart a').map((_, a) => $(a).attr('href'));
    expect(taken.get()[0]).toBe('/v1/trends.csv?q=entity%3Ahuawei&by=month&after=2025-03-01');
  });
});

describe('comparing', () => {
  it('puts others on the chart, by whatever they are called', async () => {
    const { $, texts } = await get('/entities/huawei?with=NVDA&with=amd&with=huawei&with=nvidia');
    expect(texts('.compare-table tbody th')).toEqual(['Huawei', 'Nvidia', 'AMD']);
    expect(texts('.compare-table tbody td:nth-child(2)')).toEqual(['7 (2)', '9 (0)', '3 (0)']);
    expect(
      $('.compare-table a[href^="/entities/huawei"]')
        .map((_, a) => $(a).attr('href'))
        .get(),
    ).toEqual(['/entities/huawei?with=amd#over-time', '/entities/huawei?with=nvidia#over-time']);
    expect($('.compare-box input[type=hidden][name=with]').length).toBe(2);
    expect($('.take-chart a').first().attr('href')).toContain('compare=entity%3Anvidia&compare=entity%3Aamd');
    expect($('.numbers thead tr').first().text()).toContain('AMD');
  });

  it('ends at four, says who is unknown and who was perhaps meant', async () => {
    const all = await get('/entities/huawei?with=nvidia&with=amd&with=deepseek&with=us');
    expect(all.texts('.compare-table tbody th')).toHaveLength(4);
    expect(all.$('.compare-box').length).toBe(0);
    const { $, text } = await get('/entities/huawei?with=Nvidai');
    expect(text('#compare-fault')).toBe('There is no entity called “Nvidai”. Perhaps Nvidia?');
    expect($('#compare-fault a').attr('href')).toBe('/entities/huawei?with=nvidia#over-time');
    expect($('#compare-with').attr('value')).toBe('Nvidai');
    const hostile = await get(`/entities/huawei?with=${encodeURIComponent('"><img src=x>')}&with=%00`);
    expect([hostile.status, hostile.$('img').length]).toEqual([200, 0]);
  });
});

describe('what is told of an entity', () => {
  it('names who stands beside it and in what mood, places left out', async () => {
    const { texts, $ } = await get('/entities/huawei');
    expect(texts('.beside-table tbody tr')[0]).toBe('Nvidia company6×1.0●neutral −0.03▲positive +0.35');
    expect(texts('.beside-table tbody th').join()).not.toContain('United States');
    expect($('.beside-table td a').first().attr('href')).toContain('q=entity%3Ahuawei+entity%3Anvidia');
  });

  it('shows how publishers write about it, with intervals', async () => {
    const { texts, $ } = await get('/entities/huawei');
    expect(texts('.slant tbody th')).toEqual(['The Wire', 'The "Post"']);
    expect($('.slant tbody a').last().attr('href')).toContain('publisher%3A%22The++Post+%22');
  });

  it('tells its quotes and those about it, one kind at a time', async () => {
    const { texts, text } = await get('/entities/huawei');
    expect(texts('section[aria-labelledby=quotes] .switch a')).toEqual(['by Huawei (1)', 'about Huawei (1)']);
    expect(text('blockquote')).toBe('“We disagree.”');
    const about = await get('/entities/huawei?said=about');
    expect(about.text('blockquote')).toBe('“It is a threat,”');
    expect(about.text('section[aria-labelledby=quotes] [aria-current]')).toBe('about Huawei (1)');
    expect(about.body).not.toContain('<Ye>');
  });

  it('tells its events, a lab’s and a model’s releases, and a rule’s standing', async () => {
    const { texts } = await get('/entities/huawei');
    expect(texts('section[aria-labelledby=events] h3')).toEqual(['Entity listing']);
    for (const id of ['deepseek', 'deepseek-v3'])
      expect((await get(`/entities/${id}`)).$('.claims tbody tr').length, id).toBe(1);
    const rule = await get('/entities/diffusion-rule');
    const standing = rule.text('section[aria-labelledby=standing]');
    expect(standing).toContain('In lawnot enforced since 2025-05-13: guidanceSource: BIS');
    expect(standing).toContain('In the pressrescinded in 1 report');
    expect(standing).toContain('proposed since 2025-01-15');
    expect(rule.texts('section[aria-labelledby=events] h3')).toEqual(['Rule rescinded']);
  });

  it('draws its family as a tree', async () => {
    const { $, texts } = await get('/entities/ascend');
    expect(texts('.family-tree strong')).toEqual(['Ascend']);
    expect(
      $('.family-tree a')
        .map((_, a) => $(a).attr('href'))
        .get(),
    ).toEqual(['/entities/huawei', '/entities/ascend-910']);
  });

  it('speaks Chinese to those who read it, names included', async () => {
    const { $, text, texts } = await get('/entities/huawei?with=nvidia', 'zh');
    expect(text('h1')).toBe('华为Huawei');
    expect($('h1 span').attr('lang')).toBe('en');
    expect(texts('.compare-table tbody th')).toEqual(['华为', '英伟达']);
    expect(texts('.controls-held li')[0]).toContain('2026年3月2日起被列入实体清单');
    expect(text('.figures-line')).toMatch(/^366 天内 7 篇文章，比此前 366 天多 5 篇/);
    expect(text('.figures-line')).toContain('见于 2 家媒体的 6 个报道主题');
  });
});

describe('the list of entities', () => {
  const names = async (path: string) => (await get(path)).texts('.entity-list tbody th > a');

  it('has the most covered of the month first, and others when asked', async () => {
    expect((await names('/entities')).slice(0, 3)).toEqual(['Nvidia', 'Ascend', 'Huawei']);
    const { texts, text } = await get('/entities');
    expect(texts('.entity-list tbody tr')[0]).toMatch(/^Nvidia英伟达companycompanyNVDA5\+2▲positive/);
    expect(text('.entity-list + .hint')).toContain('5 others of the list were not named then');
    expect(await names('/entities?quiet=true')).toHaveLength(11);
    expect(await names('/entities?name=deepseek')).toEqual(['DeepSeek', 'DeepSeek V3']);
    expect(await names('/entities?name=NVDA&type=company')).toEqual(['Nvidia']);
    expect((await names('/entities?time=all')).slice(0, 3)).toEqual(['Nvidia', 'Ascend', 'Huawei']);
    expect(await names('/entities?time=all')).toContain(longName);
  });

  it('is sorted by its headings, both ways', async () => {
    const { $ } = await get('/entities');
    expect($('th[aria-sort]').attr('aria-sort')).toBe('descending');
    const links = $('.sort').map((_, a) => $(a).attr('href'));
    expect(links.get()).toEqual([
      '/entities?sort=name',
      '/entities?turned=true',
      '/entities?sort=change',
      '/entities?sort=sentiment',
    ]);
    expect((await names('/entities?sort=sentiment'))[0]).toBe('Ascend');
    expect((await names('/entities?sort=sentiment&turned=true'))[0]).toBe('Huawei');
    expect((await names('/entities?sort=name'))[0]).toBe('AMD');
    expect((await names('/entities?sort=change')).slice(0, 2)).toEqual(['Huawei', 'Nvidia']);
    expect(await names('/entities?sort=x&type=x&time=x&kind=x&offset=-1')).toHaveLength(6);
    expect(await names('/entities?offset=100')).toEqual([]);
  });

  it('proposes names that are not on it, with lines to copy', async () => {
    const { texts, text } = await get('/entities');
    expect(text('section[aria-labelledby=unlisted]')).toBe('');
    const found = await get('/entities?kind=found');
    expect(found.texts('pre')).toContain('- id: ye-kejiang type: person name: "<Ye> Kejiang"');
    expect(found.body).not.toMatch(hostileTag);
    expect(texts('.pages a')).toEqual([]);
    expect((await get('/entities?name=kejiang')).$('.lead a').attr('href')).toBe(
      '/entities?name=kejiang&kind=found',
    );
  });

  it('names nobody where nothing was written', async () => {
    const empty = await openTestDatabase();
    const pages = createPages({ orm: empty.orm, now: () => now, report: (error) => console.error(error) });
    expect(await (await pages.request('/entities')).text()).toContain('No entity fits this.');
    await empty.close();
  });
});
