import type { Context } from 'hono';
import { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { findOwner, type Key } from '../../../db/keys.ts';
import { clientAsking, type IdentityDeps, type Refusal } from '../../api/access.ts';
import { cookieName, identify, tryKey } from '../../api/identity.ts';
import { followsLink } from '../../api/origin.ts';
import { signIn, signInSeconds, signOut } from '../../keys/signIns.ts';
import { Say, type Sentence, say } from '../language/say.tsx';
import { ownPath } from '../layout/address.ts';
import { answerPage } from '../layout/answer.tsx';
import { Notice, Page } from '../layout/layout.tsx';
import { scopeName } from './keys.tsx';

type SignInDeps = IdentityDeps & { notice?: string | undefined };

/** Where people sign in with a key and out again. What they get is a cookie that no script can read. */
export function signInRoutes(deps: SignInDeps): Hono {
  const app = new Hono();
  const answer = pagesWith(deps.notice);

  app.get('/sign-in', async (c) => {
    const { caller, by } = await identify(c, clientAsking(c), deps);
    const key = by === 'cookie' && caller.owner ? await findOwner(deps.orm, caller.owner) : null;
    return answer(c, key ? <SignedIn owner={key} /> : <SignIn next={ownPath(c.req.query('next'))} />);
  });

  app.post('/sign-in', async (c) => {
    const form = await c.req.parseBody().catch(() => ({}) as Record<string, unknown>);
    const next = ownPath(form.next);
    const opened = await tryKey(typeof form.key === 'string' ? form.key.trim() : '', clientAsking(c), deps);
    if (!('key' in opened)) return wrongKey(c, opened, next);
    await forget(c);
    const { https } = clientAsking(c);
    setCookie(c, cookieName(https), await signIn(deps.orm, opened.key, deps.now()), {
      ...cookieRules(https),
      maxAge: signInSeconds,
    });
    return c.redirect(next, 303);
  });

  app.post('/sign-out', async (c) => {
    await forget(c);
    const { https } = clientAsking(c);
    deleteCookie(c, cookieName(https), cookieRules(https));
    return c.redirect('/sign-in', 303);
  });

  /** Makes what the browser’s cookie holds open nothing more. */
  const forget = async (c: Context) => {
    const token = getCookie(c, cookieName(clientAsking(c).https));
    if (token) await signOut(deps.orm, token);
  };
  const wrongKey = (c: Context, { status, retryAfter }: Refusal, next: string) => {
    if (retryAfter !== undefined) c.header('retry-after', String(Math.max(1, retryAfter)));
    const fault =
      status === 429
        ? say('Too many wrong keys came from this address. Try again in a minute.')
        : say('There is no such key, or it was revoked.');
    return answer(c, <SignIn next={next} fault={fault} />, status);
  };
  return app;
}

const cookieRules = (https: boolean) =>
  ({ httpOnly: true, sameSite: 'Strict', secure: https, path: '/' }) as const;

/** Tells a person why a page is not shown; whoever only lacks a key is asked for one. */
export function refusalPage(notice?: string) {
  const answer = pagesWith(notice);
  return (c: Context, { status, detail }: Refusal): Response | Promise<Response> => {
    const here = c.req.method === 'GET' ? c.req.path + new URL(c.req.url).search : '/';
    if (status !== 401) return answer(c, <Refused {...{ status, detail }} />, status);
    // A strict cookie does not come along with a link on another site. The page asks for itself, and then it does.
    if (followsLink(c)) return answer(c, <OnceMore address={here} />, status);
    return answer(c, <SignIn next={ownPath(here)} />, status);
  };
}

const pagesWith = (notice?: string) => (c: Context, page: JSX.Element, status?: Refusal['status']) =>
  answerPage(c, <Notice.Provider value={notice}>{page}</Notice.Provider>, status);

function SignIn({ next, fault }: { next: string; fault?: string }) {
  return (
    <Page title={say('Sign in')}>
      <h1>{say('Sign in')}</h1>
      <p class="lead">{say('Paste your key to go on.')}</p>
      <form class="filter" method="post" action="/sign-in">
        <div class="words">
          <div class="field">
            <label for="f-key">{say('Key')}</label>
            <input
              id="f-key"
              name="key"
              type="password"
              required
              maxlength={200}
              autocomplete="current-password"
              autofocus
              placeholder="cw_…"
              aria-describedby={fault ? 'fault' : undefined}
              aria-invalid={fault ? 'true' : undefined}
            />
          </div>
          <button type="submit">{say('Sign in')}</button>
        </div>
        {fault && (
          <p class="fault" id="fault" role="alert">
            {fault}
          </p>
        )}
        <input type="hidden" name="next" value={next} />
      </form>
      <p class="hint">
        <Say
          sentence="This browser then stays signed in for 30 days, or until you sign out. Keys are made by whoever has one for administration, on {page}, and with {command} on the machine that Chipwire runs on."
          page={<a href="/keys">{say('the page of keys')}</a>}
          command={<code>chipwire keys create NAME</code>}
        />
      </p>
    </Page>
  );
}

function SignedIn({ owner: { name, id, scope } }: { owner: Key }) {
  return (
    <Page title={say('Signed in')}>
      <h1>{say('Signed in')}</h1>
      <p class="lead">
        <Say
          sentence="With the key “{name}” {id}, which may {scope}."
          name={name}
          id={<span class="id">({id})</span>}
          scope={scopeName(scope)}
        />
      </p>
      <form class="filter" method="post" action="/sign-out">
        <button type="submit">{say('Sign out')}</button>
      </form>
      <ul class="onward">
        <li>
          <a href="/alerts">{say('Your alerts')}</a>
        </li>
        {scope === 'admin' && (
          <li>
            <a href="/keys">{say('Keys')}</a>
          </li>
        )}
      </ul>
    </Page>
  );
}

const refusals: Partial<Record<Refusal['status'], Sentence>> = {
  413: 'Too much at once',
  429: 'Too many requests',
};

const Refused = ({ status, detail }: Refusal) => (
  <Page title={say(refusals[status] ?? 'Not allowed')}>
    <h1>{say(refusals[status] ?? 'Not allowed')}</h1>
    <p class="lead" lang="en">
      {detail}
    </p>
    {status === 403 && (
      <p>
        <Say
          sentence="{signIn} or go to {today}."
          signIn={<a href="/sign-in">{say('Sign in with another key')}</a>}
          today={<a href="/">{say('today’s articles')}</a>}
        />
      </p>
    )}
  </Page>
);

const OnceMore = ({ address }: { address: string }) => (
  <Page title="Chipwire" refresh={0}>
    <p class="lead">
      <a href={address}>{say('Go on to the page')}</a>
    </p>
  </Page>
);
