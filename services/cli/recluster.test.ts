import { expect, test } from 'vitest';
import { reportText } from './recluster.ts';

test('the report tells what changed, and how much more there is', () => {
  const example = { id: 7, title: 'Huawei listed', from: 11, to: 12 };
  const report = { articles: 1204, stories: { before: 900, after: 870 }, copies: { before: 3, after: 3 } };
  expect(reportText({ ...report, left: 2, examples: [example] })).toBe(
    [
      '1,204 articles grouped anew.',
      'Stories: 900 before, 870 now',
      'Copies: 3',
      'Articles that left their story: 2',
      '  7 “Huawei listed”: 11 → 12',
      '  … and 1 more',
    ].join('\n'),
  );
});
