import { load } from 'cheerio';
import { expect, test } from 'vitest';
import type { Series } from '../../api/series.ts';
import { periodsBetween, type Unit } from '../../search/series/periods.ts';
import { inLanguage } from '../language/language.ts';
import { frameOf, roundShare, roundUp, sentimentReach } from './frame.ts';
import { apart, fitted, widthOf } from './lineEnds.ts';
import { type Note, notesOf, placed } from './notes.ts';
import { SeriesTable } from './seriesTable.tsx';
import { Slant } from './slant.tsx';
import { chartAddress, TakeChart } from './takeChart.tsx';
import { daysName, isUnfinished, periodName, timeTicks } from './time.ts';
import { type ChartEvent, Timeline } from './timeline.tsx';

const now = new Date('2026-03-10T12:00:00Z');
const hostile = '<script>alert(1)</script>"><img src=x>';

function seriesOf(from: string, to: string, by: Unit, more: Partial<Series> = {}): Series {
  const points = periodsBetween(from, to, by).map((period, at) => {
    const volume = at % 7;
    const interval = volume > 1 ? { low: -0.512, high: 0.256 } : null;
    const meanSentiment = volume > 0 ? -0.128 : null;
    return { period, volume, all: 20, share: volume / 20, meanSentiment, n: volume, interval };
  });
  return {
    ...{ name: 'one', sentimentTowards: null, shareOf: 'all', articles: 30, meanSentiment: -0.1, n: 30 },
    ...{ interval: null, points, bursts: [], regimes: [], marks: [], ...more },
  };
}
const drawn = (series: Series[], by: Unit, more: object = {}) =>
  String(<Timeline id="t" title={hostile} description="About" {...{ series, by, now, ...more }} />);

test('axes get the finest labels that fit, in the language of the page', () => {
  const labels = (from: string, to: string, most: number) =>
    timeTicks(from, to, most).map(({ label }) => label);
  expect(labels('2025-11-01', '2026-03-01', 6)).toEqual(['Nov 2025', 'Dec', 'Jan 2026', 'Feb']);
  expect(labels('2022-10-01', '2026-02-01', 6)).toEqual(['2023', '2024', '2025', '2026']);
  expect(labels('2026-03-02', '2026-03-06', 6)).toEqual(['2 Mar 2026', '3 Mar', '4 Mar', '5 Mar']);
  expect(labels('2026-02-20', '2026-03-12', 5)).toEqual(['23 Feb 2026', '2 Mar', '9 Mar']);
  expect(labels('1900-01-01', '2026-01-01', 5)).toEqual(['1900', '1950', '2000']);
  expect(inLanguage('zh', () => labels('2025-12-01', '2026-02-01', 3))).toEqual(['2025年12月', '2026年1月']);
});

test.each([
  ['2026-10-28', '2026-11-26', 'day', ['2026/11/2', '11/9', '11/16', '11/23']],
  ['2026-11-17', '2026-11-26', 'day', ['11/17', '11/19', '11/21', '11/23', '11/25']],
  ['2025-11-24', '2026-11-26', 'week', ['2026年1月', '4月', '7月', '10月']],
  ['2026-01-26', '2026-11-26', 'month', ['2026年1月', '4月', '7月', '10月']],
] as const)('labels of %s to %s stand apart and end within a phone’s chart', (from, to, by, wanted) => {
  const labels = inLanguage('zh', () => {
    const $ = load(drawn([seriesOf(from, to, by)], by));
    return $('.narrow-drawn .when text')
      .map((_, text) => ({ x: Number($(text).attr('x')), words: $(text).text() }))
      .get();
  });
  expect(labels.map(({ words }) => words)).toEqual(wanted);
  const ends = labels.map(({ x, words }) => x + widthOf(words) * 7);
  expect(ends.every((end, at) => end <= (labels[at + 1]?.x ?? 360))).toBe(true);
});

test('periods and days have names in both languages', () => {
  const names = () => [
    periodName('2026-03-02', 'week'),
    periodName('2026-03-01', 'month'),
    daysName('2026-03-01', '2026-03-02'),
  ];
  expect(names()).toEqual(['week of 2 March 2026', 'March 2026', '1 March 2026 to 2 March 2026']);
  expect(inLanguage('zh', names)).toEqual(['2026年3月2日当周', '2026年3月', '2026年3月1日 至 2026年3月2日']);
});

