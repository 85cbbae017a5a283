import { load } from 'cheerio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { syncEntities } from '../../../db/entities.ts';
import { syncFeeds } from '../../../db/feeds.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { addArticle, mentionOf } from '../../testing/archive.ts';
import { eventIn, quoteIn, releaseIn, roleIn } from '../../testing/found.ts';
import { createPages } from '../pages.tsx';
import { now } from '../testing/sampleArchive.ts';

let db: Database;
const ids: Record<string, number> = {};

async function get(path: string) {
  const pages = createPages({ orm: db.orm, now: () => now, report: (error) => console.error(error) });
  const response = await pages.request(path);
  const body = await response.text();
  expect(response.status, path).toBe(200);
  return { body, $: load(body) };
}
const squeezed = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

const text =
  'Washington licensed the H20 for China, officials said, hurting Cambricon. The diffusion rule is dead. ' +
  '“Nvidia wins,” said <Ye> Kejiang. DeepSeek V3 has 671 billion parameters, scored 88.5 on MMLU and costs 14 cents.';

beforeAll(async () => {
  db = await openTestDatabase();
  const feed = { family: 'wire', language: 'en', topics: ['export-controls'], interval: 1800 };
  await syncFeeds(db.orm, [{ ...feed, id: 'wire', publisher: 'The Wire', url: 'https://e.org/feed' }], now);
  const entity = { nameZh: null, aliases: [], parentId: null, tickers: [], wikidata: null };
  await syncEntities(db.orm, [
    { ...entity, type: 'company', id: 'nvidia', name: 'Nvidia' },
    { ...entity, type: 'company', id: 'cambricon', name: 'Cambricon' },
    { ...entity, type: 'chip', id: 'h20', name: 'H20', parentId: 'nvidia' },
    { ...entity, type: 'lab', id: 'deepseek', name: 'DeepSeek' },
    { ...entity, type: 'model', id: 'deepseek-v3', name: 'DeepSeek V3', parentId: 'deepseek' },
    {
      ...{ ...entity, type: 'rule' as const, id: 'diffusion-rule', name: 'AI Diffusion Rule' },
      status: [
        { from: '2025-01-15', is: 'proposed' as const },
        { from: '2025-05-13', is: 'not-enforced' as const, note: 'guidance', source: 'BIS' },
      ],
    },
  ]);
  const written = { title: 'A licence', text };
  const ye = { speakerId: 'person~ye-kejiang', speakerWords: '<Ye> Kejiang', verb: 'said' };
  const mention = mentionOf('nvidia', 'Nvidia', written, 'text', ['positive', 0.5, ['wins']]);
  const named = ['nvidia', 'person~ye-kejiang'].map((entityId) => ({
    ...{ entityId, mentions: 1, salience: 0.5, score: 0.5, label: 'positive' as const },
  }));
  const article = {
    ...{ ...written, mentions: [{ ...mention, reason: 'context: chip' }] },
    tagged: { sentiment: { score: 0, label: 'neutral' as const }, entities: named },
    unlisted: [{ id: 'person~ye-kejiang', type: 'person' as const, name: '<Ye> Kejiang' }],
    found: {
      stance: 'loosen' as const,
      events: [
        eventIn(text, {
          ...{
            type: 'licence-granted',
            words: 'licensed the H20',
            stance: 'loosen',
            certainty: 'unconfirmed',
          },
          ...{ instrument: 'licence', fromDay: '2026-03-02', toDay: '2026-03-04' },
          who: [
            roleIn(text, 'cambricon', 'Cambricon', 'rival', -1),
            roleIn(text, 'h20', 'H20', 'exporter', 1),
          ],
        }),
        eventIn(text, {
          ...{ type: 'rule-rescinded', words: 'is dead', instrument: 'rule', instrumentId: 'diffusion-rule' },
          ...{ pressStatus: 'rescinded', dated: false, fromDay: '2026-03-05', toDay: '2026-03-05' },
        }),
      ],
      quotes: [quoteIn(text, { words: 'Nvidia wins,', ...ye, about: ['nvidia'] })],
      releases: [
        releaseIn(text, 'deepseek-v3', 'DeepSeek V3', [
          { kind: 'parameters', words: '671 billion', value: 671e9 },
          { kind: 'benchmark', words: '88.5', value: 88.5, unit: 'MMLU', measuredBy: 'self' },
          { kind: 'price', words: '14 cents', value: 0.14, unit: 'USD/input' },
        ]),
      ],
    },
  };
  ids.licence = await addArticle(db.orm, { ...article, publishedAt: '2026-03-05T08:00:00Z' });
  ids.off = await addArticle(db.orm, {
    ...{ title: 'Off the beat', text: 'Nvidia.', publishedAt: '2026-03-06T08:00:00Z' },
    ...{ tagged: article.tagged, unlisted: article.unlisted },
    found: { topics: [{ id: 'export-controls', relevance: 0.1 }] },
  });
});
afterAll(() => db.close());

describe('an article', () => {
  it('tells its events: what, when, how sure, which side, by what, who and the sentence', async () => {
    const { $ } = await get(`/articles/${ids.licence}`);
    const events = $('section[aria-labelledby=events] li:has(h3)');
    expect(squeezed(events.first().find('h3').text())).toBe('Licence granted');
    expect(squeezed(events.first().find('.source').text())).toBe(
      '2 Mar 2026 to 4 Mar 2026unconfirmedloosensthrough licence',
    );
    expect(
      events
        .first()
        .find('.chip')
        .map((_, a) => squeezed($(a).text()))
        .get(),
    ).toEqual(['▼ Cambricon rival, bad for it', '▲ H20 exporter, good for it']);
    expect(events.first().find('p strong').text()).toBe('licensed the H20');
    const second = squeezed(events.eq(1).find('.source').text());
    expect(second).toBe('undated, published 5 Mar 2026through AI Diffusion Rule, said to be rescinded');
  });

  it('tells quotes with speakers, and claims with values and sentences', async () => {
    const { $, body } = await get(`/articles/${ids.licence}`);
    expect($('.happenings blockquote').text()).toBe('“Nvidia wins,”');
    expect($('.speaker a').attr('href')).toBe('/entities/person~ye-kejiang');
    expect(body).not.toContain('<Ye>');
    const rows = $('.claims tbody tr').map((_, row) =>
      squeezed($(row).find('th, td strong, td > span').text()),
    );
    expect(rows.get()).toEqual([
      expect.stringContaining('Parameters671 billion= 671B'),
      expect.stringContaining('MMLUself-reported88.5'),
      expect.stringContaining('Price14 cents= 0.14 USD per million input tokens'),
    ]);
    expect($('.claims details').length).toBe(3);
  });

  it('says why a name was taken, by which tagger, and where it stands', async () => {
    const { $ } = await get(`/articles/${ids.licence}`);
    expect(squeezed($('main').text())).toContain('Taken for it by: context: chip');
    const facts = squeezed($('.facts .about').text());
    expect(facts).toContain('Policy stanceloosens');
    expect(facts).toContain('Tagger test-7, entity list list-7');
    expect(squeezed((await get(`/articles/${ids.off}`)).$('.facts .about').text())).toContain(
      'off topic: left out of charts',
    );
  });
});
