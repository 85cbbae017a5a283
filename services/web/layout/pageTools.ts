import type { Context } from 'hono';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Orm } from '../../../db/database.ts';
import type { FeedFinder } from '../../feeds/find.ts';
import type { Health } from '../../health/health.ts';
import type { ChannelRules } from '../../watch/channels.ts';

/** What the routes of a folder's pages work with. */
export interface PageTools {
  orm: Orm;
  now(): Date;
  /** What the operator lets channels do. */
  rules: ChannelRules;
  /** What every page says at its top, such as that its articles are samples. */
  notice?: string | undefined;
  /** Where people open Chipwire, without a slash at its end, where the settings say so. */
  home?: string | undefined;
  /** Looks for feeds in the web; nobody does when absent. */
  finder?: FeedFinder | undefined;
  /** How Chipwire is. */
  health: Health;
  /** Answers with a page, in its frame. */
  answer(c: Context, page: JSX.Element, status?: ContentfulStatusCode): Response | Promise<Response>;
  /** Answers that there is nothing, and what there is not. */
  missing(c: Context, what: string): Response | Promise<Response>;
}

/** What a page reads of its address. */
export type Asked = (name: string) => string | undefined;
