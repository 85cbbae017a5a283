import { expect, test } from 'vitest';
import { parseFeeds } from '../runtime/feeds.ts';
import { readOpml, slugOf, withFeeds } from './opml.ts';

const defaults = { family: 'trade-press', language: 'en' };
const read = (body: string, known: { id: string; url: string }[] = []) =>
  readOpml(
    Buffer.from(`<?xml version="1.0"?><opml version="1.0"><body>${body}</body></opml>`),
    defaults,
    known,
  );

test('feeds of nested folders, each once, with ids that are free', () => {
  const { feeds, rejected } = read(
    `<outline text="Folder"><outline title="The Post" text="x" xmlUrl="https://a.example/feed"/>
     <outline text="The Post" xmlURL="https://b.example/feed#top"></outline></outline>
     <outline text="Again" xmlUrl="https://a.example/feed?utm_source=reader"/>
     <outline text="a > b &amp; c" xmlUrl="https://c.example/feed" language="zh-TW"/>
     <outline xmlUrl="https://d.example/feed"/><outline text="None" xmlUrl="feed:nothing"/>`,
    [{ id: 'the-post', url: 'https://z.example/' }],
  );
  expect(feeds).toEqual([
    { id: 'the-post-2', url: 'https://a.example/feed', publisher: 'The Post', ...defaults },
    { id: 'the-post-3', url: 'https://b.example/feed', publisher: 'The Post', ...defaults },
    { id: 'a-b-c', url: 'https://c.example/feed', publisher: 'a > b & c', ...defaults, language: 'zh' },
    { id: 'd-example', url: 'https://d.example/feed', publisher: 'd.example', ...defaults },
  ]);
  expect(rejected.map(({ title, reason }) => [title, reason])).toEqual([
    ['Again', 'is in the feed list already'],
    ['None', 'its address is none of the web'],
  ]);
});

test.each([
  ['<outline text="x">'.repeat(90_000), 'nests outlines'],
  ['x'.repeat(2_000_000), 'longer than 2 MB'],
])('hostile lists are refused soon (%#)', (body, reason) => {
  const started = performance.now();
  expect(() => read(body)).toThrow(reason);
  expect(performance.now() - started).toBeLessThan(2000);
});

test('what is no OPML is refused', () => {
  expect(() => readOpml(Buffer.from('<rss><channel/></rss>'), defaults, [])).toThrow('is no OPML');
});

test.each([
  ['Chip & Code', 'chip-code'],
  ['Économie!', 'economie'],
  ['芯片观察', ''],
  [`${'x'.repeat(59)} y`, 'x'.repeat(59)],
])('%s is %j', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test('a group is put behind the last one, before what follows the groups', () => {
  const yaml = `groups:
- name: Mine
  topics: [export-controls]
  feeds:
  - {id: wire, url: "https://a.example/", publisher: A, family: wire, language: en} # mine

# Left out on purpose: others.
defaults:
  interval: 1h
`;
  const group =
    'groups:\n  - name: New\n    topics: [export-controls]\n    feeds:\n      - id: new\n        url: https://b.example/\n        publisher: B\n        family: wire\n        language: en\n';
  const longer = withFeeds(yaml, group);
  expect(longer.replaceAll(/^- name: New\n(?: .*\n)+/gm, '').replaceAll(/\n+/g, '\n')).toBe(
    yaml.replaceAll(/\n+/g, '\n'),
  );
  expect(parseFeeds(longer, 'x').feeds.map(({ id, interval }) => [id, interval])).toEqual([
    ['wire', 3600],
    ['new', 3600],
  ]);
});
