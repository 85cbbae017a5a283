import type { Orm } from '../../../db/database.ts';
import { type Feed, type FeedHealth, listFeeds } from '../../../db/feeds.ts';
import { feedAddress } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { LanguageMark } from '../parts/articleList.tsx';
import { StateSign } from '../parts/stateSign.tsx';
import { Ago } from '../parts/times.tsx';
import { counted } from '../parts/words.ts';

const states = {
  new: { sign: '○', word: 'not polled yet' },
  ok: { sign: '●', word: 'working' },
  failing: { sign: '▼', word: 'failing' },
  gone: { sign: '✕', word: 'gone' },
  removed: { sign: '–', word: 'removed' },
} as const;

/** Every feed with its health, those in trouble first. */
export async function feedsPage(orm: Orm, now: Date) {
  const feeds = await listFeeds(orm);
  const troubled = feeds.filter(({ state }) => state === 'failing' || state === 'gone');
  const others = feeds.filter((feed) => !troubled.includes(feed));
  return (
    <Page title="Feeds" section="feeds">
      <h1>Feeds</h1>
      {feeds.length === 0 ? (
        <p class="lead">
          No feed is listed yet. Add one to <code>feeds.yaml</code> and restart:{' '}
          <code>docs/add-a-feed.md</code> shows how.
        </p>
      ) : (
        <p class="lead">{summary(feeds)}</p>
      )}
      {troubled.length > 0 && <FeedTable id="trouble" title="In trouble" feeds={troubled} now={now} />}
      {others.length > 0 && (
        <FeedTable
          id="all"
          title={troubled.length > 0 ? 'The others' : 'By publisher'}
          feeds={others}
          now={now}
        />
      )}
    </Page>
  );
}

function summary(feeds: FeedHealth[]): string {
  const parts = (Object.keys(states) as Feed['state'][]).flatMap((state) => {
    const count = feeds.filter((feed) => feed.state === state).length;
    return count > 0 ? [`${count} ${states[state].word}`] : [];
  });
  return `${counted(feeds.length, 'feed')}: ${parts.join(', ')}.`;
}

interface TableProps {
  id: string;
  title: string;
  feeds: FeedHealth[];
  now: Date;
}

function FeedTable({ id, title, feeds, now }: TableProps) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <table class="list feeds">
        <thead>
          <tr>
            <th scope="col">Publisher and feed</th>
            <th scope="col">State</th>
            <th scope="col" class="wide">
              Last poll
            </th>
            <th scope="col" class="wide">
              Next poll
            </th>
            <th scope="col" class="number">
              Articles
            </th>
            <th scope="col" class="wide">
              Newest article
            </th>
          </tr>
        </thead>
        <tbody>
          {feeds.map((feed) => (
            <tr>
              <th scope="row">
                <a href={feedAddress(feed.id)}>{feed.publisher}</a> <LanguageMark language={feed.language} />
                <span class="under">{feed.id}</span>
              </th>
              <td>
                <State feed={feed} />
              </td>
              <td class="wide">
                <Ago at={feed.lastPollAt} now={now} />
              </td>
              <td class="wide">
                <NextPoll feed={feed} now={now} />
              </td>
              <td class="number">{feed.articles.toLocaleString('en')}</td>
              <td class="wide">{feed.newestArticleAt ? <Ago at={feed.newestArticleAt} now={now} /> : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The state in words, how often polls failed in a row, and why. */
export function State({ feed }: { feed: Pick<Feed, 'state' | 'failures' | 'reason'> }) {
  const { sign, word } = states[feed.state];
  return (
    <>
      <StateSign of={feed.state} sign={sign}>
        {word}
        {feed.failures > 0 && `, ${counted(feed.failures, 'poll')} in a row`}
      </StateSign>
      {feed.reason && <span class="under">{feed.reason}</span>}
    </>
  );
}

/** When the feed is polled next; never for one that is gone or removed. */
export function NextPoll({ feed, now }: { feed: Pick<Feed, 'state' | 'nextPollAt'>; now: Date }) {
  if (feed.state === 'gone' || feed.state === 'removed') return <span class="none">never</span>;
  return feed.nextPollAt <= now ? <>due now</> : <Ago at={feed.nextPollAt} now={now} />;
}
