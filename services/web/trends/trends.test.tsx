import { load } from 'cheerio';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { addArticle } from '../../testing/archive.ts';
import { inLanguage, type Language, languages } from '../language/language.ts';
import { createPages } from '../pages.tsx';
import { addCoverage } from '../testing/coverage.ts';
import { now } from '../testing/sampleArchive.ts';
import { hostileTag, strangeScripts } from '../testing/scripts.ts';

let db: Database;
let pages: ReturnType<typeof createPages>;
let at = now;

async function get(path: string, language: Language = 'en') {
  const response = await inLanguage(language, () => pages.request(path));
  const body = await response.text();
  return { status: response.status, headers: response.headers, body, $: load(body) };
}

beforeAll(async () => {
  db = await openTestDatabase();
  await addCoverage(db.orm);
  pages = createPages({ orm: db.orm, now: () => at, report: (error) => console.error(error) });
});
afterAll(() => db.close());

test('without anything asked there is a chart of the topics and charts to begin with', async () => {
  const { status, $ } = await get('/trends');
  expect(status).toBe(200);
  expect($('.built h2').text()).toBe('All coverage, by topic');
  expect($('.beginnings a').length).toBeGreaterThan(4);
  expect($('[name=split] option[selected]').attr('value')).toBe('topic');
  for (const link of $('.beginnings a').get())
    expect((await get($(link).attr('href')!)).status, $(link).text()).toBe(200);
});

test('the form holds what the address asks, and the chart is of it', async () => {
  const asked =
    '/trends?q=entity:huawei&compare=entity:nvidia&by=week&after=2026-01-01&before=2026-03-01&show=share&timeZone=Asia/Shanghai&copies=true';
  const { $ } = await get(asked);
  expect($('head title').text()).toBe('Trends: Huawei · Nvidia · Chipwire');
  expect(
    $('.legend li')
      .map((_, line) => $(line).find('strong').text())
      .get(),
  ).toEqual(['Huawei', 'Nvidia']);
  expect($('.trend-form [name=q]').attr('value')).toBe('entity:huawei');
  expect(
    $('[name=compare]')
      .map((_, field) => $(field).attr('value'))
      .get(),
  ).toEqual(['entity:nvidia', '']);
  expect($('[name=by] [selected]').attr('value')).toBe('week');
  expect($('[name=show] [selected]').attr('value')).toBe('share');
  expect($('[name=after]').attr('value')).toBe('2026-01-01');
  expect($('[name=timeZone]').attr('value')).toBe('Asia/Shanghai');
  expect($('[name=copies]').attr('checked')).toBeDefined();
  expect($('.wide-drawn').text()).toContain('Share of all coverage');
  const embed = $('#embed-frame').text();
  expect(embed).toContain('http://localhost/embed/trends?q=entity%3Ahuawei&amp;compare=entity%3Anvidia');
  expect($('.numbers tbody a').first().attr('href')).toMatch(/^\/search\?q=entity%3A\w+&after=2026-02-\d\d/);
});

test('what a form sends empty does not stay in the address', async () => {
  const { status, headers } = await get(
    '/trends?q=huawei&compare=&compare=chips&by=week&show=articles&after=',
  );
  expect([status, headers.get('location')]).toEqual([303, '/trends?q=huawei&compare=chips&by=week']);
});

test('a split that was only offered gives way to a comparison; one that was chosen is plainly refused', async () => {
  const { $ } = await get('/trends');
  expect($('input[type=hidden][name=offered]').attr('value')).toBe('topic');
  const offered = await get('/trends?q=huawei&compare=chips&compare=ai&split=topic&offered=topic');
  expect([offered.status, offered.headers.get('location')]).toEqual([
    303,
    '/trends?q=huawei&compare=chips&compare=ai',
  ]);
  const kept = await get('/trends?q=huawei&compare=&split=topic&offered=topic');
  expect(kept.headers.get('location')).toBe('/trends?q=huawei&split=topic');
  const both = '/trends?q=huawei&compare=chips&split=publisher';
  expect((await get(`${both}&offered=topic`)).headers.get('location')).toContain('split=publisher');
  const refused = await get(both);
  expect(refused.$('#fault-split').text()).toMatch(/^A chart compares queries or splits one, not both/);
  expect(refused.$('[name=offered], #fault-split [lang]')).toHaveLength(0);
  expect((await get(both, 'zh')).$('#fault-split').text()).toContain('二者不可兼用');
});

