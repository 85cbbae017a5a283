import type { Orm } from '../../../db/database.ts';
import type { Entity } from '../../../db/entities.ts';
import { ProblemError } from '../../api/problems.ts';
import { readSeries, type Series, type SeriesAnswer } from '../../api/series.ts';
import type { Unit } from '../../search/series/periods.ts';
import { SeriesTable } from '../charts/seriesTable.tsx';
import { TakeChart } from '../charts/takeChart.tsx';
import { type ChartEvent, Timeline } from '../charts/timeline.tsx';
import { counted, listed, nameOf, say } from '../language/say.tsx';
import { scoreText } from '../parts/sentiment.tsx';
import { MixedTaggers } from '../parts/taggers.tsx';
import { spanParameters, timesOf } from './span.ts';
import { articlesAddress, queryFor, type View } from './view.ts';

/** Volume and sentiment of an entity and of those beside it, each with what belongs to it. */
export async function seriesOf(
  orm: Orm,
  ids: readonly string[],
  view: View,
  now: Date,
): Promise<EntitySeries> {
  const asked = ids.map((id) => ({
    name: id,
    condition: { is: 'entity' as const, id },
    towards: id,
    share: { of: 'all' as const },
    publishers: undefined,
  }));
  const { span, offTopic } = view;
  const read = async (by: Unit) => {
    const how = { by, timeZone: 'UTC', count: 'articles' as const, ...timesOf(span), offTopic };
    return { by, ...(await readSeries(orm, asked, how, now)) };
  };
  return read(span.by).catch((error: unknown) => {
    if (error instanceof ProblemError) return read('month');
    throw error;
  });
}

/** Several series, and the length of their periods: that of the view, or months where it would give too many points. */
export type EntitySeries = SeriesAnswer & { by: Unit };

interface OverTimeProps {
  entities: readonly Entity[];
  answer: EntitySeries;
  events: readonly ChartEvent[];
  hasFamily: boolean;
  view: View;
  now: Date;
}

/** The chart, its numbers, and ways to take it along. */
export function OverTime({
  entities,
  answer: { by, series, taggedWith, from, to },
  events,
  hasFamily,
  view,
  now,
}: OverTimeProps) {
  const { span, show, offTopic } = view;
  const names = entities.map(nameOf);
  const [main] = entities;
  const [one] = series;
  if (series.every(({ articles }) => articles === 0))
    return (
      <p class="lead">
        {say(
          offTopic
            ? 'The archive has nothing about it of this time.'
            : 'The archive has nothing about it of this time that is on the beat.',
        )}
      </p>
    );
  const title = say('{names}: articles and mean sentiment over time', { names: listed(names) });
  return (
    <>
      <Timeline
        id="over-time-chart"
        {...{ title, series, names, show, events, now }}
        by={by}
        description={describe(names, series, { from, to })}
      />
      <SeriesTable
        {...{ series, names }}
        by={by}
        caption={title}
        articlesOf={(after, before, nth) => articlesAddress(entities[nth]!.id, view, { after, before })}
      />
      <TakeChart
        parameters={{
          q: queryFor(main!.id),
          compare: entities.slice(1).map(({ id }) => queryFor(id)),
          ...{ ...spanParameters(span), range: undefined, after: span.after, before: span.before },
          ...{ by, offTopic, show: show === 'share' ? show : undefined },
        }}
      />
      <p class="hint">
        {by !== span.by && `${say('So long a time is shown by month.')} `}
        {hasFamily && say('Counts articles that name it or what belongs to it. ')}
        {say(
          offTopic
            ? 'Copies are left out. Days are UTC.'
            : 'Copies and articles off the beat are left out. Days are UTC.',
        )}{' '}
        <a href="/method">{say('How the figures are made')}</a>
        {one && <MixedTaggers taggers={taggedWith} />}
      </p>
    </>
  );
}

/** In sentences what the chart shows, for those who can’t see it. */
const describe = (
  names: readonly string[],
  series: readonly Series[],
  { from, to }: { from: string; to: string },
) =>
  series
    .map(({ articles, meanSentiment }, nth) =>
      say('{name}: {articles} from {from} to {to}, mean sentiment {mean}.', {
        ...{ name: names[nth]!, articles: counted(articles, 'article'), from, to },
        mean: meanSentiment === null ? '–' : scoreText(meanSentiment),
      }),
    )
    .join(' ');
