import { Page } from './layout.tsx';

/** For addresses that lead nowhere. */
export const MissingPage = ({ what }: { what: string }) => (
  <Page title="Not found">
    <h1>Not found</h1>
    <p class="lead">{what}</p>
    <p>
      <a href="/search">Search the archive</a> or go to <a href="/">today’s articles</a>.
    </p>
  </Page>
);

/** For what broke on our side; says nothing of the cause, which is in the log. */
export const BrokenPage = () => (
  <Page title="Something broke">
    <h1>Something broke on our side</h1>
    <p class="lead">The page could not be made. The cause is in the server’s log; trying again may help.</p>
    <p>
      <a href="/">Today’s articles</a>
    </p>
  </Page>
);
