import type { Context } from 'hono';
import type { Orm } from '../../../db/database.ts';
import { fieldsIn, readChart, showIn } from '../charts/asked.ts';
import { chartTitle, seriesNames } from '../charts/names.ts';
import { originOf } from '../charts/origin.ts';
import { say } from '../language/say.tsx';
import { Page } from '../layout/layout.tsx';
import { Beginnings, beginning } from './beginnings.tsx';
import { Chart, type ChartProps } from './chart.tsx';
import { TrendForm } from './trendForm.tsx';

/** The builder of charts: what is asked stands in the address, and without anything asked there is a beginning. */
export async function trendsPage(c: Context, orm: Orm, now: Date) {
  const [given, show] = [fieldsIn(c), showIn(c)];
  const asked = Object.keys(given).length > 0;
  const fields = asked ? given : beginning(now);
  const { query, trends, faults } = await readChart(orm, fields, now);
  const names = trends ? await seriesNames(orm, trends.series, query.split) : [];
  const title = query ? chartTitle(query, names) : '';
  const chart: ChartProps | null = trends
    ? { trends, query, names, title, show, fields, now, origin: originOf(c) }
    : null;
  return (
    <Page
      title={asked && title ? say('Trends: {title}', { title }) : say('Trends')}
      section="trends"
      scripts={['chart']}
    >
      <h1>{say('Trends')}</h1>
      <p class="lead">
        {say(
          'How much is written about what, and in what mood: build a chart, read off it, and take it along.',
        )}
      </p>
      <p class="to-form">
        <a href="#f-q">{say('Change the chart')}</a>
      </p>
      <div class="builder">
        <div class="built">
          {chart ? (
            <Chart {...chart} />
          ) : (
            <p class="notice" role="alert">
              {say('This can’t be drawn yet: what is wrong is said beside its field.')}
            </p>
          )}
        </div>
        <TrendForm {...{ fields, show, faults, now }} />
      </div>
      <Beginnings now={now} />
    </Page>
  );
}
