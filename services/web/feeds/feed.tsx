import type { Orm } from '../../../db/database.ts';
import { type FeedHealth, listFeeds, listPolls, type Poll } from '../../../db/feeds.ts';
import { addressOf, isStorable, safeHref } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { Fact } from '../parts/fact.tsx';
import { Ago, Moment } from '../parts/times.tsx';
import { counted, duration, languageName, topicName } from '../parts/words.ts';
import { NextPoll, State } from './feeds.tsx';

const pollsShown = 50;

/** One feed with its latest polls, or null when there is none with this id. */
export async function feedPage(orm: Orm, id: string, now: Date) {
  const [feed] = isStorable(id) ? await listFeeds(orm, [id]) : [];
  if (!feed) return null;
  const polls = await listPolls(orm, feed.id, pollsShown);
  return (
    <Page title={`Feed ${feed.id}`} section="feeds">
      <h1>
        {feed.publisher} <span class="id">{feed.id}</span>
      </h1>
      <About feed={feed} now={now} />
      <h2 id="polls">{`Latest polls${polls.length === pollsShown ? `, ${pollsShown} shown` : ''}`}</h2>
      {polls.length === 0 ? <p>It has not been polled yet.</p> : <Polls polls={polls} />}
    </Page>
  );
}

function About({ feed, now }: { feed: FeedHealth; now: Date }) {
  const href = safeHref(feed.url);
  return (
    <dl class="about identity">
      <Fact name="State">
        <State feed={feed} />
      </Fact>
      <Fact name="Address">
        {href ? (
          <a href={href} rel="noopener noreferrer">
            {feed.url}
          </a>
        ) : (
          feed.url
        )}
      </Fact>
      <Fact name="Polled every">{duration(feed.interval)}</Fact>
      <Fact name="Last poll">
        <Ago at={feed.lastPollAt} now={now} />
      </Fact>
      <Fact name="Next poll">
        <NextPoll feed={feed} now={now} />
      </Fact>
      <Fact name="Articles">
        {counted(feed.articles, 'article')}
        {', '}
        <a href={addressOf('/search', { publisher: feed.publisher })}>all of this publisher</a>
      </Fact>
      <Fact name="Newest article">
        {feed.newestArticleAt ? <Moment at={feed.newestArticleAt} /> : <span class="none">none yet</span>}
      </Fact>
      <Fact name="Language">{languageName(feed.language)}</Fact>
      <Fact name="Topics">{feed.topics.map(topicName).join(', ')}</Fact>
      <Fact name="Kind">{feed.family}</Fact>
      <Fact name="Since">
        <Moment at={feed.addedAt} />
      </Fact>
    </dl>
  );
}

const outcomes = {
  entries: 'brought entries',
  unchanged: 'nothing changed',
  gone: 'gone',
  failed: 'failed',
} as const;

function Polls({ polls }: { polls: Poll[] }) {
  return (
    <div class="scroll">
      <table class="list">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Outcome</th>
            <th scope="col" class="number">
              New
            </th>
            <th scope="col" class="number">
              Entries
            </th>
            <th scope="col" class="number wide">
              Status
            </th>
            <th scope="col" class="number wide">
              Took
            </th>
            <th scope="col" class="number wide">
              Size
            </th>
          </tr>
        </thead>
        <tbody>
          {polls.map((poll) => (
            <tr>
              <th scope="row">
                <Moment at={poll.at} />
              </th>
              <td>
                <span class={`outcome ${poll.outcome}`}>{outcomes[poll.outcome]}</span>
                {poll.reason && <span class="under">{poll.reason}</span>}
              </td>
              <td class="number">{poll.added}</td>
              <td class="number">{poll.entries}</td>
              <td class="number wide">{poll.status ?? '–'}</td>
              <td class="number wide">{`${poll.ms.toLocaleString('en')} ms`}</td>
              <td class="number wide">{`${Math.ceil(poll.bytes / 1000).toLocaleString('en')} kB`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
