import { type FeedHealth, healths } from '../../feeds/health.ts';
import { counted, listed, number, percent, Say, type Sentence, say } from '../language/say.tsx';
import { feedAddress } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { Said } from '../parts/acts.tsx';
import { LanguageMark } from '../parts/articleList.tsx';
import { Choice, type Part, Text } from '../parts/controls.tsx';
import { languageName } from '../parts/names.ts';
import { Ago } from '../parts/times.tsx';
import { AddFeed } from './addFeed.tsx';
import { feedDone } from './done.ts';
import { HealthOf, healthCounts, healthWords, NextPoll, tookWords } from './health.tsx';
import { PollStrip } from './pollStrip.tsx';
import { type FeedView, type Order, shownFeeds } from './shown.ts';

interface FeedsProps {
  /** All there are, by publisher. */
  feeds: FeedHealth[];
  view: FeedView;
  /** Whether the reader may add feeds. */
  mayAdd: boolean;
  said: string | undefined;
  now: Date;
}

/** Every feed with its health, those in trouble first. */
export function FeedsPage({ feeds, view, mayAdd, said, now }: FeedsProps) {
  const shown = shownFeeds(feeds, view);
  return (
    <Page title={say('Feeds')} section="feeds">
      <div class="feeds-opening">
        <div>
          <h1>{say('Feeds')}</h1>
          <Said word={said} done={feedDone} />
          <p class="lead">{feeds.length === 0 ? <NoFeeds /> : summary(feeds)}</p>
        </div>
        {mayAdd && <AddFeed title="Add a feed" />}
      </div>
      {feeds.length > 0 && (
        <section aria-labelledby="all">
          <h2 id="all">{say('How they fare')}</h2>
          <ViewForm feeds={feeds} view={view} />
          {shown.length === 0 ? (
            <p role="status">{say('No feed is like that.')}</p>
          ) : (
            <FeedTable feeds={shown} now={now} />
          )}
          <p class="hint">
            <a href="/feeds.opml">{say('All that are polled, for feed readers (OPML)')}</a>
            {mayAdd && (
              <>
                {' · '}
                <a href="/queues">{say('Queues of work')}</a>
              </>
            )}
          </p>
        </section>
      )}
    </Page>
  );
}

const NoFeeds = () => (
  <Say
    sentence="No feed is listed yet. Add one here, or to {file}: {page} shows how."
    file={<code>feeds.yaml</code>}
    page={<code>docs/add-a-feed.md</code>}
  />
);

function summary(feeds: FeedHealth[]): string {
  const parts = healths.flatMap((health) => {
    const count = feeds.filter((feed) => feed.health === health).length;
    return count > 0 && health !== 'removed' ? [say(healthCounts[health], { n: count })] : [];
  });
  const polled = feeds.filter(({ health }) => health !== 'removed');
  if (polled.length === 0) return say('No feed is polled any more.');
  return say('{feeds}: {states}.', { feeds: counted(polled.length, 'feed'), states: listed(parts) });
}

const orderNames: Record<Order, Sentence> = {
  trouble: 'those in trouble first',
  publisher: 'by publisher',
  newest: 'newest article first',
  articles: 'most articles first',
  slowest: 'slowest first',
};

function ViewForm({ feeds, view }: Pick<FeedsProps, 'feeds' | 'view'>) {
  const present = <Value extends string>(values: Value[]) => [...new Set(values)].sort();
  const names = <Value extends string>(values: readonly Value[], name: (value: Value) => string) =>
    Object.fromEntries(values.map((value) => [value, name(value)]));
  const health = healths.filter((each) => feeds.some((feed) => feed.health === each));
  const any = { '': say('any') };
  const fields = {
    words: view.words,
    health: view.health ?? '',
    language: view.language ?? '',
    order: view.order,
  };
  const part: Part = { fields, faults: [] };
  return (
    <form class="filter view" method="get" action="/feeds#all">
      <div class="fields">
        <Text {...part} name="words" label={say('Name or address')} maxlength={100} search />
        <Choice
          {...part}
          name="health"
          label={say('State')}
          options={{ ...any, ...names(health, (each) => say(healthWords[each].word)) }}
        />
        <Choice
          {...part}
          name="language"
          label={say('Language')}
          options={{ ...any, ...names(present(feeds.map((feed) => feed.language)), languageName) }}
        />
        <Choice
          {...part}
          name="order"
          label={say('Order')}
          options={names(Object.keys(orderNames) as Order[], (order) => say(orderNames[order]))}
        />
        <button type="submit" class="plain">
          {say('Show')}
        </button>
      </div>
    </form>
  );
}

function FeedTable({ feeds, now }: { feeds: FeedHealth[]; now: Date }) {
  return (
    <section class="scroll" tabindex={0} aria-label={say('Feeds and their state')}>
      <table class="list feeds">
        <caption>
          {say(
            'Polls are drawn with the latest at the right: tall where they brought something new, short where they did not, a cross where they failed. “Took” is the median of those that went well.',
          )}
        </caption>
        <thead>
          <tr>
            <th scope="col">{say('Publisher and feed')}</th>
            <th scope="col">{say('State')}</th>
            <th scope="col" class="wide">
              {say('Latest polls')}
            </th>
            <th scope="col" class="number wide">
              {say('Took')}
            </th>
            <th scope="col" class="wide">
              {say('Last and next poll')}
            </th>
            <th scope="col" class="number">
              {say('Articles')}
            </th>
          </tr>
        </thead>
        <tbody>
          {feeds.map((feed) => (
            <FeedRow feed={feed} now={now} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function FeedRow({ feed, now }: { feed: FeedHealth; now: Date }) {
  return (
    <tr>
      <th scope="row">
        <a href={feedAddress(feed.id)}>{feed.publisher}</a> <LanguageMark language={feed.language} />
        <span class="under">{feed.id}</span>
      </th>
      <td>
        <HealthOf feed={feed} />
      </td>
      <td class="wide">
        {feed.recent.length > 0 && <PollStrip polls={feed.recent} />}
        {feed.succeeded !== null && (
          <span class="under">{say('{share} went well', { share: percent(feed.succeeded) })}</span>
        )}
      </td>
      <td class="number wide">{feed.medianMs === null ? '–' : tookWords(feed.medianMs)}</td>
      <td class="wide">
        <Ago at={feed.lastPollAt} now={now} />
        <span class="under">
          <NextPoll feed={feed} now={now} />
        </span>
      </td>
      <td class="number">
        {number(feed.articles)}
        {feed.newestArticleAt && (
          <span class="under">
            <Ago at={feed.newestArticleAt} now={now} />
          </span>
        )}
      </td>
    </tr>
  );
}
