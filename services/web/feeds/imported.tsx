import type { PropsWithChildren } from 'hono/jsx';
import type { Feed } from '../../../db/feeds.ts';
import type { RejectedOutline } from '../../import/opml.ts';
import { counted, type Sentence, say } from '../language/say.tsx';
import { feedAddress } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { AddFeed } from './addFeed.tsx';

const reasons: Record<string, Sentence> = {
  'is in the feed list already': 'is in the feed list already',
  'its address is none of the web': 'its address is none of the web',
  'too many': 'comes after the first 500',
};

/** Why a feed reader’s list could not be taken. */
export const NotImportedPage = ({ fault, reason }: { fault: Sentence; reason?: string }) => (
  <Frame>
    <div class="notice" role="alert">
      <p>{say(fault)}</p>
      {reason && (
        <p class="hint" lang="en">
          {reason}
        </p>
      )}
    </div>
    <AddFeed title="Add a feed" />
  </Frame>
);

const Frame = ({ children }: PropsWithChildren) => (
  <Page title={say('Feeds brought in')} section="feeds">
    <p class="back">
      <a href="/feeds">{say('All feeds')}</a>
    </p>
    <h1>{say('Feeds brought in')}</h1>
    {children}
  </Page>
);

/** What became of a feed reader’s list. */
export function ImportedPage({ added, rejected }: { added: Feed[]; rejected: RejectedOutline[] }) {
  return (
    <Frame>
      <p class="lead" role="status">
        {added.length === 0
          ? say('None was added.')
          : say('{feeds} added, to be polled within a minute or two.', {
              feeds: counted(added.length, 'feed'),
            })}
      </p>
      {added.length > 0 && (
        <ul class="brought-in">
          {added.map(({ id, publisher }) => (
            <li>
              <a href={feedAddress(id)}>{publisher}</a>
            </li>
          ))}
        </ul>
      )}
      {rejected.length > 0 && (
        <section aria-labelledby="left-out">
          <h2 id="left-out">{say('Left out')}</h2>
          <ul class="brought-in">
            {rejected.map(({ title, url, reason }) => (
              <li>
                {title || url}
                <span class="under">{Object.hasOwn(reasons, reason) ? say(reasons[reason]!) : reason}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Frame>
  );
}
