import { load } from 'cheerio';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, Orm } from '../../../db/database.ts';
import { articles } from '../../../db/schema.ts';
import { savePlacements } from '../../../db/storyPlacements.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { addArticle } from '../../testing/archive.ts';
import { eventIn } from '../../testing/found.ts';
import { inLanguage } from '../language/language.ts';
import { createPages } from '../pages.tsx';
import { addFeedsAndEntities, now } from '../testing/sampleArchive.ts';
import { hostileTag, strangeScripts } from '../testing/scripts.ts';

let db: Database;
let ids: Record<'broke' | 'copy' | 'chinese' | 'hostile' | 'lone', number>;
let [story, lone] = [0, 0];
const movedTo = 4_000_000_000_000_001;

async function get(path: string, orm: Orm = db.orm) {
  const pages = createPages({ orm, now: () => now, report: (error) => console.error(error) });
  const response = await pages.request(path);
  const { status, headers } = response;
  const body = await response.text();
  return { status, location: headers.get('location'), body, $: load(body) };
}
type Answer = Awaited<ReturnType<typeof get>>;
const squeezed = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
const texts = ({ $ }: Answer, selector: string) =>
  $(selector)
    .map((_, element) => squeezed($(element).text()))
    .get();

function scores(towards: Record<string, number>) {
  const label = (score: number) => (score < 0 ? ('negative' as const) : ('positive' as const));
  const entities = Object.entries(towards).map(([entityId, score], nth) => ({
    ...{ entityId, score, label: label(score), mentions: 1, salience: 0.8 - nth * 0.3 },
  }));
  return { entities, sentiment: { score: -0.4, label: 'negative' as const } };
}
const storyOf = async (id: number) =>
  (await db.orm.select({ id: articles.storyId }).from(articles).where(eq(articles.id, id)))[0]!.id!;

const hostile = '<script>alert(1)</script> 续"><img src=x onerror=alert(2)>';

/** A story of three texts, one with a copy, and an article that has moved to a story of another id. */
beforeAll(async () => {
  db = await openTestDatabase();
  await addFeedsAndEntities(db.orm);
  const text = 'Huawei was listed.';
  const found = { events: [eventIn(text, { type: 'entity-listing', words: 'listed', stance: 'tighten' })] };
  const broke = await addArticle(db.orm, {
    ...{ title: 'Huawei listed', text, publishedAt: '2026-03-01T08:00:00Z', found },
    tagged: scores({ huawei: -0.6, ascend: -0.2 }),
  });
  const chinese = await addArticle(db.orm, {
    ...{ title: '华为被列入清单', text: '华为被列入清单。', language: 'zh', feed: 'xinwen', follows: broke },
    ...{ publishedAt: '2026-03-01T10:30:00Z', tagged: scores({ huawei: 0.4 }) },
  });
  const copy = await addArticle(db.orm, {
    ...{
      title: 'Huawei is listed',
      text,
      publishedAt: '2026-03-01T09:00:00Z',
      feed: 'xinwen',
      follows: broke,
    },
    ...{ found, tagged: scores({ huawei: -0.6 }) },
  });
  const last = await addArticle(db.orm, {
    ...{ title: hostile, text: 'More.', publishedAt: '2026-03-03T08:00:00Z', follows: chinese },
  });
  const other = await addArticle(db.orm, {
    ...{ title: 'Nvidia sells', text: 'Nvidia sells.', publishedAt: '2026-03-04T08:00:00Z' },
  });
  ids = { broke, chinese, copy, hostile: last, lone: other };
  [story, lone] = [await storyOf(broke), await storyOf(other)];
  const reasons = {
    ...{
      entities: ['huawei', '<b>'],
      names: ['<i>ascend'],
      words: ['listed'],
      numbers: ['600', '284000000000'],
    },
    ...{ events: [{ type: 'entity-listing', day: '2026-03-01' }], daysApart: 1.9 },
  };
  const original = { ownStoryId: 6, copyOf: null, copyShare: null };
  await savePlacements(db.orm, [
    {
      ...{ articleId: copy, storyId: story, ownStoryId: 5, copyOf: broke, copyShare: 0.934 },
      link: { toId: broke, score: 0.93, reasons: {} },
    },
    { ...original, articleId: last, storyId: story, link: { toId: chinese, score: 0.62, reasons } },
    { ...original, articleId: other, storyId: movedTo, ownStoryId: lone, link: null },
  ]);
});
afterAll(() => db.close());

