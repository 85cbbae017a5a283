import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostTold, noticeContent } from '../notice.ts';
import { at, spec } from '../testing.ts';
import type { Told } from '../told.ts';
import type { ToldMatch } from './bounded.ts';
import { type NoticeParts, noticeOf } from './notice.ts';
import { sinceWords } from './since.ts';

const article = {
  ...{ id: 7, url: 'https://wire.example/a', publisher: 'Example Wire', language: 'en' },
  title: 'Commerce adds 12 to the Entity List',
  ...{ publishedAt: at('11:00').toISOString(), foundAt: at('11:01').toISOString(), entities: [], events: [] },
};
const matched = (matchId: number, more: Partial<Told> = {}): ToldMatch => ({
  ...{ matchId, kind: 'story', why: 'First report of this story, by Example Wire.' },
  matchedAt: new Date(at('11:00').getTime() + matchId * 60_000).toISOString(),
  ...{ storyId: matchId, publishers: 3, article, numbers: null },
  ...more,
});
const alert = { id: 4, name: 'Huawei licences', query: 'entity:huawei', spec: spec({ priority: 'high' }) };
const notice = (given: Partial<NoticeParts> = {}) =>
  noticeOf({ alert, kind: 'match', matches: [matched(1)], more: 0, now: at('12:00'), ...given });

test('a notice of one match has its title, and all that was told', () => {
  expect(notice()).toEqual({
    kind: 'match',
    alert: { id: 4, name: 'Huawei licences', query: 'entity:huawei' },
    priority: 'high',
    madeAt: '2026-11-20T12:00:00.000Z',
    title: 'Huawei licences: Commerce adds 12 to the Entity List (3 publishers)',
    matches: [matched(1)],
    more: 0,
  });
});

const title = (given: Partial<NoticeParts>) => notice(given).title.replace('Huawei licences: ', '');

test.each<[string, Partial<NoticeParts>]>([
  ['Commerce adds 12 to the Entity List', { matches: [matched(1, { publishers: 1 })] }],
  [
    'update: Commerce adds 12 to the Entity List (3 publishers)',
    { matches: [matched(1, { kind: 'development' })] },
  ],
  [
    'Sentiment towards Nvidia fell below −0.30: −0.34 over 7 days (12 articles)',
    {
      matches: [
        matched(1, {
          ...{ kind: 'level', article: null },
          why: 'Sentiment towards Nvidia fell below −0.30: −0.34 over 7 days (12 articles).',
        }),
      ],
    },
  ],
  ['Commerce adds 12 to the Entity List (3 publishers) … and 12 more', { more: 12 }],
  ['1,204 stories', { kind: 'digest', more: 1203 }],
  ['Commerce adds 12 to the Entity List (3 publishers)', { kind: 'digest' }],
  [
    '2 matches since 08:00',
    { kind: 'digest', matches: [matched(1), matched(2, { kind: 'burst' })], since: at('08:00') },
  ],
  ['8 stories since yesterday 08:00', { kind: 'digest', more: 7, since: at('08:00', -1) }],
  [
    '8 updates since Monday 08:00',
    { kind: 'digest', matches: [matched(1, { kind: 'development' })], more: 7, since: at('08:00', -4) },
  ],
])('the title says what there is: %s', (said, given) => {
  expect(title(given)).toBe(said);
});

test('since when is said in the alert’s time zone', () => {
  const now = at('01:00'); // 09:00 on 20 November in Shanghai, 20:00 on the 19th in New York
  expect(sinceWords(at('00:00', -1), now, 'Asia/Shanghai')).toBe('yesterday 08:00');
  expect(sinceWords(at('23:00', -1), now, 'America/New_York')).toBe('18:00');
  expect(sinceWords(at('23:00', -1), now, 'Asia/Kolkata')).toBe('04:30');
  expect(sinceWords(at('05:00', -2), now, 'America/New_York')).toBe('yesterday 00:00');
  expect(sinceWords(at('09:00', -7), at('09:00'), 'UTC')).toBe('13 November 09:00');
});

test('the newest come first, twenty at most, and the rest are counted', () => {
  const matches = Array.from({ length: 25 }, (_, n) => matched(n + 1));
  const { matches: told, more } = notice({ matches, more: 5 });
  expect(told.map(({ matchId }) => matchId)).toEqual(Array.from({ length: mostTold }, (_, n) => 25 - n));
  expect(more).toBe(10);
  expect(
    notice({ matches: [matched(3), matched(9), matched(5)] }).matches.map(({ matchId }) => matchId),
  ).toEqual([...[9, 5, 3]]);
});

test('the title is one line without control characters, and is cut between characters', () => {
  const nasty = 'Deal\r\nBcc: a@b.example\u2028\u202egnp.exe\ud83d 龙'.concat('🐉'.repeat(400));
  const said = notice({ matches: [matched(1, { article: { ...article, title: nasty } })] }).title;
  expect(said).toMatch(/^Huawei licences: Deal Bcc: a@b\.example gnp\.exe 龙🐉+… \(3 publishers\)$/u);
  expect(said.length).toBeLessThan(320);
  expect(JSON.stringify(said)).not.toContain('\\u');
});

test('an address that is too long to tell is left out rather than cut', () => {
  const url = `https://wire.example/${'a'.repeat(2000)}`;
  expect(
    notice({ matches: [matched(1, { article: { ...article, url } })] }).matches[0]!.article!.url,
  ).toBeNull();
});

test('whatever was told, a notice has the shape that it should, 16 kB at most and one match at least', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 50 }),
    fc
      .tuple(fc.constantFrom('龙', '🐉', '"', '\\', '\ud800', '\u0000'), fc.nat({ max: 5000 }))
      .map(([one, times]) => one.repeat(times)),
  );
  const many = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 12 });
  const toldArticle = fc.record({
    ...{ id: fc.nat(), url: fc.option(text), title: text, publisher: text, language: fc.constant('zh') },
    ...{ publishedAt: fc.constant(article.publishedAt), foundAt: fc.constant(article.foundAt) },
    entities: many(
      fc.record({
        ...{ id: fc.constant('huawei'), name: text, nameZh: fc.option(text), score: fc.constant(-0.123) },
        label: fc.constant('negative' as const),
      }),
    ),
    events: many(fc.record({ type: fc.constant('talks'), words: text, certainty: fc.constant('stated') })),
  });
  const parts = fc.record({
    alert: fc.record({ id: fc.nat(), name: text, query: text, spec: fc.constant(alert.spec) }),
    matches: fc.array(
      fc.tuple(fc.option(toldArticle), text).map(([one, why]) => matched(1, { article: one, why })),
      { minLength: 1, maxLength: 30 },
    ),
    more: fc.nat({ max: 100 }),
  });
  fc.assert(
    fc.property(parts, (given) => {
      const made = notice(given);
      expect(noticeContent.safeParse(made).success).toBe(true);
      expect(Buffer.byteLength(JSON.stringify(made))).toBeLessThanOrEqual(16_000);
      expect(made.matches.length).toBeGreaterThan(0);
      expect(made.matches.length + made.more).toBe(given.matches.length + given.more);
      expect(JSON.stringify(made)).not.toMatch(/\\ud[89a-f]|\\u0000/);
    }),
    { numRuns: 60 },
  );
});
