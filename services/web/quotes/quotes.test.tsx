import { load } from 'cheerio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { addArticle } from '../../testing/archive.ts';
import { quoteIn } from '../../testing/found.ts';
import { inLanguage, type Language } from '../language/language.ts';
import { createPages } from '../pages.tsx';
import { addFeedsAndEntities, now } from '../testing/sampleArchive.ts';
import { hostileTag } from '../testing/scripts.ts';
import { quotesShown } from './asked.ts';

let db: Database;

const request = (path: string, language: Language) => {
  const pages = createPages({ orm: db.orm, now: () => now, report: (error) => console.error(error) });
  return inLanguage(language, () => pages.request(path));
};
async function get(path: string, language: Language = 'en') {
  const response = await request(path, language);
  const body = await response.text();
  const $ = load(body);
  return {
    status: response.status,
    body,
    $,
    said: $('blockquote')
      .map((_, each) => $(each).text())
      .get(),
  };
}

beforeAll(async () => {
  db = await openTestDatabase();
  await addFeedsAndEntities(db.orm);
  const tell = (title: string, publishedAt: string, text: string, words: string, more: object) =>
    addArticle(db.orm, { title, publishedAt, text, found: { quotes: [quoteIn(text, { words, ...more })] } });
  const huawei = { speakerId: 'huawei', speakerWords: 'Huawei', verb: 'said' };
  await tell(
    'Old',
    '2025-01-10T08:00:00Z',
    'Huawei said: “A licence is late.”',
    'A licence is late.',
    huawei,
  );
  await tell('New', '2026-03-01T08:00:00Z', 'Huawei said: “Nvidia is far ahead.”', 'Nvidia is far ahead.', {
    ...huawei,
    about: ['nvidia'],
  });
  for (let n = 0; n < quotesShown; n++)
    await tell(`No ${n}`, '2024-01-10T08:00:00Z', `“<script>${n}</script>”`, `<script>${n}</script>`, {});
});
afterAll(() => db.close());

describe('quotes', () => {
  it('are told newest first, page by page, and safely', async () => {
    const first = await get('/quotes');
    expect([first.$('h1').text(), first.said.length]).toEqual(['Quotes', quotesShown]);
    expect(first.said.slice(0, 2)).toEqual(['“Nvidia is far ahead.”', '“A licence is late.”']);
    expect(first.body).not.toMatch(hostileTag);
    const next = first.$('.pages a').attr('href')!;
    const second = await get(next);
    expect(second.said).toHaveLength(2);
    expect(second.$('.pages a').attr('href')).toBe('/quotes');
  });

  it('are narrowed by who speaks, about whom, words, publisher and days', async () => {
    for (const [query, said] of [
      ['speaker=华为', ['“Nvidia is far ahead.”', '“A licence is late.”']],
      ['speaker=huawei&about=NVDA', ['“Nvidia is far ahead.”']],
      ['text=late', ['“A licence is late.”']],
      ['speaker=huawei&before=2026-01-01', ['“A licence is late.”']],
      ['after=2026-01-01', ['“Nvidia is far ahead.”']],
      ['publisher=Nobody', []],
    ] as const)
      expect((await get(`/quotes?${query}`)).said, query).toEqual(said);
    const both = await get('/quotes?speaker=huawei&about=NVDA', 'zh');
    expect(both.$('h1').text()).toBe('华为谈Nvidia');
    const links = both.$('.hint a').map((_, a) => both.$(a).attr('href'));
    expect(links.get()).toContain('/quotes.csv?speaker=huawei&about=NVDA');
    expect(links.get()).toContain('/v1/quotes?speaker=huawei&about=nvidia');
  });

  it('say what was not understood, beside it', async () => {
    const { status, $, said } = await get('/quotes?speaker=huawai&after=soon&about=%00&cursor=x');
    expect([status, said]).toEqual([200, []]);
    expect($('#q-fault-speaker').text()).toBe('No entity has this name. Perhaps: Huawei');
    expect($('#q-after').attr('aria-describedby')).toBe('q-fault-after');
    expect((await get('/quotes?text=nowhere')).$('[role=status]').text()).toContain('no quote like this');
  });

  it('come as CSV', async () => {
    const response = await request('/quotes.csv?about=nvidia', 'en');
    expect(response.headers.get('content-type')).toContain('text/csv');
    const lines = (await response.text()).trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('Nvidia is far ahead.,Huawei,huawei,Huawei,said,2026-03-01T08:00:00.000Z');
  });
});
