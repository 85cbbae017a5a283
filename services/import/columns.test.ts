import { expect, test } from 'vitest';
import { columns, parseMap } from './columns.ts';

const draft = (row: Record<string, unknown>, map?: string) => columns(map ? parseMap(map) : {})(row);

test('names of other archives are understood, ours first', () => {
  expect(
    draft({
      headline: 'A',
      Title: 'B',
      link: 'https://a.example/',
      Published_At: 1_665_100_800,
      body: 'Text',
    }),
  ).toMatchObject({ title: 'B', url: 'https://a.example/', publishedAt: '1665100800', text: 'Text' });
  expect(
    draft({ source: { id: null, name: 'Reuters' }, authors: ['Ann', { name: 'Bo' }, ''] }),
  ).toMatchObject({
    publisher: 'Reuters',
    byline: ['Ann', 'Bo'],
  });
  expect(draft({ 标题: '华为', 正文: '昇腾', 发布时间: '2025年1月20日' })).toMatchObject({
    title: '华为',
    text: '昇腾',
    publishedAt: '2025年1月20日',
  });
});

test('an empty field gives way to the next best', () => {
  expect(draft({ text: '', content: null, body: 'The body' }).text).toBe('The body');
});

test('a mapping goes before all names, and only for its field', () => {
  const row = { title: 'Old', kicker: 'New', text: 'T', constructor: 'x' };
  expect(draft(row, 'title=kicker')).toMatchObject({ title: 'New', text: 'T' });
  expect(draft({ title: 'Old' }, 'title=kicker').title).toBe('');
  expect(draft({}, 'title=constructor').title).toBe('');
});

test.each(['titel=x', 'title', 'title=', 'title=a,=b'])('%s is no mapping', (text) => {
  expect(() => parseMap(text)).toThrow('write field=name');
});
