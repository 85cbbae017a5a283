import { load } from 'cheerio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Orm } from '../../db/database.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { addArticle, mentionOf } from '../testing/archive.ts';
import { createPages } from './pages.tsx';
import { addFeedsAndEntities, addPolls, now } from './testing/sampleArchive.ts';
import { hostileTag, strangeScripts } from './testing/scripts.ts';

let db: Database;
let ids: { curbs: number; copy: number; hostile: number; chinese: number };

const pagesOf = (orm: Orm, reports: string[] = []) =>
  createPages({ orm, now: () => now, report: (_error, path) => reports.push(path) });

async function get(path: string, orm = db.orm) {
  const response = await pagesOf(orm).request(path);
  const body = await response.text();
  return { status: response.status, headers: response.headers, body, $: load(body) };
}

const curbs = {
  title: 'New curbs on Nvidia 🚧 and Huawei',
  text: 'Rules were tightened 🚧 for Nvidia on Monday.\n\n  \nHuawei Ascend sales rose,\nsaid Huawei.\n\nThe end.',
};
const ascend = { entityId: 'ascend', mentions: 1, salience: 0.3, score: 0.4, label: 'positive' as const };

beforeAll(async () => {
  db = await openTestDatabase();
  await addFeedsAndEntities(db.orm);
  const nvidia = { entityId: 'nvidia', mentions: 2, salience: 0.9, score: -0.6, label: 'negative' as const };
  const huawei = { entityId: 'huawei', mentions: 1, salience: 0.2, score: 0, label: 'neutral' as const };
  const tagged = {
    sentiment: { score: -0.3, label: 'negative' as const },
    entities: [nvidia, ascend, huawei],
  };
  const mentions = [
    mentionOf('nvidia', 'Nvidia', curbs, 'title', ['negative', -0.6, ['curbs']]),
    mentionOf('nvidia', 'Nvidia', curbs, 'text', ['negative', -0.6, ['tightened', '<i>"']]),
    mentionOf('huawei', 'Huawei', curbs, 'text', ['neutral', 0, []]),
    mentionOf('ascend', 'Huawei Ascend', curbs, 'text', ['positive', 0.4, ['rose']]),
  ];
  const story = { story: 'curbs', tagged, mentions, byline: ['Ada Ng'] };
  ids = {
    curbs: await addArticle(db.orm, { ...curbs, ...story, publishedAt: '2026-03-10T08:05:00Z' }),
    copy: await addArticle(db.orm, {
      ...{ ...curbs, ...story, title: 'Curbs, again', publishedAt: '2026-03-10T09:00:00Z' },
      ...{ mentions: [], syndicatedFrom: 'The Wire', feed: 'xinwen' },
    }),
    hostile: await addArticle(db.orm, {
      title: '<script>alert(1)</script> "><img src=x onerror=alert(1)>',
      text: 'A <script>alert(2)</script> & <b>bold</b> text.',
      url: 'javascript:alert(3)',
      byline: ['<img onerror=alert(4)>'],
      publishedAt: '2026-03-09T23:00:00Z',
      unlisted: [{ id: 'person~x', type: 'person', name: '"><img src=x onerror=alert(5)>' }],
      tagged: {
        sentiment: { score: 0, label: 'neutral' },
        entities: [{ entityId: 'person~x', mentions: 1, salience: 0.1, score: 0, label: 'neutral' }],
      },
    }),
    chinese: await addArticle(db.orm, {
      ...{ title: '华为发布昇腾新芯片', text: '华为周一发布昇腾新芯片。', language: 'zh', feed: 'xinwen' },
      publishedAt: '2026-01-20T01:00:00Z',
      tagged: { sentiment: { score: 0.5, label: 'positive' }, entities: [ascend] },
    }),
  };
  await addPolls(db.orm);
});
afterAll(() => db.close());

