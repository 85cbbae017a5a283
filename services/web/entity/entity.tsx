import type { Orm } from '../../../db/database.ts';
import { childrenOf, type Entity, type EntityCoverage, getEntity } from '../../../db/entities.ts';
import { type ListedArticle, listArticles } from '../../../db/search.ts';
import {
  type TaggedWith,
  type TrendPoint,
  type TrendUnit,
  taggedWith,
  trend,
  trendUnits,
} from '../../../db/trends.ts';
import { writeCursor } from '../../api/cursor.ts';
import { fewArticles, TrendChart } from '../charts/chart.tsx';
import { periodOf, spread, total } from '../charts/periods.ts';
import { TrendTable } from '../charts/trendTable.tsx';
import { addressOf, entityAddress, isStorable } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { ArticlesByDay } from '../parts/articleList.tsx';
import { Fact } from '../parts/fact.tsx';
import { MeanSentiment, scoreText } from '../parts/sentiment.tsx';
import { MixedTaggers } from '../parts/taggers.tsx';
import { daysBefore } from '../parts/times.tsx';
import { counted } from '../parts/words.ts';
import { type EntityFound, EntityFoundSections, EntityStanding, loadFound } from './entityFound.tsx';

const articlesShown = 20;
/** How far a chart reaches back, so that its bars stay wide enough to tell apart on a phone. */
const daysDrawn = { day: 90, week: 2 * 365, month: 10 * 365 } as const;
const spans = { day: 'last 90 days', week: 'last two years', month: 'whole archive' } as const;

/** One entity, or null when there is none with this id. */
export async function entityPage(
  orm: Orm,
  id: string,
  query: (name: string) => string | undefined,
  now: Date,
) {
  const entity = isStorable(id) ? await getEntity(orm, id) : null;
  if (!entity) return null;
  const unit = trendUnits.find((known) => known === query('by')) ?? 'month';
  const offTopic = query('offTopic') === 'true';
  const after = periodOf(daysBefore(now, daysDrawn[unit]), unit);
  const [series, belonging, parent, articles, found, taggers] = await Promise.all([
    trend(orm, { entity: id, after, offTopic }, unit, 'UTC'),
    childrenOf(orm, id),
    entity.parentId ? getEntity(orm, entity.parentId) : null,
    listArticles(orm, { entity: id }, articlesShown + 1),
    loadFound(orm, entity),
    taggedWith(orm, { entity: id, after, offTopic }),
  ]);
  const points = series.length > 0 ? spread(series, unit, unit === 'month' ? undefined : after, now) : [];
  return (
    <EntityPage {...{ entity, unit, points, belonging, parent, articles, found, taggers, offTopic, now }} />
  );
}

interface EntityProps {
  entity: EntityCoverage;
  unit: TrendUnit;
  points: TrendPoint[];
  belonging: Entity[];
  parent: Entity | null;
  articles: ListedArticle[];
  found: EntityFound;
  taggers: TaggedWith[];
  /** The chart counts articles that are on no topic of the beat as well. */
  offTopic: boolean;
  now: Date;
}

function EntityPage(props: EntityProps) {
  const { entity, articles, now } = props;
  const shown = articles.slice(0, articlesShown);
  const last = shown.at(-1);
  return (
    <Page title={entity.name} section="entities">
      <h1>
        {entity.name}
        {entity.nameZh && (
          <span class="name-zh" lang="zh">
            {entity.nameZh}
          </span>
        )}
      </h1>
      {!entity.listed && (
        <p class="notice">
          Not on the entity list: this name was found in texts, and different bearers of it are not told
          apart.
        </p>
      )}
      <Identity {...props} />
      <EntityStanding {...props} />
      <Trend {...props} />
      <EntityFoundSections {...props} />
      <section class="newest" aria-labelledby="newest">
        <h2 id="newest">Newest articles</h2>
        {shown.length === 0 && <p>No article in the archive names it.</p>}
        <ArticlesByDay articles={shown} now={now} />
        {articles.length > articlesShown && last && (
          <p class="pages">
            <a href={addressOf('/search', { entity: entity.id, cursor: writeCursor(last) })}>
              Older articles →
            </a>
          </p>
        )}
      </section>
    </Page>
  );
}

