import { Say, say } from '../language/say.tsx';
import { Page } from './layout.tsx';

/** For addresses that lead nowhere. */
export const MissingPage = ({ what }: { what: string }) => (
  <Page title={say('Not found')}>
    <h1>{say('Not found')}</h1>
    <p class="lead">{what}</p>
    <p>
      <Say
        sentence="{search} or go to {today}."
        search={<a href="/search">{say('Search the archive')}</a>}
        today={<a href="/">{say('today’s articles')}</a>}
      />
    </p>
  </Page>
);

/** For what broke on our side; says nothing of the cause, which is in the log. */
export const BrokenPage = () => (
  <Page title={say('Something broke')}>
    <h1>{say('Something broke on our side')}</h1>
    <p class="lead">
      {say('The page could not be made. The cause is in the server’s log; trying again may help.')}
    </p>
    <p>
      <a href="/">{say('Today’s articles')}</a>
    </p>
  </Page>
);

/** For the time in which the database is away, such as while its server is started again. */
export const AwayPage = () => (
  <Page title={say('Back soon')}>
    <h1>{say('Back soon')}</h1>
    <p class="lead">{say('The archive does not answer at the moment. Try again in some seconds.')}</p>
  </Page>
);