test('a day goes on as long as its zone has it', () => {
  const at = new Date('2026-03-11T05:00:00Z');
  expect(isUnfinished('2026-03-10', 'day', at)).toBe(false);
  expect(isUnfinished('2026-03-10', 'day', at, 'America/Los_Angeles')).toBe(true);
  expect(isUnfinished('2026-03-10', 'day', new Date('2026-03-10T17:00:00Z'), 'Asia/Shanghai')).toBe(false);
});

test('axes end at round numbers', () => {
  expect([0, 1, 2, 5, 7, 12, 41, 380, 1201].map(roundUp)).toEqual([1, 1, 2, 6, 8, 20, 60, 400, 2000]);
  expect([0, 0.013, 0.5, 1].map(roundShare)).toEqual([0.01, 0.02, 0.6, 1]);
  const few = seriesOf('2026-01-01', '2026-01-02', 'day');
  expect(sentimentReach([few])).toBe(0.25);
  expect(sentimentReach([seriesOf('2026-01-01', '2026-01-09', 'day')])).toBe(0.75);
});

test('labels stand apart and within, and names are cut where there is no more room', () => {
  expect(apart([50, 51, 10], 14, 0, 100)).toEqual([50, 64, 10]);
  expect(apart([99, 98, 97], 14, 0, 100)).toEqual([100, 86, 72]);
  expect([fitted('short', 8), fitted('rather long', 8), fitted('中芯国际集成电路', 8)]).toEqual([
    'short',
    'rather…',
    '中芯国…',
  ]);
});

