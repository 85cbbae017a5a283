import type { TrendPoint, TrendUnit } from '../../../db/trends.ts';
import { MeanSentiment } from '../parts/sentiment.tsx';
import { nextPeriod, periodName } from './periods.ts';

interface TableProps {
  points: TrendPoint[];
  unit: TrendUnit;
  caption: string;
  /** Address of the articles of a period. */
  articlesOf: (period: string, end: string) => string;
}

/** The chart's numbers, newest first, periods without articles left out. */
export function TrendTable({ points, unit, caption, articlesOf }: TableProps) {
  const shown = points.filter((point) => point.articles > 0).toReversed();
  // Of a series that is all coverage there is no share to tell.
  const shared = shown.some((point) => point.articles < point.allArticles);
  return (
    <details class="numbers">
      <summary>The numbers as a table</summary>
      <div class="scroll">
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{unit === 'week' ? 'Week' : unit === 'day' ? 'Day' : 'Month'}</th>
              <th scope="col" class="number">
                Articles
              </th>
              {shared && (
                <th scope="col" class="number">
                  Share of all
                </th>
              )}
              <th scope="col" class="number">
                Mean sentiment
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((point) => (
              <tr>
                <th scope="row">
                  <a href={articlesOf(point.period, endOf(point.period, unit))}>
                    {periodName(point.period, unit)}
                  </a>
                </th>
                <td class="number">{point.articles.toLocaleString('en')}</td>
                {shared && <td class="number">{share(point)}</td>}
                <td class="number">
                  <MeanSentiment mean={point.meanSentiment} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

const endOf = (period: string, unit: TrendUnit) =>
  nextPeriod(new Date(period), unit).toISOString().slice(0, 10);

function share({ articles, allArticles }: TrendPoint): string {
  return allArticles > 0 ? `${((articles / allArticles) * 100).toFixed(1)}%` : '–';
}
