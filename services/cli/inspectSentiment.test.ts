import { expect, test } from 'vitest';
import { judgedLines } from './inspectSentiment.ts';

const text = 'Huawei shares soared while Nvidia plunged.';

test('gives score and label for each line, in order', () => {
  const lines = [
    { text, from: 0, to: 6, id: 'more keys do no harm' },
    { text, from: 27, to: 33 },
  ].map((line) => JSON.stringify(line));
  const [first, second, ...more] = judgedLines(`${lines.join('\r\n')}\n`);
  expect(first).toMatchObject({ label: 'positive' });
  expect(second).toMatchObject({ label: 'negative' });
  expect(more).toEqual([]);
});

test('a line that cannot be read gives an error and does not stop the rest', () => {
  const bad = [
    '{',
    '',
    '[]',
    '{"text": "Intel"}',
    '{"text": "Intel", "from": 0, "to": 9}',
    '{"text": 3, "from": 0, "to": 1}',
  ];
  const good = JSON.stringify({ text, from: 0, to: 6 });
  const given = [...judgedLines([...bad, good].join('\n'))];
  expect(given).toHaveLength(7);
  for (const line of given.slice(0, -1)) expect(line).toEqual({ error: expect.stringMatching(/./) });
  expect(given.at(-1)).toMatchObject({ label: 'positive' });
});
