import { describe, expect, test } from 'vitest';
import type { StepCounts } from '../../../db/testing/stepCounts.ts';
import type { MadeAlert } from './alerts.ts';
import { judgeReady, judgeRest, judgeSteps } from './steps.ts';

const each: MadeAlert = {
  ...{ id: 1, name: 'Each', query: 'entity:huawei', about: 'huawei' },
  ...{ through: [0, 1], tells: 'each' },
};
const together: MadeAlert = { ...each, id: 2, name: 'Together', through: [1], tells: 'together' };
const never: MadeAlert = { ...each, id: 3, name: 'Never' };

const atRest: StepCounts = {
  articles: { found: 0, read: 0, tagged: 0, clustered: 6, failed: 0 },
  shown: 7,
  ...{ mistagged: 0, miscounted: 0, unindexed: 0, untold: 0, misdelivered: 0 },
  alerts: [
    { alertId: 1, matches: 3, notices: 3, deliveries: 6 },
    { alertId: 2, matches: 3, notices: 2, deliveries: 2 },
  ],
  noticeIds: [1, 2, 3, 4, 5],
};
const judge = (more: Partial<StepCounts>) =>
  judgeRest({ ...atRest, ...more }, { articles: 6, repeats: 1 }, [each, together, never]);

describe('step counts', () => {
  test('that add up are well', () => {
    expect(judgeSteps(atRest)).toEqual([]);
    expect(judge({})).toEqual([]);
  });

  test.each(['mistagged', 'miscounted', 'unindexed', 'untold', 'misdelivered'] as const)(
    '%s ones are wrong at any moment',
    (what) => expect(judgeSteps({ ...atRest, [what]: 2 })).toEqual([expect.stringMatching(/^2 /)]),
  );

  test('an article lost, doubled, stuck or given up is told', () => {
    for (const articles of [
      { ...atRest.articles, clustered: 5 },
      { ...atRest.articles, clustered: 7 },
      { ...atRest.articles, tagged: 1 },
      { ...atRest.articles, failed: 1 },
    ])
      expect(judge({ articles })).toHaveLength(1);
  });

  test('an entry lost or doubled is told', () => {
    expect(judge({ shown: 6 })).toEqual(['feeds have shown 6 articles, not 7']);
    expect(judge({ shown: 8 })).toHaveLength(1);
  });

  test('a notice for each match, a delivery for each of its channels', () => {
    const of = (...alerts: StepCounts['alerts']) => judge({ alerts });
    const [one, two] = atRest.alerts as [StepCounts['alerts'][0], StepCounts['alerts'][0]];
    expect(of({ ...one, deliveries: 5 }, two)).toEqual([expect.stringMatching(/^Each: 3 matches/)]);
    expect(of({ ...one, notices: 2, deliveries: 4 }, two)).toHaveLength(1);
    expect(of(one, { ...two, deliveries: 3 })).toEqual([expect.stringMatching(/^Together: /)]);
  });

  test('/readyz says the same, and that nothing waits', () => {
    const idle = { alerts: { waiting: 0, failed: 0 }, deliveries: { due: 0, failing: 0, off: 0 } };
    const ready = { articles: atRest.articles, ...idle };
    expect(judgeReady(ready, atRest)).toEqual([]);
    expect(judgeReady({ ...ready, articles: { ...atRest.articles, clustered: 5 } }, atRest)).toHaveLength(1);
    expect(judgeReady({ ...ready, alerts: { waiting: 2, failed: 0 } }, atRest)).toEqual([
      '/readyz says 2 waiting',
    ]);
  });
});
