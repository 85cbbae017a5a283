import { countSteps } from '../../../db/articles.ts';
import type { Orm } from '../../../db/database.ts';
import { listFeeds } from '../../../db/feeds.ts';
import { counted, number, Say, say } from '../language/say.tsx';
import { Page } from '../layout/layout.tsx';

const refreshSeconds = 10;

type Beginning = Awaited<ReturnType<typeof loadBeginning>>;

/** How far an archive without stories is. */
export async function loadBeginning(orm: Orm) {
  const [steps, feeds] = await Promise.all([countSteps(orm), listFeeds(orm)]);
  const polled = feeds.filter((feed) => feed.lastPollAt !== null).length;
  const failing = feeds.filter((feed) => feed.state === 'failing').length;
  return { steps, feeds: feeds.length, polled, failing };
}

export function EmptyPage({ steps, feeds, polled, failing }: Beginning) {
  const underWay = steps.found + steps.read + steps.tagged;
  return (
    <Page title={say('Chipwire: starting')} section="today" refresh={refreshSeconds}>
      <h1>{say('The archive is still empty')}</h1>
      {feeds === 0 ? (
        <p class="lead">
          <Say
            sentence="No feed is listed yet. Add one at {feeds}, or to {file} and restart: {how} shows how."
            feeds={<a href="/feeds">{say('Feeds')}</a>}
            file={<code>feeds.yaml</code>}
            how={<code>docs/add-a-feed.md</code>}
          />
        </p>
      ) : (
        <p class="lead">{say('Feeds are being polled; the first articles arrive in a minute.')}</p>
      )}
      <ul class="progress">
        <li>
          {say('{polled} of {feeds} polled', { polled: number(polled), feeds: counted(feeds, 'feed') })}
        </li>
        {failing > 0 && <li>{say('{feeds} failing', { feeds: counted(failing, 'feed') })}</li>}
        <li>{say('{articles} found and being read', { articles: counted(underWay, 'article') })}</li>
        {steps.failed > 0 && (
          <li>{say('{articles} could not be read', { articles: counted(steps.failed, 'article') })}</li>
        )}
      </ul>
      <p>
        {say('This page looks again every {n} seconds.', { n: refreshSeconds })}{' '}
        <a href="/feeds">{say('How each feed is doing')}</a>
      </p>
    </Page>
  );
}
