import type { CoverageChange } from '../../../db/coverage.ts';
import type { Poll } from '../../../db/feeds.ts';
import type { ListedArticle } from '../../../db/search.ts';
import type { FeedHealth } from '../../feeds/health.ts';
import { counted, number, percent, Say, type Sentence, say } from '../language/say.tsx';
import { addressOf, feedAddress, safeHref } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { Act, Said } from '../parts/acts.tsx';
import { ArticlesInOrder } from '../parts/articleList.tsx';
import { Choice, type Part, Text } from '../parts/controls.tsx';
import { Fact } from '../parts/fact.tsx';
import { languageName } from '../parts/names.ts';
import { Ago, duration, Moment, ShortDay } from '../parts/times.tsx';
import { familyName, languageOptions, topicNames } from './choices.ts';
import { feedDone } from './done.ts';
import { HealthOf, NextPoll, tookWords } from './health.tsx';
import { PollStrip } from './pollStrip.tsx';
import { Settings } from './settings.tsx';

interface FeedProps {
  feed: FeedHealth;
  articles: ListedArticle[];
  changes: CoverageChange[];
  polls: Poll[];
  /** Whether there are more polls than these. */
  more: boolean;
  /** Whether the reader may change feeds. */
  mayChange: boolean;
  said: string | undefined;
  /** What is wrong with the form of its settings. */
  fault?: Sentence | undefined;
  now: Date;
}

/** One feed with how it fares, what it brought and its latest polls. */
export function FeedPage(props: FeedProps) {
  const { feed, articles, changes, polls, more, mayChange, said, fault, now } = props;
  return (
    <Page title={say('Feed {name}', { name: feed.publisher })} section="feeds">
      <p class="back">
        <a href="/feeds">{say('All feeds')}</a>
      </p>
      <h1>
        {feed.publisher} <span class="id">{feed.id}</span>
      </h1>
      <Said word={said} done={feedDone} />
      {fault && (
        <p class="notice" role="alert">
          {say(fault)}
        </p>
      )}
      {mayChange && feed.health !== 'removed' && <Acts feed={feed} />}
      <About feed={feed} now={now} />
      {mayChange && feed.health !== 'removed' && <Change feed={feed} open={fault !== undefined} />}
      {articles.length > 0 && (
        <section class="newest" aria-labelledby="articles">
          <h2 id="articles">{say('Newest articles')}</h2>
          <ArticlesInOrder articles={articles} />
        </section>
      )}
      {changes.length > 0 && <Changes changes={changes} />}
      <section class="later" aria-labelledby="polls">
        <h2 id="polls">{say('Latest polls')}</h2>
        {polls.length === 0 ? (
          <p>
            <Say
              sentence="It has not been polled yet. {look}"
              look={<a href={feedAddress(feed.id)}>{say('Look again')}</a>}
            />
          </p>
        ) : (
          <Polls polls={polls} />
        )}
        {more && <p class="hint">{say('Earlier ones are left out; polls are kept for 30 days.')}</p>}
      </section>
    </Page>
  );
}

function Acts({ feed: { id, health } }: { feed: FeedHealth }) {
  const here = feedAddress(id);
  return (
    <div class="acts feed-acts">
      {health !== 'paused' && <Act to={`${here}/poll`} says={say('Poll now')} />}
      {health === 'paused' ? (
        <Act to={`${here}/resume`} says={say('Let it go on')} />
      ) : (
        <Act to={`${here}/pause`} says={say('Pause')} />
      )}
    </div>
  );
}

function About({ feed, now }: { feed: FeedHealth; now: Date }) {
  return (
    <dl class="about identity">
      <Fact name={say('State')}>
        <HealthOf feed={feed} />
      </Fact>
      <Fact name={say('Address')}>
        <Address url={feed.url} />
        {feed.pollUrl && (
          <span class="under">
            <Say sentence="polled at {address}" address={<Address url={feed.pollUrl} />} />
          </span>
        )}
      </Fact>
      <Fact name={say('Polled every')}>{duration(feed.interval)}</Fact>
      <Fact name={say('Last poll')}>
        <Ago at={feed.lastPollAt} now={now} />
      </Fact>
      <Fact name={say('Next poll')}>
        <NextPoll feed={feed} now={now} />
      </Fact>
      {feed.succeeded !== null && (
        <Fact name={say('Latest polls')}>
          <PollStrip polls={feed.recent} />
          <span class="under">
            {say('{share} went well', { share: percent(feed.succeeded) })}
            {feed.medianMs !== null && ` · ${say('median {time}', { time: tookWords(feed.medianMs) })}`}
          </span>
        </Fact>
      )}
      <Fact name={say('Articles')}>
        {number(feed.articles)}{' '}
        <span class="under">
          <a href={addressOf('/search', { publisher: feed.publisher })}>{say('all of this publisher')}</a>
        </span>
      </Fact>
      <Fact name={say('Newest article')}>
        {feed.newestArticleAt ? (
          <Ago at={feed.newestArticleAt} now={now} />
        ) : (
          <span class="none">{say('none yet')}</span>
        )}
      </Fact>
      <Fact name={say('Language')}>{languageName(feed.language)}</Fact>
      <Fact name={say('Topics')}>{topicNames(feed.topics)}</Fact>
      <Fact name={say('Kind of source')}>{familyName(feed.family)}</Fact>
      <Fact name={say('Listed since')}>
        <ShortDay at={feed.addedAt} />
        <span class="under">
          {feed.listedBy === 'people' ? (
            say('added here')
          ) : (
            <Say sentence="listed in {file}" file={<code>feeds.yaml</code>} />
          )}
        </span>
      </Fact>
    </dl>
  );
}

