import { load } from 'cheerio';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database, Orm } from '../../../db/database.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { speaking } from '../language/speaking.ts';
import { createPages } from '../pages.tsx';
import { addBoardArchive, boardNow } from '../testing/boardArchive.ts';
import { hostileTag, strangeScripts } from '../testing/scripts.ts';
import { standingOf } from './instruments.tsx';

let db: Database;
let empty: Database;
let pages: Hono;
const reports: string[] = [];
const pagesOf = (orm: Orm) =>
  new Hono()
    .use(speaking)
    .route('/', createPages({ orm, now: () => boardNow, report: (error) => reports.push(String(error)) }));

beforeAll(async () => {
  [db, empty] = await Promise.all([openTestDatabase(), openTestDatabase()]);
  await addBoardArchive(db.orm);
  pages = pagesOf(db.orm);
});
afterAll(async () => {
  await Promise.all([db.close(), empty.close()]);
  expect(reports).toEqual([]);
});

async function get(path: string, language = 'en', from = pages) {
  const response = await from.request(path, { headers: { 'accept-language': language } });
  const body = await response.text();
  const $ = load(body);
  const texts = (selector: string) =>
    $(selector)
      .toArray()
      .map((element) => $(element).text().replace(/\s+/g, ' ').trim());
  return { status: response.status, headers: response.headers, body, $, texts };
}

const paths = ['/clocks', '/instruments', '/controls', '/releases', '/rumours', '/firsts', '/contradictions'];

describe.each(paths)('%s', (path) => {
  test.each(['en', 'zh'])('is a page of the board, safe from what texts hold (%s)', async (language) => {
    const { status, $, body } = await get(path, language);
    expect(status).toBe(200);
    expect($('h1')).toHaveLength(1);
    expect($('.board-parts a[aria-current=page]').attr('href')).toBe(path);
    expect($(strangeScripts)).toHaveLength(0);
    expect(body.slice(body.indexOf('<main'))).not.toMatch(hostileTag);
    expect($('main [style], main [onerror]')).toHaveLength(0);
  });

  test('says so where the archive has nothing', async () => {
    const { status, texts } = await get(path, 'en', pagesOf(empty.orm));
    expect(status).toBe(200);
    expect(path === '/controls' || texts('main .none').length > 0).toBe(true);
  });
});

describe('clocks', () => {
  test('by day, with days left, law, press and conflict', async () => {
    const { texts, $ } = await get('/clocks');
    expect(texts('#ahead ~ .clocks h3')).toEqual([
      'in 4 days Monday 30 Nov 2026',
      'in 5 days Tuesday 1 Dec 2026',
    ]);
    const [law] = texts('#ahead ~ .clocks article');
    expect(law).toContain('Pause ends Affiliates Rule');
    expect(law).toContain('By law paused until this day');
    expect(law).toContain('In the press: 1 article');
    expect(law).toContain('Sources conflict: also told for 1 Dec 2026.');
    expect($('.conflict a').first().attr('href')).toBe('#day-2026-12-01');
    expect(texts('#past ~ .clocks h3')).toEqual(['37 days ago Tuesday 20 Oct 2026']);
  });

  test.each([
    ['about=affiliates-rule', 2],
    ['about=zhipu', 0],
    ['kind=expires', 0],
    ['kind=pause-ends&by=law', 1],
    ['by=press', 1],
    ['kind=nonsense', 2],
  ])('narrowed to %s', async (query, count) => {
    expect((await get(`/clocks?${query}`)).$('#ahead ~ .clocks article')).toHaveLength(count);
  });

  test('past ones all on demand', async () => {
    expect((await get('/clocks')).$('a[href="/clocks?past=all#past"]')).toHaveLength(1);
    expect((await get('/clocks?past=all')).$('#past ~ .clocks article')).toHaveLength(3);
  });

  test('as a calendar, narrowed and in the language of its address', async () => {
    const { status, headers, body } = await get('/clocks.ics?about=affiliates-rule&language=zh');
    const lines = body.replaceAll('\r\n ', '').split('\r\n');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(lines.filter((line) => /^(DTSTART|SUMMARY)/.test(line)).slice(-4)).toEqual([
      'DTSTART;VALUE=DATE:20261130',
      'SUMMARY:暂停期满：穿透规则',
      'DTSTART;VALUE=DATE:20261201',
      'SUMMARY:暂停期满：穿透规则',
    ]);
    expect(lines.find((line) => line.startsWith('UID'))).toContain('affiliates-rule@chipwire');
    const etag = headers.get('etag')!;
    const again = await pages.request('/clocks.ics?about=affiliates-rule&language=zh', {
      headers: { 'if-none-match': etag },
    });
    expect(again.status).toBe(304);
  });
});

