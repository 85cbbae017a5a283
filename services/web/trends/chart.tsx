import type { Trends, TrendsQuery } from '../../api/askedTrends.ts';
import type { ChartFields, Show } from '../charts/asked.ts';
import { BurstTold } from '../charts/noteList.tsx';
import { SeriesTable } from '../charts/seriesTable.tsx';
import { chartAddress, TakeChart } from '../charts/takeChart.tsx';
import { daysName, longDay } from '../charts/time.ts';
import { fewArticles, Timeline } from '../charts/timeline.tsx';
import { counted, say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import { MixedTaggers } from '../parts/taggers.tsx';
import { dateOf } from '../parts/times.tsx';
import { description } from './description.ts';
import { Embed } from './embedCode.tsx';
import { Levels } from './levels.tsx';
import { partQuery } from './partQuery.ts';

export interface ChartProps {
  trends: Trends;
  query: TrendsQuery;
  names: readonly string[];
  title: string;
  /** The queries behind it. */
  asked: string;
  show: Show;
  fields: ChartFields;
  now: Date;
  origin: string;
}

/** A chart with all that belongs to it. */
export function Chart({ trends, query, names, title, asked, show, fields, now, origin }: ChartProps) {
  const { series, by, count, method, from, to, timeZone } = trends;
  const parameters = { ...fields, show: show === 'share' ? show : undefined };
  const empty = series.every(({ articles }) => articles === 0);
  return (
    <section aria-labelledby="built">
      <h2 id="built">{title}</h2>
      <p class="hint">{daysName(from, to)}</p>
      {empty ? (
        <p class="notice" role="status">
          {say('No article of this time fits. A longer time or fewer words may find some.')}
        </p>
      ) : (
        <>
          <Timeline
            id="trend"
            title={title}
            description={description(trends, names)}
            {...{ series, names, by, count, show, now, timeZone }}
          />
          <p class="hint">
            {say('Pale sentiment: fewer than {n} articles. Outlined or faint: not over yet.', {
              n: fewArticles,
            })}{' '}
            <span class="with-script" hidden>
              {say('Drag over the chart to choose a time.')}
            </span>{' '}
            <MixedTaggers taggers={method.taggedWith} />
          </p>
          <TakeChart parameters={parameters} />
          <Levels series={series} names={names} />
          {series.length > 1 && <Bursts series={series} names={names} />}
          <SeriesTable
            {...{ series, names, by }}
            caption={`${title}: ${daysName(from, to)}`}
            articlesOf={(after, before, nth) =>
              addressOf('/search', {
                ...{ q: partQuery(query, series[nth]!.name, nth), after, before },
                ...{
                  entity: query.entity,
                  publisher: query.publisher,
                  topic: query.topic,
                  language: query.language,
                },
                ...{ min: query.minSentiment, max: query.maxSentiment },
                ...{ copies: query.copies, beat: !query.offTopic },
              })
            }
          />
        </>
      )}
      <details class="method">
        <summary>{say('How these figures are made')}</summary>
        <p>
          <span lang="en">{method.text}</span> <a href="/method">{say('Method')}</a>
        </p>
        <ul>
          {method.taggedWith.map(({ taggerVersion, listVersion, articles }) => (
            <li>
              {say('{articles} tagged by {version} with entity list {list}', {
                articles: counted(articles, 'article'),
                version: taggerVersion ?? '–',
                list: listVersion?.slice(0, 12) ?? '–',
              })}
            </li>
          ))}
        </ul>
      </details>
      <p class="on-paper">
        {say('Source: Chipwire, {origin}. Asked: {asked}', {
          ...{ asked, origin: origin + chartAddress('/trends', parameters) },
        })}
        {' · '}
        {longDay(dateOf(now))}
      </p>
      <Embed {...{ parameters, title, origin }} />
    </section>
  );
}

const burstsTold = 3;

/** The greatest bursts of each of several series; those of one are marked on its chart. */
function Bursts({ series, names }: Pick<Trends, 'series'> & Pick<ChartProps, 'names'>) {
  const told = series.map(({ bursts }, at) => ({
    name: names[at]!,
    bursts: bursts
      .toSorted((a, b) => b.articles - b.expected - (a.articles - a.expected))
      .slice(0, burstsTold),
  }));
  if (told.every(({ bursts }) => bursts.length === 0)) return null;
  return (
    <section aria-labelledby="bursts">
      <h3 id="bursts">{say('Bursts, and what they were about')}</h3>
      <ul class="told">
        {told.flatMap(({ name, bursts }) =>
          bursts.map((burst) => (
            <li>
              <strong>{name}</strong> <BurstTold {...burst} />
            </li>
          )),
        )}
      </ul>
    </section>
  );
}
