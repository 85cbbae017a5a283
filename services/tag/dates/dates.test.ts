import { describe, expect, it } from 'vitest';
import { datesIn } from './dates.ts';

/** A Thursday. */
const published = new Date('2025-01-16T02:40:00Z');

const found = (text: string, language = 'en', publishedAt: Date | undefined = published) =>
  datesIn(text, { start: 0, end: text.length }, language, publishedAt).map(
    ({ words, from, to }) => `${words}: ${from === to ? from : `${from}…${to}`}`,
  );

describe('English dates', () => {
  it.each<[string, string[]]>([
    ['The bureau spoke on Wednesday.', ['Wednesday: 2025-01-15']],
    ['It spoke today, a Thursday.', ['today: 2025-01-16', 'Thursday: 2025-01-16']],
    ['The form will be due on Monday.', ['Monday: 2025-01-20']],
    ['They met last Friday and meet next Friday.', ['last Friday: 2025-01-10', 'next Friday: 2025-01-17']],
    ['Fines were paid last week.', ['last week: 2025-01-06…2025-01-12']],
    ['A second list follows next month.', ['next month: 2025-02-01…2025-02-28']],
    ['The rule, effective Nov. 10, is long.', ['Nov. 10: 2024-11-10']],
    ['The rule of Oct 7, 2022 is long.', ['Oct 7, 2022: 2022-10-07']],
    [
      'Filed on 3 March, read in late December.',
      ['3 March: 2025-03-03', 'late December: 2024-12-21…2024-12-31'],
    ],
    ['It was listed in 2019.', ['in 2019: 2019-01-01…2019-12-31']],
    ['Sales rose in Q3 2024.', ['Q3 2024: 2024-07-01…2024-09-30']],
    ['Sales fell in the third quarter.', ['third quarter: 2024-07-01…2024-09-30']],
    ['Expect it early next year.', ['early next year: 2026-01-01…2026-03-31']],
    ['Two weeks ago it was quiet.', ['Two weeks ago: 2024-12-30…2025-01-05']],
    ['A permit given earlier this month.', ['earlier this month: 2025-01-01…2025-01-16']],
    [
      'It rests from 10 November 2025 through 9 November 2026.',
      ['10 November 2025 through 9 November 2026: 2025-11-10…2026-11-09'],
    ],
    ['You may march in the sun, and sat dec(1).', []],
    ['It sold 12 may-flies, 7 nm chips and 40 more on 31 February.', []],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe('Chinese dates', () => {
  it.each<[string, string[]]>([
    ['美国商务部15日宣布', ['15日: 2025-01-15']],
    ['公司28日披露', ['28日: 2024-12-28']],
    ['规则自18日起生效', ['18日: 2025-01-18']],
    ['周三，上周五，下周一', ['周三: 2025-01-15', '上周五: 2025-01-10', '下周一: 2025-01-20']],
    ['本月15日公布，1月20日生效', ['本月15日: 2025-01-15', '1月20日: 2025-01-20']],
    ['去年底已有传闻', ['去年底: 2024-12-01…2024-12-31']],
    ['2024年12月2日的规则', ['2024年12月2日: 2024-12-02']],
    ['2025年一季度营收', ['2025年一季度: 2025-01-01…2025-03-31']],
    ['今年下半年量產', ['今年下半年: 2025-07-01…2025-12-31']],
    ['週三又稱禮拜三', ['週三: 2025-01-15', '禮拜三: 2025-01-15']],
    ['三天前与去年10月', ['三天前: 2025-01-13', '去年10月: 2024-10-01…2024-10-31']],
    ['即日起至2026年11月27日', ['2026年11月27日: 2026-11-27']],
    ['每股15日元，10日内付清', []],
  ])('%s', (text, expected) => {
    expect(found(text, 'zh')).toEqual(expected);
  });
});

describe('datesIn', () => {
  it('tells only full dates when nobody knows the day of publication', () => {
    const text = 'On Monday, on 3 May 2024 and in 2023, and in May.';
    const given = datesIn(text, { start: 0, end: text.length }, 'en', undefined);
    expect(given.map(({ words }) => words)).toEqual(['3 May 2024', 'in 2023']);
  });

  it('gives offsets into the text, not into the sentence', () => {
    const text = 'Nothing here. It came on Monday.';
    const [date] = datesIn(text, { start: 14, end: text.length }, 'en', published);
    expect(text.slice(date!.start, date!.end)).toBe('Monday');
  });

  it('survives 100 kB of nothing but beginnings of dates', () => {
    for (const piece of ['mid ', '1', 'in the ', 'Q', '12-', '上', '年', '1月'])
      found(piece.repeat(100_000 / piece.length), piece > 'z' ? 'zh' : 'en');
  });
});