describe('the list of stories', () => {
  it('has those with the newest articles first, each with its size and what it is about', async () => {
    const page = await get('/stories');
    expect(texts(page, '.articles h2')).toEqual(['Nvidia sells', 'Huawei listed']);
    expect(texts(page, '.articles .overall')).toEqual(['1 article1 publisher', '4 articles2 publishers']);
    const second = page.$('.articles article').last();
    expect(squeezed(second.find('.source').text())).toContain(
      'newest 3 Mar 2026 08:00broken by The Wire 1 Mar 2026 08:00',
    );
    expect(second.find('.chip').first().attr('title')).toBe('neutral −0.10 towards Huawei');
    expect(second.find('h2 a').attr('href')).toBe(`/stories/${story}`);
    expect(page.$('nav [aria-current=page]').text()).toBe('Stories');
  });

  it('leaves out stories of one publisher where it is asked to', async () => {
    const form = (await get('/stories')).$('form.wanted');
    expect(form.find('[name=publishers] option').eq(1).attr('value')).toBe('2');
    expect(texts(await get('/stories?publishers=2'), '.articles h2')).toEqual(['Huawei listed']);
    const none = await get('/stories?publishers=9');
    expect([none.status, texts(none, '.lead')]).toEqual([200, ['There are no such stories.']]);
  });

  it('has those of an entity and what belongs to it', async () => {
    const link = (await get('/entities/huawei')).$('a[href^="/stories?"]').first().attr('href') ?? '';
    const page = await get(link);
    expect(texts(page, '.articles h2')).toEqual(['Huawei listed']);
    expect(texts(page, '.count')[0]).toContain('Only stories that name Huawei or what belongs to it.');
    expect(texts(await get('/stories?entity=nvidia'), '.lead')).toEqual(['There are no such stories.']);
  });

  it('is narrowed by topic, time and name, ordered by publishers, and keeps what was asked in its form', async () => {
    const named = await get(
      '/stories?entity=huawei&topic=export-controls&after=2026-03-03&before=2026-03-02',
    );
    expect(texts(named, '.articles h2')).toEqual(['Huawei listed']);
    const fields = named.$('form.wanted');
    expect(fields.find('[name=entity]').attr('value')).toBe('Huawei');
    expect(fields.find('[name=topic] [selected]').attr('value')).toBe('export-controls');
    expect(fields.find('[name=after]').attr('value')).toBe('2026-03-03');
    expect(texts(await get('/stories?topic=model-releases'), '.lead')).toEqual([
      'There are no such stories.',
    ]);
    const sorted = await get('/stories?sort=publishers');
    expect(texts(sorted, '.articles h2')).toEqual(['Huawei listed', 'Nvidia sells']);
    expect(texts(sorted, '.count')[0]).toContain('Of the last 30 days');
    expect((await get('/stories?sort=&entity=Huawei&after=')).location).toBe('/stories?entity=Huawei');
  });

  it('says that an address is damaged', async () => {
    for (const query of [
      'cursor=x',
      'publishers=x',
      'publishers=0',
      'publishers=1e9',
      'cursor=%00',
      'entity=x',
      'entity=%00',
      'topic=x',
      'after=2026-02-30',
      'before=x',
      'sort=x',
    ]) {
      const page = await get(`/stories?${query}`);
      expect(page.status, query).toBe(400);
      expect(texts(page, '.notice')[0]).toContain('damaged');
      expect(texts(page, '.articles h2')).toHaveLength(2);
    }
  });

  it('tells of an empty archive, and goes on from page to page', async () => {
    const other = await openTestDatabase();
    expect(texts(await get('/stories', other.orm), '.lead')).toEqual(['There are no stories yet.']);
    await addFeedsAndEntities(other.orm);
    for (let nth = 10; nth < 55; nth++)
      await addArticle(other.orm, {
        title: `Report ${nth}`,
        text: 'Text',
        publishedAt: `2026-02-01T10:${nth}:00Z`,
      });
    const first = await get('/stories', other.orm);
    const second = await get(first.$('.pages a').last().attr('href') ?? '', other.orm);
    expect(second.status).toBe(200);
    expect(new Set([...texts(first, '.articles h2'), ...texts(second, '.articles h2')]).size).toBe(45);
    expect(second.$('.pages a').attr('href')).toBe('/stories');
    await other.close();
  });
});

