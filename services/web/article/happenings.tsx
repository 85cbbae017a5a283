import { counted, say } from '../language/say.tsx';
import { EventList } from '../parts/events.tsx';
import { QuoteList } from '../parts/quotes.tsx';
import { ReleaseList } from '../parts/releases.tsx';
import type { ReadArticle } from './readArticle.ts';

type Found = ReadArticle['found'];
type Contradicted = Pick<ReadArticle, 'contradictions'>;

/** What stands below the text, for those who want it before the text. */
export function Jump({ events, quotes, releases, contradictions }: Found & Contradicted) {
  const links = [
    { id: 'events', says: counted(events.length, 'event'), count: events.length },
    { id: 'releases', says: counted(releases.length, 'release'), count: releases.length },
    { id: 'quotes', says: counted(quotes.length, 'quote'), count: quotes.length },
    { id: 'contradictions', says: say('contradicted elsewhere'), count: contradictions.length },
  ].filter(({ count }) => count > 0);
  if (links.length === 0) return null;
  return (
    <p class="jump hint">
      {say('Below the text:')}
      {links.map(({ id, says }) => (
        <>
          {' '}
          <a href={`#${id}`}>{says}</a>
        </>
      ))}
    </p>
  );
}

/** Events, releases and quotes, each where there are any. */
export function Happenings({ events, quotes, releases }: Found) {
  return (
    <>
      {events.length > 0 && (
        <section class="found" aria-labelledby="events">
          <h2 id="events">{say('Events in it')}</h2>
          <EventList events={events} />
        </section>
      )}
      {releases.length > 0 && (
        <section class="found" aria-labelledby="releases">
          <h2 id="releases">{say('Models released, and what is claimed')}</h2>
          <ReleaseList releases={releases} />
        </section>
      )}
      {quotes.length > 0 && (
        <section class="found" aria-labelledby="quotes">
          <h2 id="quotes">{say('Who says what')}</h2>
          <QuoteList quotes={quotes} />
          <p class="hint">
            <a href="/quotes">{say('All quotes of the archive')}</a>
          </p>
        </section>
      )}
    </>
  );
}
