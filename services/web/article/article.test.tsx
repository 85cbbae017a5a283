import { load } from 'cheerio';
import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { syncRights } from '../../../db/rights.ts';
import { corrections } from '../../../db/schema.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import type { Caller } from '../../api/access.ts';
import { asCaller } from '../../api/asCaller.ts';
import { addArticle, mentionOf } from '../../testing/archive.ts';
import { eventIn, roleIn } from '../../testing/found.ts';
import { addOwners } from '../../testing/owners.ts';
import { speaking } from '../language/speaking.ts';
import { createPages } from '../pages.tsx';
import { addFeedsAndEntities, now } from '../testing/sampleArchive.ts';
import { hostileTag, strangeScripts } from '../testing/scripts.ts';

let db: Database;
let ids: Record<'curbs' | 'copy' | 'hostile' | 'bare', number>;

const curbs = {
  title: 'New curbs on Nvidia 🚧 and Huawei',
  text: 'Rules were tightened 🚧 for Nvidia on Monday.\n\n  \nHuawei Ascend sales rose,\nsaid Huawei.\n\nThe end.',
};
const sentence = { sentenceStart: 0, sentenceEnd: 45 };
const second = { sentenceStart: 50, sentenceEnd: 88 };
const mentions = [
  { ...mentionOf('nvidia', 'Nvidia', curbs, 'title', ['negative', -0.6, ['curbs']]), sentenceEnd: 33 },
  {
    ...mentionOf('nvidia', 'Nvidia', curbs, 'text', ['negative', -0.6, ['tightened', '<i>fell"']]),
    ...sentence,
    reason: 'longest match over <b>',
  },
  { ...mentionOf('huawei', 'Huawei', curbs, 'text', ['neutral', 0, []]), ...second },
  { ...mentionOf('ascend', 'Huawei Ascend', curbs, 'text', ['positive', 0.4, ['rose']]), ...second },
];
const nvidiaAt = String(curbs.text.indexOf('Nvidia'));

beforeAll(async () => {
  db = await openTestDatabase();
  await addFeedsAndEntities(db.orm);
  await addOwners(db.orm, 'ann', 'bob', 'boss');
  const entity = { mentions: 1, salience: 0.3 };
  const tagged = {
    sentiment: { score: -0.3, label: 'negative' as const },
    entities: [
      { ...entity, entityId: 'nvidia', salience: 0.9, score: -0.6, label: 'negative' as const },
      { ...entity, entityId: 'ascend', score: 0.4, label: 'positive' as const },
      { ...entity, entityId: 'huawei', salience: 0.2, score: 0, label: 'neutral' as const },
    ],
  };
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
    }),
    bare: await addArticle(db.orm, { title: 'Bare', text: '', publishedAt: '2026-03-09T10:00:00Z' }),
  };
});
beforeEach(() => db.orm.delete(corrections));
afterAll(() => db.close());

const callers = {
  ann: { owner: 'ann', scope: 'write' },
  bob: { owner: 'bob', scope: 'write' },
  boss: { owner: 'boss', scope: 'admin' },
  reader: { owner: 'bob', scope: 'read' },
} satisfies Record<string, Caller>;
const pages = () =>
  new Hono()
    .use(speaking)
    .route('/', createPages({ orm: db.orm, now: () => now, report: (error) => console.error(error) }));

async function get(path: string, who: keyof typeof callers = 'ann', language = 'en') {
  const response = await asCaller(pages(), callers[who]).request(path, {
    headers: { 'accept-language': language },
  });
  const body = await response.text();
  return { status: response.status, body, $: load(body) };
}
async function post(path: string, fields: Record<string, string>, who: keyof typeof callers = 'ann') {
  const response = await asCaller(pages(), callers[who]).request(path, {
    method: 'POST',
    body: new URLSearchParams(fields),
  });
  return { status: response.status, to: response.headers.get('location'), $: load(await response.text()) };
}

