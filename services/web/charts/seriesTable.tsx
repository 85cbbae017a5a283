import type { Series } from '../../api/series.ts';
import { nextPeriod, type Unit } from '../../search/series/periods.ts';
import { number, percent, type Sentence, say } from '../language/say.tsx';
import { MeanSentiment, scoreText } from '../parts/sentiment.tsx';
import { periodName } from './time.ts';

interface TableProps {
  series: readonly Series[];
  /** What the series are called; as they call themselves when left out. */
  names?: readonly string[];
  by: Unit;
  caption: string;
  /**
   * Address of the articles of a period.
   *
   * @param end the day after its last one
   */
  articlesOf?: (period: string, end: string, nth: number) => string | null;
}

const units: Record<Unit, Sentence> = { day: 'Day', week: 'Week', month: 'Month' };
/** A page holds so many rows; CSV has all. */
const mostRows = 400;

/** A chart's numbers, newest first, periods without articles left out. */
export function SeriesTable({ series, names, by, caption, articlesOf }: TableProps) {
  const periods = (series[0]?.points ?? []).map(({ period }) => period);
  const told = periods
    .map((period, at) => ({ period, at }))
    .filter(({ at }) => series.some(({ points }) => points[at]!.volume > 0))
    .toReversed();
  const several = series.length > 1;
  return (
    <details class="numbers">
      <summary>{say('The numbers as a table')}</summary>
      <section class="scroll" tabindex={0} aria-label={caption}>
        <table class="series">
          <caption>{caption}</caption>
          <thead>
            {several && (
              <tr>
                <td></td>
                {series.map(({ name }, nth) => (
                  <th scope="colgroup" colspan={3}>
                    {names?.[nth] ?? name}
                  </th>
                ))}
              </tr>
            )}
            <tr>
              <th scope="col">{say(units[by])}</th>
              {series.map(() => (
                <Columns several={several} />
              ))}
            </tr>
          </thead>
          <tbody>
            {told.slice(0, mostRows).map(({ period, at }) => (
              <tr>
                <th scope="row">{periodName(period, by)}</th>
                {series.map(({ points }, nth) => (
                  <Figures
                    {...points[at]!}
                    several={several}
                    href={articlesOf?.(period, nextPeriod(period, by), nth) ?? null}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {told.length > mostRows && (
        <p class="hint">{say('The newest {n} periods; the CSV file has all.', { n: mostRows })}</p>
      )}
    </details>
  );
}

const Columns = ({ several }: { several: boolean }) => (
  <>
    <th scope="col" class="number">
      {say('Articles')}
    </th>
    <th scope="col" class="number">
      {say('Share')}
    </th>
    <th scope="col" class="number">
      {say('Mean sentiment')}
    </th>
    {!several && (
      <th scope="col" class="number">
        {say('95% interval')}
      </th>
    )}
  </>
);

type FiguresProps = Series['points'][number] & { several: boolean; href: string | null };

const Figures = ({ volume, share, meanSentiment, interval, several, href }: FiguresProps) => (
  <>
    <td class="number">{href && volume > 0 ? <a href={href}>{number(volume)}</a> : number(volume)}</td>
    <td class="number">{share === null ? '–' : percent(share)}</td>
    <td class="number">
      <MeanSentiment mean={meanSentiment} />
    </td>
    {!several && (
      <td class="number">
        {interval
          ? say('{low} to {high}', { low: scoreText(interval.low), high: scoreText(interval.high) })
          : '–'}
      </td>
    )}
  </>
);