describe('every page', () => {
  it('runs no script but ours, loads nothing from elsewhere and says so', async () => {
    const paths = ['/', '/stories', '/search', `/articles/${ids.hostile}`, '/entities', '/entities/person~x'];
    for (const path of [...paths, '/entities/huawei', '/feeds', '/feeds/wire', '/nowhere', '/search?min=9']) {
      const { headers, body, $ } = await get(path);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect($(strangeScripts).length, path).toBe(0);
      expect($('style, [style], [onerror], [onload], iframe, main img').length, path).toBe(0);
      expect(body.toLowerCase()).not.toContain('href="javascript:');
      expect($('h1').length, path).toBe(1);
      expect($('main#main, nav[aria-label], a.skip[href="#main"]').length).toBe(3);
      const idsHere = $('[id]')
        .map((_, element) => $(element).attr('id'))
        .get();
      expect(new Set(idsHere).size, path).toBe(idsHere.length);
    }
  });

  it('has one stylesheet under an address that changes with it', async () => {
    const { $ } = await get('/feeds');
    const sheets = $('link[rel=stylesheet]');
    expect(sheets.length).toBe(1);
    const css = await get(sheets.attr('href') ?? '');
    expect(css.headers.get('content-type')).toContain('text/css');
    expect(css.headers.get('cache-control')).toContain('immutable');
    expect((await get('/style.0.css')).status).toBe(404);
  });

  it('answers what is missing with a page, and leaves other routers’ paths to them', async () => {
    for (const path of [
      '/nowhere',
      '/articles/999',
      '/articles/x',
      '/entities/none',
      '/feeds/none',
      '/feeds/%00',
    ])
      expect((await get(path)).status, path).toBe(404);
    expect((await get('/articles/999')).body).toContain('no article with this number');
    expect((await get('/entities/%00')).status).toBe(404);
    expect((await get('/v1/nowhere')).body).toBe('404 Not Found');
  });

  it('tells of what broke without saying what, and reports it', async () => {
    const reports: string[] = [];
    const broken = await pagesOf({} as Orm, reports).request('/feeds');
    expect([broken.status, reports]).toEqual([500, ['/feeds']]);
    expect(await broken.text()).toContain('Something broke on our side');
    expect(broken.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

describe('today', () => {
  it('lists originals by day with copies folded, entities and sentiment in words', async () => {
    const { $, body } = await get('/');
    expect(
      $('section.day h2')
        .map((_, h) => $(h).text())
        .get(),
    ).toEqual(['Today 10 Mar 2026', 'Yesterday 9 Mar 2026', 'Tuesday 20 Jan 2026']);
    const first = $('.articles article').first();
    expect(first.find('h3').text()).toBe(curbs.title);
    expect(first.find('.source').text()).toContain('+1 copy');
    expect(first.find('time').attr('title')).toBe('2026-03-10 08:05 UTC');
    expect(first.find('.chip').first().text()).toBe('▼ Nvidia, negative');
    expect(first.find('.overall').text()).toContain('negative −0.30');
    expect(body).not.toContain('Curbs, again');
    expect($('.articles h3 a[lang=zh]').text()).toContain('昇腾');
    expect($('meta[http-equiv=refresh]').length).toBe(0);
  });

  it('draws coverage with a title, a description and the numbers as a table', async () => {
    const { $ } = await get('/');
    const chart = $('svg.chart');
    expect(chart.attr('role')).toBe('img');
    for (const id of (chart.attr('aria-labelledby') ?? '').split(' '))
      expect($(`#${id}`).text()).not.toBe('');
    expect(
      chart
        .find('g > title')
        .map((_, t) => $(t).text())
        .get(),
    ).toEqual([
      'January 2026: 1 article, mean sentiment +0.50',
      'February 2026: 0 articles',
      'March 2026, so far: 2 articles, mean sentiment −0.15',
    ]);
    const rows = $('.panel .numbers tbody tr');
    expect(rows.map((_, row) => $(row).find('th a').attr('href')).get()).toEqual([
      '/search?after=2026-03-01&before=2026-04-01&beat=true',
      '/search?after=2026-01-01&before=2026-02-01&beat=true',
    ]);
  });

  it('names the most covered entities of the month, with what belongs to them', async () => {
    const rows = (await get('/')).$('.covered tbody tr');
    const texts = rows.map((_, row) => load(row)('th, td.number').text()).get();
    expect(texts.map((text) => text.replace(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/^Ascend1 ±0/),
      expect.stringMatching(/^Huawei/),
      expect.stringMatching(/^Nvidia1 \+1/),
    ]);
  });

  it('says what is happening while the archive is empty, and only then loads itself anew', async () => {
    const empty = await openTestDatabase();
    expect((await get('/', empty.orm)).body).toContain('No feed is listed yet');
    expect((await get('/feeds', empty.orm)).body).toContain('No feed is listed yet');
    await addFeedsAndEntities(empty.orm);
    const { $, body } = await get('/', empty.orm);
    expect(body).toContain('Feeds are being polled; the first articles arrive in a minute');
    expect(body).toContain('0 of 2 feeds polled');
    expect($('meta[http-equiv=refresh]').attr('content')).toBe('10');
    await empty.close();
  });
});

describe('an article', () => {
  it('leads to its source and tells where its text is from', async () => {
    const { $ } = await get(`/articles/${ids.curbs}`);
    const source = $('.original a');
    expect(source.attr('rel')).toBe('noopener noreferrer');
    expect(source.attr('href')).toContain('https://wire.example/');
    const facts = $('.about').text();
    expect(facts).toContain('the feed, which carries the text, because the page answered 403');
    expect(facts).toContain('test-7');
    expect($('.dates').text()).toContain('By Ada Ng');
    expect($('.copies a').attr('href')).toBe(`/articles/${ids.copy}`);
    const copy = await get(`/articles/${ids.copy}`);
    expect(copy.$('.copies').text()).toContain('the earliest');
    expect(copy.$('.about').text()).toContain('Syndicated fromThe Wire');
  });

  it('marks mentions where they stand, overlapping ones as one, and says why', async () => {
    const { $ } = await get(`/articles/${ids.curbs}`);
    expect($('h1').text()).toBe(curbs.title);
    expect($('h1 mark').text()).toBe('Nvidia');
    const marks = $('.text mark');
    expect(marks.map((_, mark) => $(mark).text()).get()).toEqual(['Nvidia', 'Huawei Ascend']);
    expect(marks.first().attr('title')).toBe('Nvidia: negative −0.60 because of “tightened”, “<i>"”');
    expect(marks.last().attr('title')).toBe(
      'Ascend: positive +0.40 because of “rose”\nHuawei: neutral 0.00, no word of judgement found',
    );
    expect(marks.map((_, mark) => $(mark).attr('class')).get()).toEqual(['negative', 'mixed']);
    expect(
      $('.text p')
        .map((_, p) => $(p).text())
        .get(),
    ).toEqual([
      'Rules were tightened 🚧 for Nvidia on Monday.',
      'Huawei Ascend sales rose,\nsaid Huawei.',
      'The end.',
    ]);
    expect($('details.numbers tbody tr').length).toBe(4);
    expect(
      $('table.entities tbody th a')
        .map((_, a) => $(a).text())
        .get(),
    ).toEqual(['Nvidia', 'Ascend', 'Huawei']);
  });

  it('shows hostile text as text and gives no link that a browser would run', async () => {
    const { $, body } = await get(`/articles/${ids.hostile}`);
    expect($('h1').text()).toBe('<script>alert(1)</script> "><img src=x onerror=alert(1)>');
    expect($('.text').text()).toContain('<script>alert(2)</script> & <b>bold</b>');
    expect(body).not.toMatch(hostileTag);
    expect($('.original').text()).toContain('no address that can be opened');
  });
});

describe('entities', () => {
  it('are listed by coverage and found by type and name', async () => {
    const names = async (path: string) =>
      (await get(path))
        .$('table tbody th a')
        .map((_, a) => load(a).text())
        .get();
    expect(await names('/entities')).toEqual(['Ascend', 'Huawei', 'Nvidia']);
    expect(await names('/entities?type=company&name=')).toEqual(['Huawei', 'Nvidia']);
    expect(await names('/entities?name=NVDA')).toEqual(['Nvidia']);
    expect(await names('/entities?kind=found')).toEqual(['"><img src=x onerror=alert(5)>']);
    expect(await names('/entities?type=x&kind=x&offset=-1')).toHaveLength(3);
  });

  it('show names, family, trend and newest articles', async () => {
    const { $ } = await get('/entities/huawei');
    expect($('h1').text()).toBe('Huawei华为');
    expect($('.identity a[href="/entities/ascend"]').length).toBe(1);
    expect($('.identity a[href="https://www.wikidata.org/wiki/Q160120"]').length).toBe(1);
    expect($('.panel tbody tr').length).toBe(2);
    expect($('.articles article').length).toBe(2);
    const days = await get('/entities/huawei?by=day');
    expect(days.$('.switch [aria-current=true]').text()).toBe('by day');
    expect(days.$('svg.chart g > title').length).toBe(91);
    expect((await get('/entities/ascend')).$('.identity').text()).toContain('Belongs toHuawei');
    expect((await get('/entities/person~x')).$('.notice').text()).toContain('Not on the entity list');
  });
});

describe('feeds', () => {
  it('show their health in words, those in trouble first', async () => {
    const { $ } = await get('/feeds');
    expect($('.lead').text()).toBe('2 feeds: 1 not polled yet, 1 failing.');
    const wire = $('section').first().find('tbody tr').first().text();
    expect(wire).toContain('failing, 1 poll in a row');
    expect(wire).toContain('the host <b>did not answer</b>');
    expect(wire).toContain('30 min ago');
    expect(wire).toContain('in 20 min');
    const one = await get('/feeds/wire');
    expect(
      one
        .$('tbody tr')
        .map((_, row) => one.$(row).find('td').first().text())
        .get(),
    ).toEqual(['failedthe host <b>did not answer</b>', 'brought entries']);
  });
});