test('a drawing has nothing that the pages’ policy refuses, and no text that could be markup', () => {
  const markup = drawn([seriesOf('2025-01-01', '2026-03-10', 'month', { name: hostile })], 'month');
  expect(markup).not.toMatch(/<style|style=|<script|<img|aria-label="rect"/);
  const several = drawn(
    [hostile, 'b'].map((name) => seriesOf('2025-01-01', '2026-03-10', 'month', { name })),
    'month',
  );
  expect(several).not.toMatch(/<style|style=|<script|<img/);
  expect(several).toContain('1 &lt;script&gt;alert');
  expect(markup).not.toMatch(/ [xy]="-?\d+\.\d{2}/);
});

test('bars of one series, the last one outlined while it may grow; lines of several, each with its number', () => {
  const $ = load(drawn([seriesOf('2025-08-01', '2026-03-10', 'month', { name: 'a' })], 'month'));
  expect($('svg[role=img]')).toHaveLength(2);
  expect($('svg title').first().text()).toBe(hostile);
  expect($('.wide-drawn g[fill="var(--bar)"]:not([fill-opacity]) rect')).toHaveLength(6);
  const titles = $('.columns title').map((_, title) => $(title).text());
  expect(titles.get().at(-2)).toBe('February 2026\n6 articles · 30% of all · mean sentiment −0.13');
  expect(titles.get().at(-1)).toMatch(/^March 2026, so far/);
  const both = load(
    drawn(
      ['a', 'b'].map((name) => seriesOf('2025-08-01', '2026-03-10', 'month', { name })),
      'month',
    ),
  );
  expect(both('.legend li')).toHaveLength(2);
  expect(
    both('.wide-drawn .end text')
      .map((_, end) => both(end).text())
      .get(),
  ).toEqual(['1 a', '2 b']);
  expect(
    both('.narrow-drawn .end text')
      .map((_, end) => both(end).text())
      .get(),
  ).toEqual(['1', '2']);
});

test('events are numbered, bursts lettered, changes of coverage marked, and all are told below', () => {
  const burst = {
    ...{ from: '2026-02-02', to: '2026-02-03', articles: 9, expected: 1.24, coverageChanged: true },
    story: { storyId: 7, headline: hostile, articleId: 1, articles: 9, publishers: 2 },
  };
  const mark = {
    ...{ day: '2026-01-05', until: '2026-01-09', kind: 'back-filled' as const, feeds: 1 },
    ...{ publishers: ['A'], articles: 40, notes: [] },
  };
  const events: ChartEvent[] = [
    { day: '2026-02-20', title: hostile, href: '/articles/1' },
    { day: '2026-01-07', title: 'First', href: '/articles/2' },
  ];
  const series = [seriesOf('2026-01-01', '2026-03-10', 'day', { bursts: [burst], marks: [mark] })];
  const $ = load(drawn(series, 'day', { events }));
  const lines = $('.chart-notes li')
    .map((_, line) => $(line).text().replaceAll(/\s+/g, ' ').trim())
    .get();
  expect(lines).toEqual([
    '17 January 2026 · First',
    `220 February 2026 · ${hostile}`,
    `A2 February 2026 to 3 February 2026: 9 articles where 1.2 are usual · ${hostile} What is gathered changed at that time: perhaps no news at all.`,
    '◆5 January 2026 to 9 January 2026: articles from before were added (40 articles) A',
  ]);
  expect(
    $('.wide-drawn .notes text')
      .map((_, note) => $(note).text())
      .get(),
  ).toEqual(['1', 'A', '2']);
  expect($('script, img')).toHaveLength(0);
});

test('notes that lie near each other stand in rows, and beyond the last row in the list alone', () => {
  const series = [seriesOf('2026-01-01', '2026-03-10', 'day')];
  const events = Array.from({ length: 6 }, (_, at) => ({ day: '2026-02-01', title: String(at), href: '/' }));
  const notes: Note[] = notesOf(series, events);
  const frame = frameOf(
    { series, names: ['one'], by: 'day', count: 'articles', show: 'articles', now },
    'wide',
  );
  expect(placed(notes, frame).map(({ row }) => row)).toEqual([0, 1, 2, 3]);
  expect(notes).toHaveLength(6);
});

test('a series of nothing, of one period and of ten years of days can be drawn', () => {
  expect(drawn([seriesOf('2026-03-10', '2026-03-10', 'day')], 'day')).toContain('<svg');
  expect(drawn([seriesOf('2026-03-10', '2026-03-09', 'day')], 'day')).toContain('<svg');
  const long = drawn([seriesOf('2016-01-01', '2026-03-10', 'day')], 'day');
  expect(load(long)('.columns rect')).toHaveLength(0);
});

test('numbers as a table: newest first, periods without articles left out, with the way to the articles', () => {
  const series = [seriesOf('2025-08-01', '2026-03-10', 'month')];
  const table = (
    <SeriesTable {...{ series }} by="month" caption="All" articlesOf={(after, end) => `/s?${after}-${end}`} />
  );
  const $ = load(String(table));
  expect($('tbody tr')).toHaveLength(6);
  const first = $('tbody tr').first();
  expect(first.find('th').text()).toBe('February 2026');
  expect(first.find('a').attr('href')).toBe('/s?2026-02-01-2026-03-01');
  expect(first.text()).toContain('−0.51 to +0.26');
});

test('a chart can be taken along with all its parameters', () => {
  const $ = load(String(<TakeChart parameters={{ q: 'a&b', compare: ['c', 'd'], show: 'share', by: '' }} />));
  expect(
    $('a')
      .map((_, link) => $(link).attr('href'))
      .get(),
  ).toEqual([
    '/v1/trends.csv?q=a%26b&compare=c&compare=d',
    '/charts/series.svg?q=a%26b&compare=c&compare=d&show=share&download=true',
    '/v1/trends?q=a%26b&compare=c&compare=d',
    '/trends?q=a%26b&compare=c&compare=d&show=share#embed',
  ]);
  expect(chartAddress('/x', {})).toBe('/x');
});

test('slant shows each mean with its interval, or says that there is none', () => {
  const rows = [
    { name: hostile, href: '/x', mean: -0.5, interval: { low: -0.7, high: -0.3 }, n: 40 },
    { name: 'Few', mean: 0.2, interval: null, n: 1 },
  ];
  const $ = load(String(<Slant rows={rows} caption="Slant" head="Publisher" />));
  expect($('tbody tr')).toHaveLength(2);
  expect(
    $('.whisker title')
      .map((_, title) => $(title).text())
      .get(),
  ).toEqual(['−0.70 to −0.30', 'too few articles for an interval']);
  expect($('script, img')).toHaveLength(0);
});
