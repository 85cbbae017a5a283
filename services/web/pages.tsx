import { type Context, type ErrorHandler, Hono } from 'hono';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Orm } from '../../db/database.ts';
import { awaySeconds } from '../api/problems.ts';
import { isOutOfReach } from '../faults.ts';
import type { FeedFinder } from '../feeds/find.ts';
import { type Health, partsAround, watchHealth } from '../health/health.ts';
import { type ChannelRules, strictRules } from '../watch/channels.ts';
import { addKeyPages } from './access/keyRoutes.tsx';
import { addAlertPages } from './alerts/alertRoutes.tsx';
import { addChannelPages } from './alerts/channelRoutes.tsx';
import { addDeliveryPages } from './alerts/deliveryRoutes.tsx';
import { addArticlePages } from './article/routes.tsx';
import { addBoardPages } from './board/routes.tsx';
import { addChartFiles } from './charts/routes.ts';
import { addEntityPages } from './entity/routes.tsx';
import { addFeedPages } from './feeds/routes.tsx';
import { addHealthPage } from './health/routes.tsx';
import { say } from './language/say.tsx';
import { answerPage } from './layout/answer.tsx';
import { addAssets } from './layout/assetRoutes.ts';
import { AwayPage, BrokenPage, MissingPage } from './layout/faults.tsx';
import { Notice } from './layout/layout.tsx';
import type { PageTools } from './layout/pageTools.ts';
import { addPreferences } from './layout/preferences.ts';
import { addMethodPages } from './method/routes.tsx';
import { addQuotePages } from './quotes/routes.tsx';
import { addSearchPages } from './search/routes.tsx';
import { addStoryPages } from './story/routes.tsx';
import { addTodayPages } from './today/routes.tsx';
import { keepVisit } from './today/visits.ts';
import { addTrendPages } from './trends/routes.tsx';

/** What pages work with. */
export interface PageDeps {
  orm: Orm;
  now(): Date;
  /** A line at the top of every page. */
  notice?: string | undefined;
  /** What the operator lets channels do; no mail and no private hosts when absent. */
  rules?: ChannelRules | undefined;
  /** Where people open Chipwire, without a slash at its end, where the settings say so. */
  home?: string | undefined;
  /** Looks for feeds in the web; nobody does when absent. */
  finder?: FeedFinder | undefined;
  /** How Chipwire is; what can be seen of it in the database when absent. */
  health?: Health | undefined;
  /** Told of what broke while a page was made. */
  report(error: Error, path: string): void;
}

/** Paths that other routers answer, also when they find nothing there. */
const otherRouters = /^\/(v1|docs|healthz|openapi)\b/;

/**
 * The web pages. Mount them after the API: the last route answers every path that is left with a page that says so.
 * No middleware is used, so that the pages' policy does not fall on other routers' answers.
 */
export function createPages(deps: PageDeps): Hono {
  const { orm, now, notice, report, home, finder, rules = strictRules } = deps;
  const health = deps.health ?? watchHealth(partsAround(orm, now));
  const pages = new Hono();
  const answer = (c: Context, page: JSX.Element, status?: ContentfulStatusCode) => {
    keepVisit(c, now());
    return answerPage(c, <Notice.Provider value={notice}>{page}</Notice.Provider>, status);
  };
  const missing = (c: Context, what: string) => answer(c, <MissingPage what={what} />, 404);
  const tools: PageTools = { orm, now, notice, rules, home, finder, health, answer, missing };

  addTodayPages(pages, tools);
  addStoryPages(pages, tools);
  addSearchPages(pages, tools);
  addArticlePages(pages, tools);
  addEntityPages(pages, tools);
  addQuotePages(pages, tools);
  addTrendPages(pages, tools);
  addChartFiles(pages, tools);
  addBoardPages(pages, tools);
  addAlertPages(pages, tools);
  addChannelPages(pages, tools);
  addDeliveryPages(pages, tools);
  addKeyPages(pages, tools);
  addFeedPages(pages, tools);
  addMethodPages(pages, tools);
  addHealthPage(pages, tools);
  addPreferences(pages);
  addAssets(pages);

  pages.get('*', (c, next) =>
    otherRouters.test(c.req.path) ? next() : missing(c, say('There is nothing at this address.')),
  );

  pages.onError(brokenPage({ notice, report }));
  return pages;
}

/** Tells a person that a page could not be made, and whoever runs this why. */
export const brokenPage =
  ({ notice, report }: Pick<PageDeps, 'notice' | 'report'>): ErrorHandler =>
  (error, c) => {
    report(error, c.req.path);
    const away = isOutOfReach(error);
    if (away) c.header('retry-after', `${awaySeconds}`);
    return answerPage(
      c,
      <Notice.Provider value={notice}>{away ? <AwayPage /> : <BrokenPage />}</Notice.Provider>,
      away ? 503 : 500,
    );
  };