test('a burst is told with its story, and a split names its parts', async () => {
  const { $ } = await get('/trends?q=entity:huawei&by=day&after=2026-01-01');
  expect($('.chart-notes .key-burst')).toHaveLength(1);
  expect($('.chart-notes').text()).toContain('Huawei told of 12');
  const split = await get('/trends?q=entity:huawei&split=language&by=month');
  expect(split.$('.built h2').text()).toBe('Huawei, by language');
  expect(
    split
      .$('.legend strong')
      .map((_, name) => split.$(name).text())
      .get(),
  ).toEqual(['English', 'Chinese']);
});

test.each([
  ['q=entity:nobody-at-all', 'q'],
  ['q=huawei&compare=(open', 'compare'],
  ['q=huawei&split=entity&compare=chips', 'split'],
  ['after=2026-03-01&before=2026-02-01', 'after'],
  ['timeZone=Mars', 'timeZone'],
  ['by=hour', 'by'],
  [`q=${'x'.repeat(1001)}`, 'q'],
  ['q=%00', 'q'],
  ['by=day&after=1950-01-01', 'by'],
])('%s is told beside its field', async (asked, field) => {
  const { status, $ } = await get(`/trends?${asked}`);
  expect(status).toBe(200);
  expect($(`#fault-${field}`).text()).not.toBe('');
  expect($(`[name=${field}][aria-invalid]`).attr('aria-describedby')).toBe(`fault-${field}`);
  expect($('.drawn')).toHaveLength(0);
});

test('what the form has no field for is kept and can be left out', async () => {
  const { $ } = await get('/trends?entity=huawei&by=month');
  expect($('input[type=hidden][name=entity]').attr('value')).toBe('huawei');
  expect($('.kept a').attr('href')).toBe('/trends?by=month');
  expect($('.built h2').text()).toBe('Huawei');
});

test('a time of which there is nothing says so', async () => {
  const { $ } = await get('/trends?q=nothingofthesort&by=month');
  expect($('[role=status]').text()).toContain('No article');
});