describe('rules in law and press', () => {
  const rows = async (query: string) => {
    const { texts } = await get(`/instruments?${query}`);
    return texts('.standing tbody tr');
  };

  test('stand beside each other, and where they differ it is said', async () => {
    const [affiliates] = await rows('');
    expect(affiliates).toContain('Affiliates Rulelaw and press differ');
    expect(affiliates).toContain('paused from 10 Nov 2025 to 30 Nov 2026');
    expect(affiliates).toContain('rescinded 5 Nov 2026');
    expect(affiliates).toContain('2 reports');
  });

  test('as they stood on another day, the press too', async () => {
    const all = await rows('on=2025-10-01');
    const affiliates = all.find((row) => row.startsWith('Affiliates'));
    expect(affiliates).toContain('in force since 29 Sept 2025');
    expect(affiliates).toContain('nothing');
    expect((await rows('on=2026-11-04'))[0]).toContain('paused 4 Nov 2026');
    expect((await rows('on=2026-12-24'))[0]).toContain('paused until 30 Nov 2026; nothing known after');
  });

  test.each([
    ['differs', 1],
    ['paused', 1],
    ['in-force', 1],
    ['proposed', 0],
    ['told', 1],
  ])('only those that are: %s', async (only, count) => {
    expect(await rows(`only=${only}`)).toHaveLength(count);
  });

  test('found by a part of their names, in either language', async () => {
    expect(await rows('name=AFFIL')).toHaveLength(1);
    expect(await rows('name=穿透')).toHaveLength(1);
    expect(await rows('name=nothing')).toEqual([]);
  });

  test.each([
    ['contradicts the law of its time', {}, {}, true],
    ['calls a rule in force proposed', {}, { status: 'proposed' }, false],
    ['is of the time before', {}, { at: '2025-11-01' }, false],
    ['is unconfirmed', {}, { certainty: 'unconfirmed' }, false],
    ['perhaps means another clause', { note: 'clause 2 alone; clause 1 stays in force' }, {}, false],
  ] as const)('a report that %s', (_, law, report, differs) => {
    const { status, certainty, at } = {
      status: 'in-force',
      certainty: 'stated',
      at: '2026-01-01',
      ...report,
    } as const;
    const rule = {
      ...{ id: 'rule', name: 'Rule', nameZh: null, parentId: null, press: [] },
      status: [{ from: '2025-11-10', is: 'paused' as const, ...law }],
      latest: {
        ...{ status, certainty, sentence: '' },
        article: { id: 1, title: '', url: '', publisher: '', language: 'en', publishedAt: new Date(at) },
      },
    };
    expect(standingOf(rule, boardNow).differs).toBe(differs);
  });

  test('a day that is none is said to be none', async () => {
    const { $, texts } = await get('/instruments?on=%3Cb%3Eyesterday');
    expect($('#on').attr()).toMatchObject({ 'aria-invalid': 'true', value: '<b>yesterday' });
    expect(texts('#fault-on')).toEqual(['Write a day such as 2026-11-23; today is shown.']);
  });

  test('the line over the years says in words what it draws', async () => {
    const { $ } = await get('/instruments');
    expect($('.standing .line svg[role=img]').first().attr('aria-label')).toBe(
      'in force from 2025-09-29 and paused from 2025-11-10 to 2026-11-30',
    );
  });
});

