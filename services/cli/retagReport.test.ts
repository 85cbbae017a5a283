import { expect, test } from 'vitest';
import { emptyReport, failedKept } from '../worker/retag/report.ts';
import { reportText } from './retagReport.ts';

const score = (label: 'negative' | 'positive', at: number) => ({ label, score: at });

test('nothing changed is one line', () => {
  expect(reportText({ ...emptyReport(), articles: 1204 })).toBe(
    '1,204 articles tagged anew, 0 with other tags than before.',
  );
});

test('each kind of tag that changed has its lines, the largest change first', () => {
  const flips = [{ entityId: 'huawei', from: score('negative', -0.5), to: score('positive', 0.25) }];
  const text = reportText({
    ...{ articles: 1, changed: 1, failed: [{ id: 7, reason: 'took longer than 5 s' }] },
    mentions: { added: { nvidia: 2, 'person~': 9 }, removed: { nvidia: 1, smic: 1 } },
    labels: { smic: { 'neutral→positive': 1 }, huawei: { 'negative→positive': 1, 'neutral→positive': 3 } },
    biggest: [{ id: 3, title: 'Huawei is back', change: 0.75, flips }],
    events: { before: { order: 2, ipo: 1 }, after: { order: 2, 'price-cut': 4 } },
    ...{ quotes: { before: 0, after: 5 }, releases: { before: 2, after: 2 } },
    ...{ stances: { 'none→tighten': 2 }, topics: { entered: {}, left: { 'export-controls': 1 } } },
  });
  expect(text.split('\n')).toEqual([
    '1 article tagged anew, 1 with other tags than before.',
    'Not tagged, as before: 1 article',
    '  7: took longer than 5 s',
    'Mentions: +11 −2',
    '  person not on the list +9 −0',
    '  nvidia +2 −1',
    '  smic +0 −1',
    'Sentiment towards entities: 5 labels changed',
    '  huawei: neutral→positive 3, negative→positive 1',
    '  smic: neutral→positive 1',
    'Articles whose sentiment changed most',
    '  3 “Huawei is back”: huawei negative -0.50 → positive 0.25',
    'Events: 3 → 6',
    '  price-cut 0 → 4',
    '  ipo 1 → 0',
    'Quotes: 0 → 5',
    'Policy stance: none→tighten 2',
    'Topics: articles that came over the threshold, and that fell below it',
    '  export-controls +0 −1',
  ]);
});

test('a long list is cut and says so', () => {
  const added = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`entity-${n}`, n + 1]));
  const lines = reportText({ ...emptyReport(), mentions: { added, removed: {} } }).split('\n');
  expect(lines).toHaveLength(18);
  expect(lines.at(-1)).toBe('  and 25 more (--report FILE has them all)');
});

test('of very many failures only the first are kept, which is said', () => {
  const failed = Array.from({ length: failedKept }, (_, id) => ({ id, reason: 'took longer than 5 s' }));
  expect(reportText({ ...emptyReport(), failed })).toContain('Not tagged, as before: 100 articles or more\n');
});
