import { expect, test } from 'vitest';
import { loadEntityList } from '../tag/names/list.ts';
import { groupedLines } from './inspectStories.ts';

const list = loadEntityList();
const english =
  'The Commerce Department added Inspur and 79 other entities to the Entity List on Tuesday, saying that Inspur subsidiaries had bought American chips for supercomputers of the Chinese military. Suppliers need a licence to sell to them from now on.';
const articles = [
  {
    id: 'cn',
    language: 'zh',
    publisher: 'C',
    publishedAt: '2025-03-26T02:00:00Z',
    title: '美国将浪潮等80家实体列入实体清单',
    text: '美国商务部周二宣布，将浪潮集团子公司等80家实体列入实体清单，称其为军方超级计算机采购美国芯片。浪潮回应称坚决反对。',
  },
  {
    id: 'copy',
    publisher: 'B',
    publishedAt: '2025-03-25T20:00:00Z',
    title: 'Inspur units blacklisted',
    text: `${english} This report first appeared in A.`,
  },
  {
    id: 'first',
    publisher: 'A',
    publishedAt: '2025-03-25T18:00:00Z',
    title: 'Washington puts Inspur units on Entity List',
    text: english,
  },
  {
    id: 'other',
    publisher: 'A',
    publishedAt: '2025-03-25T19:00:00Z',
    title: 'Alibaba opens a video model',
    text: 'Alibaba released the weights of a video model under the Apache licence and said that it runs on one consumer card.',
  },
];

test('groups copies, follow-ups and another language, whatever the order of the lines', async () => {
  const file = `${articles.map((article) => JSON.stringify(article)).join('\n')}\n`;
  const [cn, copy, first, other] = await groupedLines(file, list);
  expect(first).toMatchObject({ id: 'first', copyOf: null, linkedTo: null, reasons: null });
  const { story } = first as { story: number };
  expect(copy).toMatchObject({ id: 'copy', story, copyOf: 'first', linkedTo: 'first' });
  expect(cn).toMatchObject({
    id: 'cn',
    story,
    copyOf: null,
    reasons: { entities: expect.arrayContaining(['inspur']) },
  });
  expect(other).toMatchObject({ linkedTo: null });
  expect((other as { story: number }).story).not.toBe(story);
});

test('a line that cannot be read gives an error and does not stop the rest', async () => {
  const bad = ['{', '[]', '{"title": "no text"}', '{"text": "x", "publishedAt": "yesterday"}'];
  const lines = await groupedLines([...bad, JSON.stringify({ text: english })].join('\n'), list);
  expect(lines.slice(0, 4)).toEqual(bad.map((_, i) => ({ id: i + 1, error: expect.stringMatching(/./) })));
  expect(lines[4]).toMatchObject({ id: 5, copyOf: null });
});