describe('who is controlled', () => {
  test('begins with examples, and with what the archive can know', async () => {
    const { $, texts } = await get('/controls');
    expect(texts('.examples a')).toEqual(['Zhipu', 'DeepSeek']);
    expect($('.examples a').attr('href')).toBe('/controls?entity=zhipu');
    const found = await get('/controls?entity=zhipu');
    expect(found.texts('.examples')).toEqual([]);
    expect(found.texts('.by-what ~ section h2')).toHaveLength(1);
    expect(found.texts('.by-what')[0]).toMatch(/which begin on \d+ \w+ 20\d\d, and not by the law/);
  });

  const controls = async (query: string) => (await get(`/controls?${query}`)).texts('.early-reports article');

  test('on a day, with the steps that led there', async () => {
    const [listed] = await controls('entity=智谱&on=2026-02-01');
    expect(listed).toContain('Entity List · United States');
    expect(listed).toContain('listed since 2026-01-15');
    expect(listed).toContain('2026-01-02 listed · unconfirmed · 1 article');
    expect(await controls('entity=zhipu&on=2026-01-10')).toEqual([
      expect.stringContaining('not known to be under it'),
    ]);
  });

  test('by what was known then', async () => {
    const [known] = await controls('entity=zhipu&on=2026-01-15&known=then');
    expect(known).toContain('not known to be under it');
    expect((await controls('entity=zhipu&on=2026-01-15'))[0]).toContain('listed since 2026-01-15');
  });

  test.each(['nobody', '%00', '%3Cb%3E'])('%s is nobody', async (name) => {
    const { $, texts } = await get(`/controls?entity=${name}`);
    expect(texts('#fault-entity')).toEqual(['No entity has this name.']);
    expect($('#entity').attr('aria-invalid')).toBe('true');
  });
});

describe('the ledger of releases', () => {
  const models = async (query: string) => (await get(`/releases?${query}`)).texts('.ledger tbody th');

  test.each([
    ['', ['DeepSeek-V4', 'GLM-5']],
    ['lab=zhipu', ['GLM-5']],
    ['licence=MIT', ['DeepSeek-V4']],
    ['year=2025', ['GLM-5']],
    ['measured=self', ['DeepSeek-V4']],
    ['measured=independent&sort=parameters', ['GLM-5']],
    ['sort=parameters', ['DeepSeek-V4', 'GLM-5']],
    ['sort=lab', ['DeepSeek-V4', 'GLM-5']],
    ['sort=price', ['DeepSeek-V4', 'GLM-5']],
    ['lab=nobody', []],
  ])('%s', async (query, expected) => {
    expect(await models(query)).toEqual(expected);
  });

  test('figures lead to the article that gives them; benchmarks say who measured', async () => {
    const { $, texts } = await get('/releases?lab=deepseek');
    const [row] = texts('.ledger tbody tr');
    for (const word of ['24 Apr 2026', '1.6T', 'MIT', 'self-reported', 'MMLU 88.5', 'The Wire'])
      expect(row).toContain(word);
    expect($('.ledger td a:contains("1.6T")').attr('href')).toMatch(/^\/articles\/\d+$/);
    expect((await get('/releases?lab=deepseek', 'zh')).texts('.ledger tbody tr')[0]).toContain('1.6万亿');
  });

  test('as CSV, in which nothing is a formula', async () => {
    const { body, headers } = await get('/releases.csv?sort=model');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [head, first] = body.split('\r\n');
    expect(head).toContain('model,modelId,lab,firstTold,parameters');
    expect(first).toContain('GLM-5,glm-5,Zhipu,2025-02-12T08:00:00.000Z,744000000000');
  });
});

test('early reports say what became of them, and publishers’ records stand below', async () => {
  const { texts } = await get('/rumours');
  expect(texts('.early-reports h2')).toContain('Entity listing Zhipu');
  expect(texts('.early-reports .fate')).toContain('● stated after 14 days');
  expect(texts('#records ~ table tbody tr')[0]).toMatch(/^The Wire/);
  expect((await get('/rumours?fate=open')).texts('.early-reports h2')).not.toContain('Entity listing Zhipu');
});

test('the language that was first, by how much', async () => {
  const { texts } = await get('/firsts');
  expect(texts('.figures div')).toEqual([
    'Told in both1 story',
    'Chinese first1 (100%)',
    'English first0 (0%)',
    'In the middleChinese 2 h earlier',
  ]);
  expect(texts('.firsts tbody td')[1]).toBe('智谱被列入实体清单。潮汐');
});

test('contradictions have two sides', async () => {
  const { texts } = await get('/contradictions');
  expect(texts('.early-reports h2')).toEqual(['Rule delayed Affiliates Rule', 'Entity listing CXMT']);
  expect(texts('.sides h3').slice(2)).toEqual(['stated 1 article', 'denied 1 article']);
  expect((await get('/contradictions?differ=count')).texts('.early-reports h2')).toEqual([]);
});
