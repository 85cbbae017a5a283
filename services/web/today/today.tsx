import { countSteps } from '../../../db/articles.ts';
import type { Orm } from '../../../db/database.ts';
import { listFeeds } from '../../../db/feeds.ts';
import { type ListedArticle, listArticles } from '../../../db/search.ts';
import { type TaggedWith, type TrendPoint, taggedWith, trend } from '../../../db/trends.ts';
import { writeCursor } from '../../api/cursor.ts';
import { fewArticles, TrendChart } from '../charts/chart.tsx';
import { periodName, spread, total } from '../charts/periods.ts';
import { TrendTable } from '../charts/trendTable.tsx';
import { addressOf } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { ArticlesByDay } from '../parts/articleList.tsx';
import { MeanSentiment, scoreText } from '../parts/sentiment.tsx';
import { MixedTaggers } from '../parts/taggers.tsx';
import { dateOf, dayName } from '../parts/times.tsx';
import { counted } from '../parts/words.ts';
import { type Choices, FilterForm, listChoices } from '../search/filterForm.tsx';
import { readFields } from '../search/searchFields.ts';
import { listMostCovered, MostCovered, type MostCoveredEntity } from './mostCovered.tsx';

const articlesShown = 30;
/** Months in the chart; an article dated 1970 by its feed must not stretch it. */
const monthsShown = 60;
const refreshSeconds = 10;

/** What the front page shows beside its articles; counted over the whole archive, so not for every visitor anew. */
export interface Panels {
  points: TrendPoint[];
  taggers: TaggedWith[];
  covered: MostCoveredEntity[];
  choices: Choices;
}

export async function loadPanels(orm: Orm, now: Date): Promise<Panels> {
  const after = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsShown + 1, 1));
  const [points, taggers, covered, choices] = await Promise.all([
    trend(orm, { after }, 'month', 'UTC'),
    taggedWith(orm, { after }),
    listMostCovered(orm, now),
    listChoices(orm),
  ]);
  return { points: spread(points, 'month', undefined, now), taggers, covered, choices };
}

/** The front page: the newest articles, and how much is written about the beat and in what mood. */
export async function todayPage(orm: Orm, panels: () => Promise<Panels>, now: Date) {
  const articles = await listArticles(orm, {}, articlesShown + 1);
  if (articles.length === 0) return <EmptyPage {...(await beginning(orm))} />;
  return <TodayPage {...(await panels())} articles={articles} now={now} />;
}

interface TodayProps extends Panels {
  /** One more than is shown where there are more. */
  articles: ListedArticle[];
  now: Date;
}

function TodayPage({ articles, points, taggers, covered, choices, now }: TodayProps) {
  const shown = articles.slice(0, articlesShown);
  const last = shown.at(-1);
  const more = articles.length > articlesShown && last;
  return (
    <Page title="Chipwire: today" section="today">
      <div class="opening">
        <h1>{dayName(now)}</h1>
        <FilterForm fields={readFields(() => undefined)} faults={[]} choices={choices} />
      </div>
      <Coverage {...{ points, taggers, now }} />
      <div class="columns">
        <div class="newest">
          <ArticlesByDay articles={shown} now={now} />
          {more && (
            <p class="pages">
              <a href={addressOf('/search', { cursor: writeCursor(last) })}>Older articles →</a>
            </p>
          )}
        </div>
        <MostCovered covered={covered} />
      </div>
    </Page>
  );
}

function Coverage({ points, taggers, now }: Pick<TodayProps, 'points' | 'taggers' | 'now'>) {
  const all = total(points);
  const first = points[0]?.period ?? dateOf(now);
  const peak = points.reduce((most, point) => (point.articles > most.articles ? point : most));
  const thisMonth = points.at(-1)?.articles ?? 0;
  const description =
    `Bars show articles a month from ${periodName(first, 'month')} to ${periodName(dateOf(now), 'month')}: ` +
    `${all.articles} in all, most in ${periodName(peak.period, 'month')} with ${peak.articles}. Below, the mean sentiment ` +
    `of each month above or below zero; ${scoreText(all.meanSentiment ?? 0)} over the whole time.`;
  return (
    <section class="panel" aria-labelledby="coverage">
      <h2 id="coverage">Coverage of the beat, month by month</h2>
      <dl class="figures">
        <div>
          <dt>This month so far</dt>
          <dd>{counted(thisMonth, 'article')}</dd>
        </div>
        <div>
          <dt>{`Since ${periodName(first, 'month')}`}</dt>
          <dd>{counted(all.articles, 'article')}</dd>
        </div>
        <div>
          <dt>Mean sentiment</dt>
          <dd>
            <MeanSentiment mean={all.meanSentiment} />
          </dd>
        </div>
      </dl>
      <TrendChart
        id="coverage-chart"
        title="Articles and mean sentiment by month"
        unit="month"
        {...{ description, points, now }}
      />
      <p class="hint">
        {`Copies and off-topic articles left out. Pale sentiment: fewer than ${fewArticles} articles that month. Outlined bar: month not over. `}
        <a href={addressOf('/v1/trends', { by: 'month', offTopic: true })}>
          With off-topic articles, from the API
        </a>
        <MixedTaggers taggers={taggers} />
      </p>
      <TrendTable
        unit="month"
        points={points}
        caption="Articles by month of publication (UTC), copies and off-topic articles left out"
        articlesOf={(after, before) => addressOf('/search', { after, before, beat: true })}
      />
    </section>
  );
}

type Beginning = Awaited<ReturnType<typeof beginning>>;

async function beginning(orm: Orm) {
  const [steps, feeds] = await Promise.all([countSteps(orm), listFeeds(orm)]);
  const polled = feeds.filter((feed) => feed.lastPollAt !== null).length;
  const failing = feeds.filter((feed) => feed.state === 'failing').length;
  return { steps, feeds: feeds.length, polled, failing };
}

function EmptyPage({ steps, feeds, polled, failing }: Beginning) {
  const underWay = steps.found + steps.read + steps.tagged;
  return (
    <Page title="Chipwire: starting" section="today" refresh={refreshSeconds}>
      <h1>The archive is still empty</h1>
      {feeds === 0 ? (
        <p class="lead">
          No feed is listed yet. Add one to <code>feeds.yaml</code> and restart:{' '}
          <code>docs/add-a-feed.md</code> shows how.
        </p>
      ) : (
        <p class="lead">Feeds are being polled; the first articles arrive in a minute.</p>
      )}
      <ul class="progress">
        <li>{`${polled} of ${counted(feeds, 'feed')} polled`}</li>
        {failing > 0 && <li>{`${counted(failing, 'feed')} failing`}</li>}
        <li>{`${counted(underWay, 'article')} found and being read`}</li>
        {steps.failed > 0 && <li>{`${counted(steps.failed, 'article')} could not be read`}</li>}
      </ul>
      <p>
        This page looks again every {refreshSeconds} seconds. <a href="/feeds">How each feed is doing</a>
      </p>
    </Page>
  );
}