function Address({ url }: { url: string }) {
  const href = safeHref(url);
  return href ? (
    <a href={href} rel="noopener noreferrer">
      {url}
    </a>
  ) : (
    <span>{url}</span>
  );
}

/** What is said of a feed that people added; feeds.yaml alone says it of its own. */
function Change({ feed, open }: { feed: FeedHealth; open: boolean }) {
  if (feed.listedBy === 'file')
    return (
      <p class="hint">
        <Say
          sentence="{file} lists this feed: what is said of it is changed there, and there it is taken away. Here it can be paused."
          file={<code>feeds.yaml</code>}
        />
      </p>
    );
  const { publisher, language, family, interval, topics } = feed;
  const fields = {
    ...{ publisher, language, family, interval: String(interval) },
    ...Object.fromEntries(topics.map((topic) => [`topic-${topic}`, 'true'])),
  };
  const part: Part = { fields, faults: [] };
  return (
    <details class="change" open={open}>
      <summary>{say('Change what is said of it, or take it away')}</summary>
      <form method="post" action={`${feedAddress(feed.id)}/change`} class="bring">
        <div class="fields">
          <Text {...part} name="publisher" label={say('Publisher')} maxlength={100} required />
          <Choice {...part} name="language" label={say('Language')} options={languageOptions(language)} />
        </div>
        <Settings part={part} interval={interval} />
        <button type="submit">{say('Save')}</button>
      </form>
      <div class="acts">
        <Act to={`${feedAddress(feed.id)}/remove`} says={say('Take it away; its articles stay')} />
      </div>
    </details>
  );
}

const changeWords: Record<CoverageChange['kind'], Sentence> = {
  'feed-added': 'first polled',
  'feed-dead': 'brought nothing from here on',
  'feed-revived': 'came back',
  'feed-removed': 'left the list',
  'back-filled': 'older articles were brought in',
};

function Changes({ changes }: { changes: CoverageChange[] }) {
  return (
    <section class="later" aria-labelledby="changes">
      <h2 id="changes">{say('What changed')}</h2>
      <ul class="feed-changes">
        {changes.map(({ at, kind, note, articles }) => (
          <li>
            <ShortDay at={at} />{' '}
            <span>
              {kind === 'feed-removed' && note === 'paused' ? say('paused') : say(changeWords[kind])}
              {articles !== null && ` (${counted(articles, 'article')})`}
              {note && note !== 'paused' && (
                <span class="under" lang="en">
                  {note}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const outcomes: Record<Poll['outcome'], Sentence> = {
  entries: 'brought entries',
  unchanged: 'nothing changed',
  gone: 'gone',
  failed: 'failed',
};

function Polls({ polls }: { polls: Poll[] }) {
  return (
    <section class="scroll" tabindex={0} aria-label={say('Polls and what came of them')}>
      <table class="list polls">
        <thead>
          <tr>
            <th scope="col">{say('When')}</th>
            <th scope="col">{say('Outcome')}</th>
            <th scope="col" class="number">
              {say('New')}
            </th>
            <th scope="col" class="number">
              {say('Entries')}
            </th>
            <th scope="col" class="number wide">
              {say('HTTP status')}
            </th>
            <th scope="col" class="number wide">
              {say('Took')}
            </th>
            <th scope="col" class="number wide">
              {say('Size')}
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
                <span class={`outcome ${poll.outcome}`}>{say(outcomes[poll.outcome])}</span>
                {poll.reason && (
                  <span class="under" lang="en">
                    {poll.reason}
                  </span>
                )}
              </td>
              <td class="number">{number(poll.added)}</td>
              <td class="number">{number(poll.entries)}</td>
              <td class="number wide">{poll.status ?? '–'}</td>
              <td class="number wide">{tookWords(poll.ms)}</td>
              <td class="number wide">{say('{n} kB', { n: Math.ceil(poll.bytes / 1000) })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
