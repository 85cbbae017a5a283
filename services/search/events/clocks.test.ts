import { describe, expect, test } from 'vitest';
import { clocksOf, type LegalRule } from './clocks.ts';
import { clockSentence, type DatePhrase, datedIn } from './clockWords.ts';
import { dateIn, told, type Wanted } from './testing.ts';
import type { Told } from './told.ts';

describe('words that give a day its meaning', () => {
  const read = (sentence: string, words: string, from: string, to?: string) => {
    const language = /\p{Script=Han}/u.test(sentence) ? 'zh' : 'en';
    expect(sentence).toMatch(new RegExp(clockSentence, 'i'));
    return datedIn(sentence, language, [dateIn(sentence, words, from, to)]).map(({ kind, day }) => [
      kind,
      day,
    ]);
  };

  test.each([
    ['The rule takes effect on 15 January 2026.', '15 January 2026', [['takes-effect', 'F']]],
    ['Exporters will need permission from 1 August.', '1 August', [['takes-effect', 'F']]],
    ['The rule is suspended until 9 November.', '9 November', [['pause-ends', 'T']]],
    ['The truce runs out on 10 November 2026.', '10 November 2026', [['pause-ends', 'T']]],
    ['The waiver expires on 31 December.', '31 December', [['expires', 'T']]],
    ['Public comments are taken until 10 May 2023.', '10 May 2023', [['comments-close', 'T']]],
    ['Firms must divest by 1 June 2027.', '1 June 2027', [['comply-by', 'T']]],
    ['BIS suspends the rule from 10 November 2025.', '10 November 2025', [['ceases', 'F']]],
    ['公告自8月1日起对镓、锗实施出口管制。', '8月1日', [['takes-effect', 'F']]],
    ['省令7月23日起施行。', '7月23日', [['takes-effect', 'F']]],
    ['第二款暂停至11月27日。', '11月27日', [['pause-ends', 'T']]],
    ['许可证12月31日到期。', '12月31日', [['expires', 'T']]],
    ['征求意见稿的反馈截止时间为5月10日。', '5月10日', [['comments-close', 'T']]],
    ['美方10日起暂停穿透规则一年。', '10日', [['ceases', 'F']]],
  ])('%s', (sentence, words, expected) => {
    const named = expected.map(([kind, end]) => [kind, end === 'F' ? '2026-01-01' : '2026-01-02']);
    expect(read(sentence, words, '2026-01-01', '2026-01-02')).toEqual(named);
  });

  test('a pause with both ends tells both', () => {
    const words = '10 November 2025 through 9 November 2026';
    expect(read(`BIS suspends the rule from ${words}.`, words, '2025-11-10', '2026-11-09')).toEqual([
      ['ceases', '2025-11-10'],
      ['pause-ends', '2026-11-09'],
    ]);
  });

  test.each([
    ['The rule of 7 October 2022 took years to draft, until it was forgotten.', '7 October 2022'],
    ['Sales rose from 3 May.', '3 May'],
    ['The rule takes effect on Monday.', 'Monday'],
    ['2024年第46号公告暂停，截止何时未定。', '2024年'],
  ])('gives no day: %s', (sentence, words) => {
    expect(read(sentence, words, '2024-01-01', words === '2024年' ? '2024-12-31' : undefined)).toEqual([]);
  });

  test('a weekday before a date is part of it', () => {
    const sentence = 'The suspension is written to end on Monday, 9 November.';
    const dates = [dateIn(sentence, 'Monday', '2026-11-02'), dateIn(sentence, '9 November', '2026-11-09')];
    expect(datedIn(sentence, 'en', dates)).toEqual([
      { kind: 'pause-ends', day: '2026-11-09', words: '9 November' },
    ]);
  });

  test('hostile sentences take no time', () => {
    const started = performance.now();
    for (const filling of ['suspended until ', '日起', 'from the ', ', when the '])
      datedIn(`${filling.repeat(20_000)}9 November`, 'en', [
        {
          start: filling.length * 20_000,
          end: filling.length * 20_000 + 10,
          words: '9 November',
          from: '2026-11-09',
          to: '2026-11-09',
        },
      ]);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('clocks', () => {
  const rule: LegalRule = {
    id: 'affiliates-rule',
    status: [
      { from: '2025-09-29', is: 'in-force', source: '90 FR 47201' },
      { from: '2025-11-10', to: '2026-11-09', is: 'paused' },
    ],
  };
  const pausedUntil = (day: string, on: string, more: Partial<Wanted> = {}) =>
    told({
      ...{
        type: 'rule-delayed',
        on,
        instrumentId: 'affiliates-rule',
        sentence: `The rule is suspended until ${day}.`,
      },
      ...more,
    });
  const dates: Record<string, [string, string]> = {
    '9 November': ['2026-11-09', '2026-11-09'],
    '10 November': ['2026-11-10', '2026-11-10'],
    '1 August': ['2026-08-01', '2026-08-01'],
  };
  const datesIn = ({ sentence }: Told): DatePhrase[] =>
    Object.entries(dates).flatMap(([words, [from, to]]) =>
      sentence.includes(words) ? [dateIn(sentence, words, from, to)] : [],
    );
  const clocks = (events: Told[], laws: LegalRule[] = []) =>
    clocksOf(events, laws, datesIn).map(({ kind, day, certainty, sources, otherDays }) => ({
      ...{ kind, day, certainty, otherDays },
      publishers: sources.map(({ article }) => article.publisher),
    }));

  test('the entity list alone tells some', () => {
    expect(clocks([], [rule])).toEqual([
      { kind: 'takes-effect', day: '2025-09-29', certainty: 'law', otherDays: [], publishers: [] },
      { kind: 'ceases', day: '2025-11-10', certainty: 'law', otherDays: [], publishers: [] },
      { kind: 'pause-ends', day: '2026-11-09', certainty: 'law', otherDays: [], publishers: [] },
    ]);
  });

  test('two laws of one day are two', () => {
    const laws = ['ecra', 'firrma', 'ieepa'].map(
      (id): LegalRule => ({ id, status: [{ from: '2018-08-13', is: 'in-force' }] }),
    );
    expect(clocks([], laws)).toHaveLength(3);
  });

  test('articles and the list make one clock, and another day stands as a conflict', () => {
    const events = [
      pausedUntil('9 November', '2026-11-05', { publisher: 'Review' }),
      pausedUntil('9 November', '2026-09-24', { publisher: 'Ledger', certainty: 'planned' }),
      pausedUntil('10 November', '2026-10-01'),
    ];
    expect(clocks(events, [rule]).slice(2)).toEqual([
      {
        kind: 'pause-ends',
        day: '2026-11-09',
        certainty: 'law',
        otherDays: ['2026-11-10'],
        publishers: ['Ledger', 'Review'],
      },
      {
        kind: 'pause-ends',
        day: '2026-11-10',
        certainty: 'stated',
        otherDays: ['2026-11-09'],
        publishers: ['Wire'],
      },
    ]);
  });

  test('a later day that is told weeks later is an extension, not a conflict', () => {
    const licence = { instrumentId: null, who: ['exporter:huawei'] };
    const first = pausedUntil('9 November', '2026-09-01', licence);
    expect(clocks([first, pausedUntil('10 November', '2026-09-30', licence)])).toMatchObject([
      { otherDays: [] },
      { otherDays: [] },
    ]);
    expect(clocks([first, pausedUntil('10 November', '2026-09-05', licence)])).toMatchObject([
      { otherDays: ['2026-11-10'] },
      { otherDays: ['2026-11-09'] },
    ]);
  });

  test('a standing list in common is not enough', () => {
    const under = (company: string) =>
      pausedUntil('9 November', '2026-11-02', { instrumentId: 'entity-list', who: [`target:${company}`] });
    expect(clocks([under('ymtc'), under('smic')])).toHaveLength(2);
    expect(clocks([under('ymtc'), under('ymtc')])).toHaveLength(1);
  });

  test('things of one day that have nothing in common stay apart', () => {
    const other = pausedUntil('9 November', '2026-11-01', { instrumentId: 'mofcom-2025-62' });
    expect(clocks([pausedUntil('9 November', '2026-11-02'), other])).toHaveLength(2);
    const story = { instrumentId: null, storyId: 7 };
    const same = [
      pausedUntil('9 November', '2026-11-02', story),
      pausedUntil('9 November', '2026-11-03', story),
    ];
    expect(clocks(same)).toHaveLength(1);
  });

  test('a day ahead is due, unless a clearer sentence says what comes', () => {
    const sentence = 'China puts gallium under licence, with 1 August named.';
    const ahead = {
      type: 'mineral-retaliation',
      on: '2026-07-04',
      fromDay: '2026-08-01',
      who: ['material:gallium:material'],
    };
    const due = told({ ...ahead, sentence });
    expect(clocks([due])).toMatchObject([{ kind: 'due', day: '2026-08-01' }]);
    const clear = told({ ...ahead, publisher: 'Review', sentence: 'Controls apply from 1 August.' });
    expect(clocks([due, clear])).toMatchObject([{ kind: 'takes-effect', publishers: ['Wire', 'Review'] }]);
    expect(clocks([told({ ...ahead, sentence, on: '2026-08-02' })])).toEqual([]);
  });
});