describe('an article', () => {
  it('leads to its source first and says what is kept of it', async () => {
    const { $ } = await get(`/articles/${ids.curbs}`);
    const source = $('.original a');
    expect(source.attr('rel')).toBe('noopener noreferrer');
    expect(source.attr('href')).toContain('https://wire.example/');
    expect($('main a').index(source)).toBeLessThan(4);
    expect($('.kept').text()).toContain('the text is that which the feed carried then');
    expect($('.kept').text()).toContain('The page was not read: the page answered 403.');
    expect($('.kept a').attr('href')).toMatch(
      /^https:\/\/web\.archive\.org\/web\/20260310080500\/https:\/\/wire\.example\//,
    );
    expect($('.hash').text()).toMatch(/^[0-9a-f]{64}$/);
    expect($('.dates').text()).toContain('By Ada Ng');
    expect($('.about').text()).toContain('Tagger test-7, entity list list-7');
    expect($('.facts .copies a').attr('href')).toBe(`/articles/${ids.copy}`);
    const copy = await get(`/articles/${ids.copy}`);
    expect(copy.$('.copies').text()).toContain('the earliest');
    expect(copy.$('.about').text()).toContain('Syndicated fromThe Wire');
  });

  it('is cited in a sentence and for programs, in Chinese as there', async () => {
    const { $ } = await get(`/articles/${ids.curbs}`);
    expect($('.citation > p').text()).toMatch(
      /^Ada Ng, “New curbs .*”, The Wire, 10 Mar 2026, https:\/\/wire\.example\/.* \(accessed 10 Mar 2026\)\.$/,
    );
    expect($('.citation pre').first().text()).toMatch(/^@online\{thewire2026-\d+,/);
    expect(JSON.parse($('.citation pre').last().text())).toMatchObject({ type: 'article-newspaper' });
    const chinese = await get(`/articles/${ids.curbs}`, 'ann', 'zh');
    expect(chinese.$('.citation > p').text()).toContain('[EB/OL]. The Wire, (2026-03-10)[2026-03-10]. https');
    expect(chinese.$('html').attr('lang')).toBe('zh-Hans');
    expect(chinese.$('.text').attr('lang')).toBe('en');
  });

  it('marks mentions where they stand, overlapping ones as one, each with a note of its own', async () => {
    const { $ } = await get(`/articles/${ids.curbs}`);
    expect($('h1').text()).toBe(curbs.title);
    expect($('h1 .mark').text()).toBe('Nvidia');
    const marks = $('.text .mark');
    expect(marks.map((_, mark) => $(mark).text()).get()).toEqual(['Nvidia', 'Huawei Ascend']);
    expect(marks.map((_, mark) => $(mark).attr('class')).get()).toEqual(['mark negative', 'mark mixed']);
    const paragraphs = $('.text p').map((_, p) => $(p).text());
    expect(paragraphs.get()).toEqual([
      'Rules were tightened 🚧 for Nvidia on Monday.',
      'Huawei Ascend sales rose,\nsaid Huawei.',
      'The end.',
    ]);
    $('a.mark').each((_, mark) => {
      const note = $($(mark).attr('href')!);
      expect([note.attr('role'), note.attr('popover')]).toEqual(['dialog', 'auto']);
      expect(note.find('.close').attr('href')).toBe(`#${$(mark).attr('id')}`);
    });
    const note = $(marks.first().attr('href')!);
    expect(note.find('.whom').text()).toBe('Nvidia ▼ negative −0.60');
    expect(note.find('.whom a').attr('href')).toBe('/entities/nvidia');
    expect(note.find('blockquote').html()).toBe(
      'Rules were <mark>tightened</mark> 🚧 for <strong>Nvidia</strong> on Monday.',
    );
    expect(note.text()).toContain('Decided by “tightened” and “<i>fell"”');
    expect(note.text()).toContain('Taken for it by: longest match over <b>');
    expect(note.text()).toContain('Tagger test-7, entity list list-7');
    const both = $(marks.last().attr('href')!);
    expect(both.attr('aria-label')).toBe('Ascend, Huawei');
    expect(both.find('.whom').length).toBe(2);
    expect(both.text()).toContain('No word of judgement found.');
  });

  it('counts whom it treats well and badly', async () => {
    const { $ } = await get(`/articles/${ids.curbs}`);
    expect($('.balance').text()).toBe('3 entities: ▲ 1 positive, ▼ 1 negative, ● 1 neutral');
    const names = $('table.entities tbody th a').map((_, a) => $(a).text());
    expect(names.get()).toEqual(['Nvidia', 'Ascend', 'Huawei']);
    expect((await get(`/articles/${ids.curbs}`, 'ann', 'zh')).$('.balance').text()).toContain('1 个负面');
  });

  it('shows of a text what its publisher lets be shown, and still why its tags are there', async () => {
    await syncRights(db.orm, [
      { publisher: 'The Wire', fullText: 'excerpt' },
      { publisher: '新闻社', fullText: 'none' },
    ]);
    const excerpt = await get(`/articles/${ids.curbs}`);
    expect(excerpt.$('.text .mark').length).toBe(0);
    expect(excerpt.$('h1 .mark').length).toBe(1);
    expect(excerpt.$('.unseen .whom').length).toBe(3);
    expect(excerpt.$('.unseen blockquote').length).toBe(3);
    await syncRights(db.orm, [{ publisher: 'The Wire', fullText: 'none' }]);
    const none = await get(`/articles/${ids.curbs}`);
    expect(none.body).not.toContain('on Monday');
    expect(none.$('.unseen .whom').length).toBe(3);
    expect(none.$('.unseen blockquote').length).toBe(0);
    await syncRights(db.orm, []);
    expect((await get(`/articles/${ids.bare}`)).$('.lead').text()).toContain('No text is stored');
  });

  it('tells who contradicts it, itself first', async () => {
    const tell = (publisher: string, certainty: 'stated' | 'denied') => {
      const text = `Huawei was ${certainty === 'denied' ? 'not ' : ''}put on the list, says ${publisher}.`;
      const who = [roleIn(text, 'huawei', 'Huawei', 'target', -1)];
      return addArticle(db.orm, {
        ...{ title: text, text, feed: publisher, publishedAt: '2026-03-08T08:00:00Z' },
        found: {
          events: [eventIn(text, { type: 'entity-listing', words: 'put on the list', who, certainty })],
        },
      });
    };
    const [stated] = [await tell('wire', 'stated'), await tell('xinwen', 'denied')];
    const { $ } = await get(`/articles/${stated}`);
    expect($('.jump').text()).toContain('contradicted elsewhere');
    expect(
      $('.contradictions .source strong')
        .map((_, says) => $(says).text())
        .get(),
    ).toEqual(['states it', 'denies it']);
    expect($('.contradictions').text()).toContain('Huawei was not put on the list, says xinwen.');
  });

  it('shows hostile text as text and gives no link that a browser would run', async () => {
    const { $, body } = await get(`/articles/${ids.hostile}`);
    expect($('h1').text()).toBe('<script>alert(1)</script> "><img src=x onerror=alert(1)>');
    expect($('.text').text()).toContain('<script>alert(2)</script> & <b>bold</b>');
    expect(body).not.toMatch(hostileTag);
    expect($(strangeScripts).length).toBe(0);
    expect($('.original').text()).toContain('no address that can be opened');
  });
});

describe('a correction', () => {
  const form = { field: 'text', start: nvidiaAt, entity: 'nvidia' };
  const asked = () => `/articles/${ids.curbs}/corrections/new?${new URLSearchParams(form)}`;
  const send = (fields: Record<string, string>, who: keyof typeof callers = 'ann') =>
    post(`/articles/${ids.curbs}/corrections`, { ...form, ...fields }, who);

  it('is asked for by a form that says what is tagged', async () => {
    const { $ } = await get(`/articles/${ids.curbs}`);
    const link = $(`#why-${nvidiaAt} .wrong a`).attr('href')!;
    expect(link).toBe(asked());
    const page = await get(link);
    expect(page.$('.tagged-as').text()).toBe('“Nvidia” is tagged as Nvidia, ▼ negative −0.60.');
    expect(page.$('blockquote strong').text()).toBe('Nvidia');
    expect(
      page
        .$('input[name=label]')
        .map((_, input) => page.$(input).attr('value'))
        .get(),
    ).toEqual(['neutral', 'positive']);
    expect(page.$('input[data-complete=entity]').attr('name')).toBe('meant');
    expect((await get(`/articles/${ids.curbs}`, 'reader')).$('.wrong').length).toBe(0);
  });

  it('stands beside the tag, which stays, for everybody', async () => {
    const { status, to } = await send({ wrong: 'label', label: 'neutral', note: 'no harm <b>told</b>' });
    expect([status, to]).toEqual([303, `/articles/${ids.curbs}?said=corrected`]);
    const { $, body } = await get(to!, 'bob');
    expect($('[role=status]').text()).toBe('Your correction stands beside the tag.');
    const mark = $(`#at-${nvidiaAt}`);
    expect(mark.attr('class')).toBe('mark negative corrected');
    expect($(`#why-${nvidiaAt} .corrected-to`).text()).toBe(
      'Corrected by a reader: neutral, not negativeno harm <b>told</b>',
    );
    expect($('.corrections li').text()).toContain('“Nvidia” · Corrected by a reader: neutral, not negative');
    expect(body).not.toMatch(hostileTag);
    expect($('.marks-legend').text()).toContain('Double line');
    const chinese = await get(to!, 'bob', 'zh');
    expect(chinese.$('.corrections li').text()).toContain('读者更正：应为中性，而非负面');
  });

  it('may say that somebody else is meant, or nobody', async () => {
    expect((await send({ wrong: 'meant', meant: '华为' })).status).toBe(303);
    const said = async () => (await get(`/articles/${ids.curbs}`)).$('.corrections li').text();
    expect(await said()).toContain('Huawei, not Nvidia');
    expect((await send({ wrong: 'nobody' })).status).toBe(303);
    expect(await said()).toContain('no entity, not Nvidia');
  });

  it('comes back with what is wrong in it', async () => {
    for (const [fields, parameter] of [
      [{}, 'wrong'],
      [{ wrong: 'label' }, 'label'],
      [{ wrong: 'label', label: 'negative' }, 'label'],
      [{ wrong: 'meant', meant: '' }, 'meant'],
      [{ wrong: 'meant', meant: 'a\0b' }, 'meant'],
      [{ wrong: 'meant', meant: 'Nobody knows this one', note: 'kept' }, 'meant'],
    ] as [Record<string, string>, string][]) {
      const { status, $ } = await send(fields);
      expect([status, fields, $('.notice a').attr('href')]).toEqual([400, fields, `#f-${parameter}`]);
      expect($(`#f-${parameter}`).length).toBe(1);
      expect($('input[name=note]').attr('value')).toBe(fields.note ?? '');
    }
    expect((await send({ wrong: 'meant', meant: 'Huawai' })).$('.notice').text()).toContain(
      'Perhaps: Huawei',
    );
    for (const mention of [{ start: '1' }, { start: 'x' }, { field: 'x' }, { entity: '\0' }, { entity: '' }])
      expect((await send({ wrong: 'nobody', ...mention })).status).toBe(404);
    expect((await get(`/articles/${ids.curbs}/corrections/new`)).status).toBe(404);
  });

  it('is taken back by whoever made it, or an administrator', async () => {
    await send({ wrong: 'nobody' });
    const act = async (who: keyof typeof callers) =>
      (await get(`/articles/${ids.curbs}`, who)).$('.corrections form').attr('action');
    expect([await act('bob'), await act('reader')]).toEqual([undefined, undefined]);
    const path = (await act('ann'))!;
    expect(await act('boss')).toBe(path);
    expect((await post(path, {}, 'bob')).status).toBe(404);
    expect((await post(path, {}, 'boss')).to).toBe(`/articles/${ids.curbs}?said=withdrawn`);
    expect((await get(`/articles/${ids.curbs}`)).$('.corrections').length).toBe(0);
  });
});
