import { line } from './csv.ts';

/** A series as a file tells it. */
interface SeriesTold {
  name: string;
  points: readonly {
    period: string;
    volume: number;
    all: number;
    share: number | null;
    meanSentiment: number | null;
    n: number;
    interval: { low: number; high: number } | null;
  }[];
}

export const seriesColumns = [
  'series',
  'period',
  'volume',
  'all',
  'share',
  'meanSentiment',
  'n',
  'intervalLow',
  'intervalHigh',
] as const;

/** Series as CSV, a line for each series and period; texts that a spreadsheet would take for formulas are made harmless. */
export const seriesCsv = (series: readonly SeriesTold[]): string =>
  [
    line([...seriesColumns]),
    ...series.flatMap(({ name, points }) =>
      points.map(({ period, volume, all, share, meanSentiment, n, interval }) =>
        line([
          ...[name, period, volume, all, share, meanSentiment, n],
          ...[interval?.low ?? null, interval?.high ?? null],
        ]),
      ),
    ),
  ].join('');