function Identity({ entity, parent, belonging }: EntityProps) {
  const aliases = entity.aliases.filter((alias) => alias !== entity.name && alias !== entity.nameZh);
  const wikidata = /^Q\d+$/.exec(entity.wikidata ?? '')?.[0];
  return (
    <dl class="about identity">
      <Fact name="Type">{entity.type}</Fact>
      <Fact name="Named in">
        {counted(entity.articles, 'article')}, mean sentiment <MeanSentiment mean={entity.meanSentiment} />
      </Fact>
      <Fact name="Stories">
        <a href={addressOf('/stories', { entity: entity.id, publishers: 2 })}>by 2 publishers or more</a>
        {', '}
        <a href={addressOf('/stories', { entity: entity.id })}>all</a>
      </Fact>
      {entity.tickers.length > 0 && <Fact name="Tickers">{entity.tickers.join(', ')}</Fact>}
      {parent && (
        <Fact name="Belongs to">
          <a href={entityAddress(parent.id)}>{parent.name}</a>
        </Fact>
      )}
      {belonging.length > 0 && (
        <Fact name="Includes">
          {belonging.map(({ id, name }, at) => (
            <>
              {at > 0 && ', '}
              <a href={entityAddress(id)}>{name}</a>
            </>
          ))}
        </Fact>
      )}
      {aliases.length > 0 && <Fact name="Also written">{aliases.join(', ')}</Fact>}
      {wikidata && (
        <Fact name="Wikidata">
          <a href={`https://www.wikidata.org/wiki/${wikidata}`} rel="noopener noreferrer">
            {wikidata}
          </a>
        </Fact>
      )}
    </dl>
  );
}

function Trend({ entity, unit, points, belonging, taggers, offTopic, now }: EntityProps) {
  const all = total(points);
  const description =
    `${counted(all.articles, 'article')} in the ${spans[unit]}, mean sentiment ${scoreText(all.meanSentiment ?? 0)}. ` +
    `Bars show articles per ${unit}; below, their mean sentiment towards ${entity.name} above or below zero.`;
  return (
    <section class="panel" aria-labelledby="trend">
      <h2 id="trend">{`Coverage and sentiment, ${spans[unit]}`}</h2>
      <UnitSwitch {...{ id: entity.id, unit, offTopic }} />
      {points.length === 0 ? (
        <p>{`Nothing ${offTopic ? '' : 'on the beat '}was published about it in the ${spans[unit]}.`}</p>
      ) : (
        <>
          <TrendChart
            id="entity-chart"
            title={`${entity.name}: articles and mean sentiment by ${unit}`}
            {...{ description, points, unit, now }}
          />
          <p class="hint">
            {belonging.length > 0 && 'Counts articles naming it or anything belonging to it. '}
            {`Copies${offTopic ? '' : ' and off-topic articles'} left out. Pale sentiment: fewer than ${fewArticles} articles that ${unit}. Outlined bar: ${unit} not over. `}
            <a href={addressOf('/v1/trends', { entity: entity.id, by: unit, offTopic })}>
              The API call for this
            </a>
            <MixedTaggers taggers={taggers} />
          </p>
          <TrendTable
            {...{ unit, points }}
            caption={`Articles about ${entity.name} by ${unit} of publication (UTC), copies${offTopic ? '' : ' and off-topic articles'} left out`}
            articlesOf={(after, before) =>
              addressOf('/search', { entity: entity.id, after, before, beat: !offTopic })
            }
          />
        </>
      )}
    </section>
  );
}

const UnitSwitch = ({ id, unit, offTopic }: { id: string; unit: TrendUnit; offTopic: boolean }) => (
  <ul class="switch" aria-label="Length of a period">
    {trendUnits.map((choice) => (
      <li>
        <a
          href={addressOf(entityAddress(id), { by: choice, offTopic })}
          aria-current={choice === unit ? 'true' : undefined}
        >
          {`by ${choice}`}
        </a>
      </li>
    ))}
    <li>
      <a href={addressOf(entityAddress(id), { by: unit, offTopic: !offTopic })}>
        {offTopic ? 'leave off-topic articles out' : 'count off-topic articles too'}
      </a>
    </li>
  </ul>
);