describe('a story', () => {
  it('is called in Chinese as its first Chinese article is, on its page and in the list', async () => {
    const page = await inLanguage('zh', () => get(`/stories/${story}`));
    expect(texts(page, 'h1')).toEqual(['华为被列入清单']);
    expect(page.$('h1').attr('lang')).toBe('zh');
    const list = await inLanguage('zh', () => get('/stories'));
    expect(list.$(`h2 a[href="/stories/${story}"]`).text()).toBe('华为被列入清单');
    expect(list.$('h2 a[lang=en]').text()).toContain('Nvidia sells');
  });

  it('of one article is read there, and that article leads to its page', async () => {
    const list = await get('/stories');
    expect(list.$('h2 a:contains("Nvidia sells")').attr('href')).toBe(`/articles/${ids.lone}`);
    const article = await get(`/articles/${ids.lone}`);
    expect(article.$(`a[href="/stories/${movedTo}"]`).text()).toBe('Page of its story');
  });

  it('says who broke it, and who was first in the other language how much later', async () => {
    const page = await get(`/stories/${story}`);
    expect(texts(page, 'h1')).toEqual(['Huawei listed']);
    expect(texts(page, 'header .source')[0]).toContain('4 articles2 publishers');
    expect(texts(page, 'header .lead')).toEqual([
      'Broken by The Wire 1 Mar 2026 08:00 UTC. First in Chinese: 新闻社, 2.5 h later.',
    ]);
    const alone = await get(`/stories/${movedTo}`);
    expect(texts(alone, 'header .lead')[0]).toContain('Not told in Chinese.');
  });

  it('has a timeline with copies under their original, and why each is in it', async () => {
    const page = await get(`/stories/${story}`);
    expect(texts(page, '.timeline h3')).toEqual(['Huawei listed', '华为被列入清单', hostile]);
    expect(texts(page, '.timeline .source strong')).toEqual(['first', '+2.5 h', '+2 days']);
    const copies = page.$('.timeline li:first-child .copies');
    expect(copies.find('a').attr('href')).toBe(`/articles/${ids.copy}`);
    expect(squeezed(copies.text())).toContain('93% of its text is the original’s');
    expect(page.$('.timeline .copies').length).toBe(1);
    expect(texts(page, '.why')).toEqual([
      'Why it is in this storyVery likely (0.75) the same happening as The Wire, 12 h before · entities: Huawei · numbers: 36',
      'Why it is in this storyProbably (0.62) the same happening as 新闻社, 2 days before · entities: Huawei, <b> · names: <i>ascend' +
        ' · words: listed · numbers: 600, 284 billion · events: Entity listing (2026-03-01)',
    ]);
  });

  it('draws who wrote when, copies told apart, and how the story spread', async () => {
    const page = await get(`/stories/${story}`);
    expect(texts(page, '.who-when tbody tr').map((row) => row.replace(/2026-[^A-Z新]*/g, ''))).toEqual([
      expect.stringMatching(/^The Wirefirst.*20$/),
      expect.stringMatching(/^新闻社\+1 h.*11$/),
    ]);
    const dots = page.$('.who-when tbody tr').map((_, row) => page.$(row).find('circle').length);
    expect(dots.get()).toEqual([2, 2]);
    expect(page.$('.who-when circle.copy').text()).toBe('2026-03-01 09:00 UTC: Huawei is listed');
    expect(texts(page, '.story-picture p')[0]).toBe('2 publishers wrote of it themselves within 2.5 h.');
    expect((await get(`/stories/${movedTo}`)).$('.story-picture, .slants').length).toBe(0);
  });

  it('has publishers with what they say of its entities, entities, events and ways to take it along', async () => {
    const page = await get(`/stories/${story}`);
    expect(texts(page, '.slants caption')).toEqual(['Mean sentiment towards Huawei, copies left out']);
    expect(texts(page, '.slants tbody th')).toEqual(['新闻社', 'The Wire']);
    expect(page.$('.about a[href^="/alerts/new"]').attr('href')).toBe(`/alerts/new?q=in%3A${story}`);
    expect(page.$('link[type="application/atom+xml"]').attr('href')).toBe(
      `/v1/search.atom?q=in%3A${story}&copies=true`,
    );
    expect(texts(page, '.entities tbody tr')[0]).toContain('Huaweicompany2');
    expect(texts(page, '.happenings li')).toEqual([
      expect.stringContaining('tightens1 article by 1 publisher'),
    ]);
    expect(page.$('.about a[href^="/search"]').attr('href')).toBe(`/search?q=in%3A${story}&copies=true`);
    const found = await get(page.$('.about a[href^="/search"]').attr('href') ?? '');
    expect(texts(found, '.count strong')).toEqual(['4 articles']);
  });

  it('shows hostile titles and reasons as text', async () => {
    const { body, $ } = await get(`/stories/${story}`);
    expect(body).not.toMatch(hostileTag);
    expect($('.timeline').text()).toContain(hostile);
    expect($('[onerror], [style]').length + $(strangeScripts).length).toBe(0);
    const marked = $('[id]')
      .get()
      .map((element) => $(element).attr('id'));
    expect(new Set(marked).size).toBe(marked.length);
  });

  it('is found under an id that it had, and missing under one that none had', async () => {
    const moved = await get(`/stories/${lone}`);
    expect([moved.status, moved.location]).toEqual([308, `/stories/${movedTo}`]);
    for (const path of [
      '/stories/999',
      '/stories/0',
      '/stories/x',
      '/stories/9999999999999999',
      '/stories/-1',
    ])
      expect((await get(path)).status, path).toBe(404);
    expect((await get('/stories/999')).body).toContain('no story with this number');
    expect((await get(`/stories/${story}?after=x`)).status).toBe(200);
  });

  it('goes on behind an article', async () => {
    const page = await get(`/stories/${story}?after=${ids.chinese}`);
    expect(texts(page, '.timeline h3')).toEqual([hostile]);
    expect(page.$('.pages a').attr('href')).toBe(`/stories/${story}`);
  });
});

describe('an article', () => {
  it('in a list leads to the others of its story', async () => {
    const page = await get('/search');
    expect(texts(page, '.articles a[href^="/stories"]')).toEqual([
      '3 more in this story',
      '3 more in this story',
      '2 more in this story',
    ]);
  });

  it('leads to its story where that has more than the copies of its text', async () => {
    const page = await get(`/articles/${ids.copy}`);
    expect(texts(page, '.part-of')).toEqual(['Part of a story of 4 articles by 2 publishers']);
    expect(page.$('.part-of a').attr('href')).toBe(`/stories/${story}`);
    expect(texts(await get(`/articles/${ids.lone}`), '.part-of')).toEqual([]);
  });
});
