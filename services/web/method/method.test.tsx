import { load } from 'cheerio';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { syncRights } from '../../../db/rights.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { readScores } from '../../method/scores.ts';
import { labelScoresOf } from '../../tag/eval/scores.ts';
import { inLanguage } from '../language/language.ts';
import { createPages } from '../pages.tsx';
import { addFeedsAndEntities, now } from '../testing/sampleArchive.ts';
import { hostileTag } from '../testing/scripts.ts';
import { weightOf } from '../today/front.ts';
import { MethodPage } from './method.tsx';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
  await addFeedsAndEntities(db.orm);
  await syncRights(db.orm, [{ publisher: '<b>Wire</b>', fullText: 'excerpt', keepTextDays: 30 }]);
});
afterAll(() => db.close());

const scores = readScores();
const facts = { feeds: 2, publishers: 2, rights: [], corrections: [], list: null };
const text = (html: string, selector: string) =>
  load(html)(selector)
    .toArray()
    .map((each) => load(each).text().replace(/\s+/g, ' ').trim());

test('the page tells the saved figures, held ones first, and what may be shown of texts', async () => {
  const pages = createPages({ orm: db.orm, now: () => now, report: console.error });
  const body = await (await pages.request('/method')).text();
  const held = scores.tag.sentiment.find(({ set }) => set === 'gold en held')!;
  const { macroF1, count } = labelScoresOf(held.confusion);
  const [first] = text(body, '#scores ~ div .scores tbody tr');
  expect(first).toContain('Own gold set, English, held apart');
  expect(first).toContain(macroF1.toFixed(2));
  expect(first).toContain(String(count));
  expect(text(body, '#sources ~ div tbody tr')).toEqual(['<b>Wire</b>the beginning30 days']);
  expect(body.slice(body.indexOf('<main'))).not.toMatch(hostileTag);
  for (const id of ['tags', 'scores', 'weaknesses', 'order', 'corrections', 'sources'])
    expect(load(body)(`h2#${id}`)).toHaveLength(1);
});

test.each([
  [{}, 'The same run here.'],
  [{ list: 'abcdefgh12' }, 'This archive has another entity list, abcdefgh; figures of names may differ.'],
])('says whether the figures are those of what runs here (%o)', (more, said) => {
  const html = String(<MethodPage scores={scores} facts={{ ...facts, ...more }} />);
  expect(text(html, '.measured-on')[0]).toContain(said);
});

test('says where they are another tagger’s, and what readers corrected, in Chinese as well', () => {
  const older = { ...scores, tag: { ...scores.tag, tagger: '0' } };
  const corrections = [{ kind: 'sentiment' as const, taggerVersion: '3', corrections: 5, articles: 4 }];
  const page = () => String(<MethodPage scores={older} facts={{ ...facts, corrections }} />);
  expect(page()).toContain('This Chipwire runs another tagger');
  const zh = inLanguage('zh', page);
  expect(text(zh, '#corrections ~ div tbody tr')).toEqual(['情感354']);
});

test('Today’s order is the one that the page tells', () => {
  const story = { id: 1, publishers: 2, lastAt: new Date(now.getTime() - 86_400_000), relevance: 0.5 };
  expect(weightOf(story, now)).toBeCloseTo(2 * 0.5 * (0.1 + 0.9 * 0.5));
});
