import { expect, test } from 'vitest';
import { seriesCsv } from './seriesCsv.ts';

test('series are a line for each period, and a name that begins like a formula is harmless', () => {
  const point = { volume: 2, all: 8, share: 0.25, meanSentiment: -0.1, n: 2 };
  const points = [
    { ...point, period: '2025-01-01', interval: { low: -0.4, high: 0.2 } },
    { period: '2025-02-01', volume: 0, all: 0, share: null, meanSentiment: null, n: 0, interval: null },
  ];
  expect(seriesCsv([{ name: '=HYPERLINK("x")', points }]).split('\r\n')).toEqual([
    'series,period,volume,all,share,meanSentiment,n,intervalLow,intervalHigh',
    '"\'=HYPERLINK(""x"")",2025-01-01,2,8,0.25,-0.1,2,-0.4,0.2',
    '"\'=HYPERLINK(""x"")",2025-02-01,0,0,,,0,,',
    '',
  ]);
});
