import { load } from 'cheerio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { entities } from '../../../db/schema.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { createApi } from '../../api/app.ts';
import { addArticle } from '../../testing/archive.ts';
import { inLanguage } from '../language/language.ts';
import { createPages } from '../pages.tsx';
import { addFeedsAndEntities, now } from '../testing/sampleArchive.ts';
import { strangeScripts } from '../testing/scripts.ts';

let db: Database;
const articleCount = 45;

async function get(path: string) {
  const response = await createPages({ orm: db.orm, now: () => now, report: () => {} }).request(path);
  return {
    status: response.status,
    location: response.headers.get('location'),
    $: load(await response.text()),
  };
}
const api = () => createApi({ orm: db.orm, now: () => now, version: '0.0.0', report: () => {} } as never);
const titles = ({ $ }: Awaited<ReturnType<typeof get>>) =>
  $('h3')
    .map((_, h) => $(h).text())
    .get();

beforeAll(async () => {
  db = await openTestDatabase();
  await addFeedsAndEntities(db.orm);
  // Whom the examples of the help name.
  await db.orm
    .insert(entities)
    .values({ id: 'jensen-huang', type: 'person', name: 'Jensen Huang', listed: true });
  for (let n = 1; n <= articleCount; n++)
    await addArticle(db.orm, {
      ...{ title: `Report ${n} on chips`, text: `Text ${n}`, publishedAt: '2026-02-01T10:00:00Z' },
      tagged: {
        sentiment: { score: n === 7 ? -0.8 : 0, label: n === 7 ? 'negative' : 'neutral' },
        entities:
          n === 9 ? [{ entityId: 'ascend', mentions: 1, salience: 1, score: 0.5, label: 'positive' }] : [],
      },
    });
  await addArticle(db.orm, {
    ...{ title: '华为发布新芯片', text: '昇腾', language: 'zh', feed: 'xinwen' },
    publishedAt: '2026-02-03T10:00:00Z',
  });
  for (const [nth, feed] of ['wire', 'xinwen', 'wire'].entries())
    await addArticle(db.orm, {
      ...{ title: nth === 0 ? 'Copied text' : `Copied text ${nth}`, text: 'Copied.', feed },
      ...{ story: 'one', publishedAt: `2025-12-2${nth}T10:00:00Z` },
    });
});
afterAll(() => db.close());

