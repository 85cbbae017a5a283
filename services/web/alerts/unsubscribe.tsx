import { type Context, Hono } from 'hono';
import type { Orm } from '../../../db/database.ts';
import { unsubscribe, unsubscribing } from '../../watch/delivery/unsubscribe.ts';
import { say } from '../language/say.tsx';
import { answerPage } from '../layout/answer.tsx';
import { Page } from '../layout/layout.tsx';

const path = '/unsubscribe/:id{[1-9][0-9]{0,14}}/:token{[\\w-]{20,100}}';

/** Where readers of mails end them: a page with a button, and the POST of RFC 8058 that mail programs send by themselves. */
export function unsubscribeRoutes({ orm, now }: { orm: Orm; now(): Date }): Hono {
  const app = new Hono();
  const asked = (c: Context) => [Number(c.req.param('id')), c.req.param('token') ?? ''] as const;
  // A GET changes nothing: mail servers follow links to see what is behind them.
  app.get(path, async (c) => {
    const channel = await unsubscribing(orm, ...asked(c));
    return channel ? answerPage(c, <Unsubscribe />) : answerPage(c, <Unknown />, 404);
  });
  app.post(path, async (c) => {
    const done = await unsubscribe(orm, ...asked(c), now());
    return done ? answerPage(c, <Unsubscribed />) : answerPage(c, <Unknown />, 404);
  });
  return app;
}

const Unsubscribe = () => (
  <Page title={say('Unsubscribe')}>
    <h1>{say('Unsubscribe')}</h1>
    <p class="lead">
      {say('Press the button, and this Chipwire sends no more e-mail to your mailbox through this channel.')}
    </p>
    <form class="filter" method="post">
      <button type="submit">{say('Unsubscribe')}</button>
    </form>
  </Page>
);

const Unsubscribed = () => (
  <Page title={say('Unsubscribed')}>
    <h1>{say('Unsubscribed')}</h1>
    <p class="lead" role="status">
      {say('No more e-mail will come through this channel. Whoever set it up was told.')}
    </p>
  </Page>
);

const Unknown = () => (
  <Page title={say('Not found')}>
    <h1>{say('Not found')}</h1>
    <p class="lead">{say('This address ends nothing: the channel is gone, or the address is incomplete.')}</p>
  </Page>
);
