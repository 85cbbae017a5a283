import type { Context } from 'hono';
import type { Orm } from '../../../db/database.ts';
import { splits } from '../../../db/splits.ts';
import { type ChartFault, type ChartFields, fieldsIn, readChart, showIn } from '../charts/asked.ts';
import { chartNames } from '../charts/names.ts';
import { type Sentence, say } from '../language/say.tsx';
import { Page } from '../layout/layout.tsx';
import { originOf } from '../layout/origin.ts';
import { Beginnings, beginning } from './beginnings.tsx';
import { Chart, type ChartProps } from './chart.tsx';
import { faultyFields, one } from './controls.tsx';
import { TrendForm } from './trendForm.tsx';

/** The builder of charts: what is asked stands in the address, and without anything asked there is a beginning. */
export async function trendsPage(c: Context, orm: Orm, now: Date) {
  const [given, show] = [fieldsIn(c), showIn(c)];
  const asked = Object.keys(given).length > 0;
  const fields = asked ? given : beginning(now);
  const { query, trends, faults: found } = await readChart(orm, fields, now);
  const faults = found.map((fault) => (isClash(fault, fields) ? { ...fault, says: clash } : fault));
  const called = query && (await chartNames(orm, query, trends.series));
  const chart: ChartProps | null = called && {
    ...{ trends, query, show, fields, now, origin: originOf(c) },
    ...called,
  };
  return (
    <Page
      title={asked && called ? say('Trends: {title}', { title: called.title }) : say('Trends')}
      section="trends"
      scripts={['chart', 'complete']}
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
        <div class="built">{chart ? <Chart {...chart} /> : <Undrawn faults={faults} />}</div>
        <TrendForm {...{ fields, show, faults, now }} offered={asked ? undefined : one(fields.split)} />
      </div>
      <Beginnings now={now} />
    </Page>
  );
}

const clash: Sentence =
  'A chart compares queries or splits one, not both: choose “not split”, or empty “Compare with”.';

/** Whether what is wrong is that a split is asked for beside comparisons. */
const isClash = ({ parameter }: ChartFault, { compare, split }: ChartFields) =>
  parameter === 'split' && compare !== undefined && splits.some((each) => each === split);

/** Why there is no chart, with the way to each field that is wrong. */
const Undrawn = ({ faults }: { faults: readonly ChartFault[] }) => (
  <div class="notice" role="alert">
    <p>{say('This can’t be drawn yet: what is wrong is said beside its field.')}</p>
    <ul>
      {faultyFields(faults).map(({ name, label }) => (
        <li>
          <a href={`#f-${name}`}>{label}</a>
        </li>
      ))}
    </ul>
  </div>
);
