import { type Context, type ErrorHandler, Hono } from 'hono';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Orm } from '../../db/database.ts';
import { type ChannelRules, strictRules } from '../watch/channels.ts';
import { addAlertPages } from './alerts/alertRoutes.tsx';
import { addChannelPages } from './alerts/channelRoutes.tsx';
import { articlePage } from './article/article.tsx';
import { entitiesPage } from './entity/entities.tsx';
import { entityPage } from './entity/entity.tsx';
import { feedPage } from './feeds/feed.tsx';
import { feedsPage } from './feeds/feeds.tsx';
import { addressOf, storyAddress } from './layout/address.ts';
import { answerPage, securityHeaders } from './layout/answer.ts';
import { BrokenPage, MissingPage } from './layout/faults.tsx';
import { Notice } from './layout/layout.tsx';
import { remember } from './layout/remember.ts';
import { stylesheet, stylesheetAddress } from './layout/stylesheet.ts';
import { searchPage } from './search/search.tsx';
import { storiesPage } from './story/stories.tsx';
import { storyPage } from './story/story.tsx';
import { loadPanels, todayPage } from './today/today.tsx';

/** What pages work with. */
export interface PageDeps {
  orm: Orm;
  now(): Date;
  /** A line at the top of every page. */
  notice?: string | undefined;
  /** What the operator lets channels do; no mail and no private hosts when absent. */
  rules?: ChannelRules | undefined;
  /** Told of what broke while a page was made. */
  report(error: Error, path: string): void;
}

/** How old the front page's charts may be; its articles are always the newest. */
const panelsMs = 20_000;

/** Paths that other routers answer, also when they find nothing there. */
const otherRouters = /^\/(v1|docs|healthz|openapi)\b/;

/**
 * The web pages. Mount them after the API: the last route answers every path that is left with a page that says so.
 * No middleware is used, so that the pages' policy does not fall on other routers' answers.
 */
export function createPages({ orm, now, notice, report, rules = strictRules }: PageDeps): Hono {
  const pages = new Hono();
  const answer = (c: Context, page: JSX.Element, status?: ContentfulStatusCode) =>
    answerPage(c, <Notice.Provider value={notice}>{page}</Notice.Provider>, status);
  const missing = (c: Context, what: string) => answer(c, <MissingPage what={what} />, 404);

  const panels = remember(panelsMs, now, () => loadPanels(orm, now()));
  pages.get('/', async (c) => answer(c, await todayPage(orm, panels, now())));

  pages.get('/search', async (c) => {
    const asked = Object.entries(c.req.query());
    // A form sends its empty fields too; without them the address is short enough to keep and to send on.
    if (asked.some(([, value]) => value === ''))
      return c.redirect(addressOf('/search', Object.fromEntries(asked)), 302);
    const { ok, page } = await searchPage(orm, (name) => c.req.query(name), now());
    return answer(c, page, ok ? 200 : 400);
  });

  pages.get('/stories', async (c) => {
    const { ok, page } = await storiesPage(orm, (name) => c.req.query(name));
    return answer(c, page, ok ? 200 : 400);
  });

  pages.get('/stories/:id{[1-9][0-9]{0,15}}', async (c) => {
    const after = /^[1-9]\d{0,14}$/.exec(c.req.query('after') ?? '')?.[0];
    const found = await storyPage(orm, Number(c.req.param('id')), after ? Number(after) : undefined);
    if (found?.movedTo) return c.redirect(storyAddress(found.movedTo), 308);
    return found?.page ? answer(c, found.page) : missing(c, 'There is no story with this number.');
  });

  pages.get('/articles/:id{[1-9][0-9]{0,14}}', async (c) => {
    const page = await articlePage(orm, Number(c.req.param('id')));
    return page ? answer(c, page) : missing(c, 'There is no article with this number in the archive.');
  });

  pages.get('/entities', async (c) => answer(c, await entitiesPage(orm, (name) => c.req.query(name))));

  pages.get('/entities/:id', async (c) => {
    const page = await entityPage(orm, c.req.param('id'), (name) => c.req.query(name), now());
    return page ? answer(c, page) : missing(c, 'There is no entity with this id.');
  });

  pages.get('/feeds', async (c) => answer(c, await feedsPage(orm, now())));

  pages.get('/feeds/:id', async (c) => {
    const page = await feedPage(orm, c.req.param('id'), now());
    return page ? answer(c, page) : missing(c, 'There is no feed with this id.');
  });

  const saving = { orm, now, answer, missing };
  addAlertPages(pages, saving);
  addChannelPages(pages, { ...saving, rules });

  pages.get(stylesheetAddress, (c) =>
    c.body(stylesheet, 200, {
      ...securityHeaders,
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    }),
  );

  pages.get('*', (c, next) =>
    otherRouters.test(c.req.path) ? next() : missing(c, 'There is nothing at this address.'),
  );

  pages.onError(brokenPage({ notice, report }));
  return pages;
}

/** Tells a person that a page could not be made, and whoever runs this why. */
export const brokenPage =
  ({ notice, report }: Pick<PageDeps, 'notice' | 'report'>): ErrorHandler =>
  (error, c) => {
    report(error, c.req.path);
    return answerPage(
      c,
      <Notice.Provider value={notice}>
        <BrokenPage />
      </Notice.Provider>,
      500,
    );
  };