test('hostile queries stay text, in Chinese as in English', async () => {
  const q = encodeURIComponent('"<script>alert(1)</script>"');
  for (const language of languages) {
    const { body, $ } = await get(`/trends?q=${q}&by=month`, language);
    expect(body).not.toMatch(hostileTag);
    expect($(strangeScripts)).toHaveLength(0);
    expect(body).not.toMatch(/<style|style="/);
  }
});

test('Chinese pages have Chinese axes and names', async () => {
  const { $ } = await get('/trends?q=entity:huawei&by=month', 'zh');
  expect($('html').attr('lang')).toBe('zh-Hans');
  expect($('.built h2').text()).toBe('华为');
  expect($('.wide-drawn .when').text()).toContain('2026/1/5');
  expect($('.wide-drawn').text()).toContain('每月文章数');
});

test('the embedded chart may stand in a frame, runs nothing, and says where it is from', async () => {
  const { status, headers, $ } = await get('/embed/trends?q=entity:huawei&by=month');
  expect(status).toBe(200);
  expect(headers.get('content-security-policy')).toContain('frame-ancestors *');
  expect(headers.get('content-security-policy')).toContain("script-src 'none'");
  expect(headers.get('x-frame-options')).toBeNull();
  expect($('script, form, nav')).toHaveLength(0);
  const link = $('main a[target=_blank]');
  expect([link.attr('href'), link.attr('rel'), link.text()]).toEqual([
    '/trends?q=entity%3Ahuawei&by=month',
    'noopener',
    'Chipwire, localhost',
  ]);
  expect((await get('/embed/trends?q=entity:nobody-at-all')).status).toBe(400);
});

test('the file stands by itself: colours, title and source in it, no markup from outside', async () => {
  const { status, headers, body } = await get('/charts/series.svg?q=entity:huawei&by=month&download');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
  expect(headers.get('content-disposition')).toBe(
    'attachment; filename="chipwire-entity-huawei-monthly-2025-12-01-to-2026-03-10.svg"',
  );
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect(body).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg xmlns=/);
  expect(body).not.toMatch(/var\(|style|script/);
  const $ = load(body, { xml: true });
  expect($('title').first().text()).toBe('Huawei');
  expect($('text').text()).toContain('Source: Chipwire, http://localhost. Asked: entity:huawei');
  expect($('text').text()).toContain('Tagger version test-7. Made on 10 March 2026.');
  const dark = await get('/charts/series.svg?q=entity:huawei&scheme=dark&lang=zh');
  expect(dark.body).toContain('#15171a');
  expect(dark.body).toContain('每月文章数');
  const wrong = await get('/charts/series.svg?by=hour');
  expect([wrong.status, wrong.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
});

test('the name of a file says both queries of a comparison, in all letters', async () => {
  const name = async (asked: string) =>
    (await get(`/charts/series.svg?download=true&${asked}`)).headers.get('content-disposition');
  expect(await name('q=entity:huawei&compare=entity:nvidia&by=week&after=2026-01-05&show=share')).toBe(
    'attachment; filename="chipwire-entity-huawei-vs-entity-nvidia-share-weekly-2026-01-05-to-2026-03-10.svg"',
  );
  const days = 'monthly-2026-01-01-to-2026-03-10';
  expect(await name('q=%E5%8D%8E%E4%B8%BA&compare="a/../b"%0A&after=2026-01-01')).toBe(
    `attachment; filename="chipwire-a-b-${days}.svg"; filename*=UTF-8''chipwire-%E5%8D%8E%E4%B8%BA-vs-a-b-${days}.svg`,
  );
  const long = (await name(`q=${'%E5%8D%8E'.repeat(300)}&after=2026-01-01`))!;
  expect(decodeURIComponent(long.split("''")[1]!)).toBe(`chipwire-${'华'.repeat(60)}-${days}.svg`);
});

test('charts taken along say what these pages say of all their articles', async () => {
  const notice = 'These publishers are <invented>.';
  const demo = createPages({ orm: db.orm, now: () => at, notice, report: (error) => console.error(error) });
  const file = await (await demo.request('/charts/series.svg?q=entity:huawei&lang=zh')).text();
  expect(load(file, { xml: true })('text').text()).toContain(notice);
  const frame = await (await demo.request('/embed/trends?q=entity:huawei')).text();
  expect(load(frame)('main .hint').last().text()).toContain(notice);
});

test('on paper a chart has its address and what was asked; a year is the same days as on an entity’s page', async () => {
  const { $ } = await get('/trends?q=entity:huawei&compare=entity:nvidia&by=month');
  expect($('.on-paper').text()).toBe(
    'Source: Chipwire, http://localhost/trends?q=entity%3Ahuawei&compare=entity%3Anvidia&by=month. ' +
      'Asked: entity:huawei | entity:nvidia · 10 March 2026',
  );
  const year = $('.spans a[href*="by=week"]').eq(1).attr('href');
  expect(year).toContain('after=2025-03-10');
  const entity = (await get('/entities/huawei')).$('.chart').attr('data-from');
  expect(entity).toBe('2025-03-10');
});

test('a chart is at most 20 s old, so that an embedded one costs its readers’ server little', async () => {
  const shown = async () => (await get('/embed/trends?q=entity:ascend&by=month')).$('desc').first().text();
  const before = await shown();
  await addArticle(db.orm, {
    ...{ title: 'Ascend', text: 'Ascend.', publishedAt: '2026-03-09T08:00:00Z' },
    tagged: {
      sentiment: { score: 0, label: 'neutral' },
      entities: [{ entityId: 'ascend', score: 0, label: 'neutral', mentions: 1, salience: 0.8 }],
    },
  });
  expect(await shown()).toBe(before);
  at = new Date(now.getTime() + 21_000);
  expect(await shown()).toContain('1 article');
  at = now;
});
