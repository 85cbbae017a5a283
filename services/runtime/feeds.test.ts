import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError } from './config.ts';
import { parseFeeds, readFeeds } from './feeds.ts';

const file = (feeds: string) => `groups:\n  - name: All\n    topics: [export-controls]\n    feeds:\n${feeds}`;
const feed = (lines: string[]) => lines.map((line, i) => `      ${i === 0 ? '- ' : '  '}${line}`).join('\n');
const good = ['id: a', 'url: https://example.com/a.xml', 'publisher: A', 'family: wire', 'language: en'];
const faults = (text: string) => {
  try {
    parseFeeds(text, 'feeds.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  return 'no fault';
};

test('the feed list that comes with Chipwire is valid and large enough to be of use', () => {
  const { feeds } = readFeeds(join(import.meta.dirname, '../../feeds.yaml'));
  expect(feeds.length).toBeGreaterThanOrEqual(40);
  expect(new Set(feeds.map((source) => source.language.slice(0, 2)))).toEqual(new Set(['en', 'zh']));
  expect(new Set(feeds.flatMap((source) => source.topics))).toEqual(
    new Set(['export-controls', 'model-releases']),
  );
  for (const source of feeds) expect(source.url).toMatch(/^https:\/\//);
});

test('defaults, groups and feeds fill each other in', () => {
  const text = `defaults: {interval: 2h}\n${file(`${feed(good)}\n${feed(['id: b', 'url: "file:/tmp/b.xml"', 'publisher: B', 'family: lab', 'language: zh-Hant', 'interval: 5m', 'topics: [model-releases]'])}`)}`;
  expect(parseFeeds(text, 'x').feeds).toMatchObject([
    { id: 'a', interval: 7200, topics: ['export-controls'] },
    { id: 'b', interval: 300, topics: ['model-releases'], url: 'file:/tmp/b.xml' },
  ]);
});

test('rights of publishers are read', () => {
  const listed = file(feed(good));
  expect(parseFeeds(`publishers: {A: {keepTextDays: 30}}\n${listed}`, 'x').rights).toEqual([
    { publisher: 'A', fullText: 'full', keepTextDays: 30 },
  ]);
  expect(parseFeeds(listed, 'x').rights).toEqual([]);
  expect(faults(`publishers:\n  A: {fullText: half}\n${listed}`)).toMatch(/feeds\.yaml:2: .*fullText/);
});

describe('a fault is told with its line and what to do', () => {
  const without = (key: string) => good.filter((line) => !line.startsWith(key));
  test.each([
    ['not YAML', 'groups: [', /feeds\.yaml:1: /],
    ['nothing in it', '', /feeds\.yaml:1: file/],
    ['unknown key', file(feed([...good, 'colour: red'])), /feeds\.yaml:5: .*colour/],
    [
      'bad interval',
      file(feed([...good, 'interval: soon'])),
      /feeds\.yaml:10: .*interval must be a whole number/,
    ],
    ['too often', file(feed([...good, 'interval: 1m'])), /feeds\.yaml:10: .*between 5m and 7d/],
    ['bad address', file(feed([...without('url'), 'url: ftp://example.com'])), /feeds\.yaml:9: .*https:\/\//],
    ['bad id', file(feed([...without('id'), 'id: A B'])), /feeds\.yaml:9: .*lower-case/],
    ['missing publisher', file(feed(without('publisher'))), /feeds\.yaml:5: .*publisher/],
    ['unknown family', file(feed([...without('family'), 'family: friend'])), /feeds\.yaml:9: .*regulator/],
    [
      'repeated id',
      file(`${feed(good)}\n${feed(good)}`),
      /feeds\.yaml:10: id a is used already at feeds\.yaml:5/,
    ],
  ])('%s', (_, text, message) => {
    expect(faults(text)).toMatch(message);
    expect(faults(text)).toMatch(/add-a-feed/);
  });

  test('a missing file', () => {
    expect(() => readFeeds('/nowhere/feeds.yaml')).toThrow(/Cannot read the feed list.*CHIPWIRE_FEEDS/);
  });
});