describe('search', () => {
  it('pages through everything once, newest first', async () => {
    const first = await get('/search?q=chips');
    expect(first.$('.count').text()).toContain(`${articleCount} articles`);
    expect(first.$('.choices [aria-current]').text()).toBe('Any timeNewest first');
    const next = first.$('.pages a').attr('href') ?? '';
    expect(next).toMatch(/^\/search\?q=chips&cursor=/);
    const second = await get(next);
    expect(new Set([...titles(first), ...titles(second)]).size).toBe(articleCount);
    expect(second.$('.pages a').attr('href')).toBe('/search?q=chips');
    expect(second.$('.count').text()).toContain('Continued from 2026-02-01 10:00 UTC.');
  });

  it('says how many copies are folded', async () => {
    const { $ } = await get('/search?q=copied');
    expect($('.count').text()).toMatch(/1 article.*2 copies folded/s);
    expect((await get('/search?q=chips')).$('.count').text()).not.toContain('folded');
    expect((await get('/search?q=copied&copies=true')).$('.count').text()).not.toContain('folded');
  });

  it('leads from a name to all that names its entity, in whichever language', async () => {
    for (const name of ['Huawei', '华为', '"huawei"']) {
      const { $ } = await get(`/search?q=${encodeURIComponent(name)}`);
      expect($('.called').text()).toContain('Huawei, under any name and in any language: 1 article');
      const all = await get($('.called a').attr('href')!);
      expect(titles(all)).toEqual(['Report 9 on chips']);
      expect(all.$('.called')).toHaveLength(0);
    }
    expect((await get('/search?q=chips')).$('.called')).toHaveLength(0);
  });

  it('filters by every field', async () => {
    expect(titles(await get('/search?q=芯片'))).toEqual(['华为发布新芯片']);
    expect(titles(await get('/search?language=zh'))).toEqual(['华为发布新芯片']);
    expect(titles(await get('/search?publisher=新闻社&topic=export-controls'))).toEqual(['华为发布新芯片']);
    expect(titles(await get('/search?after=2026-02-02&before=2026-02-04'))).toEqual(['华为发布新芯片']);
    expect(titles(await get('/search?max=-0.5'))).toEqual(['Report 7 on chips']);
    expect(titles(await get('/search?entity=ascend&min=0.2'))).toEqual(['Report 9 on chips']);
    expect(titles(await get('/search?entity=huawei'))).toEqual(['Report 9 on chips']);
    expect((await get('/search?q=unheard')).$('.results').text()).toContain('Nothing in the archive fits');
  });

  it('takes an entity by name in either language', async () => {
    for (const name of ['Huawei', 'HUAWEI', '华为', 'huawei']) {
      const { $ } = await get(`/search?entity=${encodeURIComponent(name)}`);
      expect($('.count a[href="/entities/huawei"]').length, name).toBe(1);
    }
    expect((await get('/search?entity=NVDA')).$('.count').text()).toContain('Nvidia');
  });

  it('gives the same search as a call of the API, to a browser and to curl', async () => {
    const { $ } = await get('/search?q=a%26b&entity=Huawei&min=-1&max=0.5&after=2026-01-01&copies=true');
    const address =
      '/v1/search?q=a%26b+sentiment%28huawei%29%3A%3E%3D-1+sentiment%28huawei%29%3A%3C%3D0.5+after%3A2026-01-01&copies=true&sort=newest';
    expect($('.menu a[href^="/v1/search?"]').attr('href')).toBe(address);
    expect($('#call').text()).toBe(`curl 'http://localhost${address}'`);
    expect((await api().request(address)).status).toBe(200);
    const quoted = await get(`/search?q=${encodeURIComponent("it's `$(x)`")}`);
    expect(quoted.$('#call').text().slice(6, -1)).not.toMatch(/['`$\s]/);
  });

  it('gives the same search as feeds and files, in one query', async () => {
    const { $ } = await get('/search?q=chips+OR+x&entity=Ascend&min=0.2&copies=true');
    const links = Object.fromEntries(
      $('.menu a[href*="/v1/export"], .menu a[href*="/v1/search."]')
        .get()
        .map((a) => [$(a).text(), $(a).attr('href')]),
    );
    const query = 'q=%28chips+OR+x%29+sentiment%28ascend%29%3A%3E%3D0.2&copies=true';
    expect(links).toEqual({
      ...{ RSS: `/v1/search.rss?${query}`, Atom: `/v1/search.atom?${query}` },
      ...{ 'JSON Feed': `/v1/search.json?${query}`, CSV: `/v1/export?${query}&format=csv` },
      ...{ 'JSON lines': `/v1/export?${query}&format=jsonl`, BibTeX: `/v1/export?${query}&format=bibtex` },
      ...{ 'CSL-JSON': `/v1/export?${query}&format=csl`, ZIP: `/v1/export?${query}&format=evidence` },
    });
    expect($('link[rel=alternate]').attr('href')).toBe(links.Atom);
    for (const link of Object.values(links)) expect((await api().request(link ?? '')).status, link).toBe(200);
    expect(await (await api().request(links.CSV ?? '')).text()).toContain('Report 9 on chips');
  });

  it('explains the query language by examples that it reads', async () => {
    const { $ } = await get('/search');
    const examples = $('.query-help dt a').get();
    expect(examples.length).toBeGreaterThan(15);
    for (const example of examples)
      expect((await get($(example).attr('href') ?? '')).status, $(example).text()).toBe(200);
  });

  it('keeps the form and says what is wrong', async () => {
    const bad = await get('/search?q=chips&min=2&max=x&after=2026-02-31&before=soon&copies=maybe&entity=Hua');
    expect(bad.status).toBe(400);
    expect(bad.$('#f-q').val()).toBe('chips');
    expect(bad.$('#f-max').val()).toBe('x');
    expect(bad.$('#f-after').val()).toBe('2026-02-31');
    for (const name of ['min', 'max', 'after', 'before', 'entity']) {
      expect(bad.$(`#f-${name}`).attr('aria-describedby'), name).toBe(`fault-${name}`);
      expect(bad.$(`#fault-${name}`).text(), name).not.toBe('');
    }
    expect(bad.$('.notice').text()).toContain('Perhaps one of these is meant: Huawei');
    expect(bad.$('h3').length).toBe(0);
  });

  it('survives values that no database takes', async () => {
    for (const query of [
      'q=%00',
      'entity=%00',
      'publisher=%00',
      'after=0000-01-01',
      'cursor=%F0%9F',
      'cursor=eA',
      `cursor=${Buffer.from('-000001-01-01T00:00:00.000Z 1').toString('base64url')}`,
      'min=1&max=0',
    ])
      expect((await get(`/search?${query}`)).status, query).toBe(400);
    expect((await get('/search?q=unclosed%20or%20%26%20%5C')).status).toBe(200);
    const hostile = await get(`/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(hostile.$(strangeScripts).length).toBe(0);
    expect(hostile.$('#f-q').val()).toBe('"><script>alert(1)</script>');
  });

  it('points at what is wrong in a query, and at the query that would be right', async () => {
    const { status, $ } = await get(`/search?q=${encodeURIComponent('chips entity:huawai')}&language=en`);
    expect(status).toBe(400);
    expect($('.query-fault pre').text()).toBe(`chips entity:huawai\n${' '.repeat(13)}^^^^^^`);
    expect($('.query-fault a').attr('href')).toBe('/search?q=chips+entity%3Ahuawei&language=en');
    expect((await get($('.query-fault a').attr('href') ?? '')).status).toBe(200);
    const zh = await inLanguage('zh', () => get('/search?q=entity:huawai'));
    expect(zh.$('.query-fault p').text()).toMatch(/^没有名为“huawai”的实体。/);
    expect(zh.$('.query-fault [lang=en]').length).toBe(0);
  });

  it('marks what was found and narrows by what it has in common', async () => {
    const first = await get(`/search?q=${encodeURIComponent('昇腾 OR "report 9"')}`);
    expect(titles(first)).toEqual(['华为发布新芯片', 'Report 9 on chips']);
    expect(first.$('.snippet mark').text()).toBe('昇腾');
    expect(first.$('h3 mark').text()).toBe('Report 9');
    const link = first.$('.facets a').filter((_, a) => first.$(a).text() === 'Ascend');
    expect(link.parent().text()).toContain('1');
    const narrowed = await get(link.attr('href') ?? '');
    expect(narrowed.$('#f-q').val()).toBe('(昇腾 OR "report 9") entity:ascend');
    expect(titles(narrowed)).toEqual(['Report 9 on chips']);
    const on = narrowed.$('.facets a.on');
    expect([on.attr('aria-label'), on.text()]).toEqual(['Search without Ascend', 'Ascend ×']);
    expect((await get(on.attr('href') ?? '')).$('#f-q').val()).toBe('(昇腾 OR "report 9")');
    const month = first.$('.facets a').filter((_, a) => first.$(a).text() === '2026-02');
    expect(titles(await get(month.attr('href') ?? ''))).toHaveLength(2);
  });

  it('shows what is asked for, each condition with the search without it', async () => {
    const { $ } = await get('/search?q=chips+-x+after:30d&language=en&copies=true&sort=relevance');
    const conditions = $('.conditions a').map((_, a) => [[$(a).text(), $(a).attr('href')]]);
    expect(conditions.get()).toEqual([
      ['chips ×', '/search?q=-x+after%3A30d&language=en&copies=true&sort=relevance'],
      ['-x ×', '/search?q=chips+after%3A30d&language=en&copies=true&sort=relevance'],
      ['after:30d ×', '/search?q=chips+-x&language=en&copies=true&sort=relevance'],
      ['Language: English ×', '/search?q=chips+-x+after%3A30d&copies=true&sort=relevance'],
      ['List copies as well ×', '/search?q=chips+-x+after%3A30d&language=en&sort=relevance'],
      ['Clear all', '/search?sort=relevance'],
    ]);
    const time = (name: string) => $('.choices a').filter((_, a) => $(a).text() === name);
    expect(time('30 days').attr('aria-current')).toBe('true');
    expect(time('7 days').attr('href')).toContain('?q=chips+-x+after%3A7d&');
    expect(time('Any time').attr('href')).toContain('?q=chips+-x&');
    const either = await get('/search?q=chips+OR+x&after=2026-01-01');
    const week = either.$('.choices a').filter((_, a) => either.$(a).text() === '7 days');
    expect(week.attr('href')).toBe('/search?q=%28chips+OR+x%29+after%3A7d');
  });

  it('says which condition to drop where nothing is found', async () => {
    const { $ } = await get('/search?q=chips+unheard&publisher=The+Wire');
    const ways = $('.nothing li').map((_, li) => [[$(li).text(), $(li).find('a').attr('href')]]);
    expect(ways.get()).toEqual([[`without unheard${articleCount}`, '/search?q=chips&publisher=The+Wire']]);
    const two = await get('/search?q=unheard+unseen+chips');
    expect(two.$('.nothing').text()).toContain('take out two or more');
    expect((await get('/search?q=unheard')).$('.nothing li').length).toBe(0);
  });

  it('folds copies under their original', async () => {
    const { $ } = await get('/search?q=copied');
    expect(titles({ $ } as Awaited<ReturnType<typeof get>>)).toEqual(['Copied text']);
    expect($('.folded summary').text()).toBe('+2 copies');
    expect($('.folded li').text()).toContain('新闻社');
    expect($('.folded a').length).toBe(2);
  });

  it('pages by relevance', async () => {
    const first = await get('/search?q=chips+OR+7&sort=relevance');
    expect(titles(first)[0]).toBe('Report 7 on chips');
    expect(first.$('.choices [aria-current]').last().text()).toBe('Most relevant first');
    const second = await get(first.$('.pages a').attr('href') ?? '');
    expect(new Set([...titles(first), ...titles(second)]).size).toBe(articleCount);
    expect((await get('/search?q=chips&sort=relevance&cursor=eA')).status).toBe(400);
    expect((await get('/search?q=chips&sort=best')).status).toBe(400);
  });

  it('drops the empty fields that a form sends', async () => {
    const { status, location } = await get('/search?q=chips&entity=&min=&max=');
    expect([status, location]).toEqual([302, '/search?q=chips']);
  });
});
