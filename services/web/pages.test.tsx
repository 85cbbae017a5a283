import { load } from 'cheerio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Orm } from '../../db/database.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { addArticle, mentionOf } from '../testing/archive.ts';
import { createPages } from './pages.tsx';
import { addFeedsAndEntities, addPolls, now } from './testing/sampleArchive.ts';
import { strangeScripts } from './testing/scripts.ts';

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
      expect($('main#main, .masthead nav[aria-label], a.skip[href="#main"]').length).toBe(3);
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
