import { OpenAPIHono } from '@hono/zod-openapi';
import type { Orm } from '../../db/database.ts';
import type { FeedFinder } from '../feeds/find.ts';
import type { Health } from '../health/health.ts';
import type { ChannelRules } from '../watch/channels.ts';
import type { NoticeStreams } from '../watch/stream/streams.ts';
import { badParameters } from './problems.ts';

/** What routes work with. */
export interface Deps {
  orm: Orm;
  now(): Date;
  /** What the operator lets channels do; no mail and no private hosts when absent. */
  rules?: ChannelRules | undefined;
  /** Where people open Chipwire, without a slash at its end, where the settings say so; what was asked for when absent. */
  home?: string | undefined;
  /** Looks for feeds in the web; nobody does when absent. */
  finder?: FeedFinder | undefined;
  /** How Chipwire is; what can be seen of it in the database when absent. */
  health?: Health | undefined;
  /** Live streams of this process, which whoever stops it ends; ones of the routes’ own when absent. */
  streams?: NoticeStreams | undefined;
}

/** A router whose wrong parameters become problem details. */
export function createRouter() {
  return new OpenAPIHono({
    defaultHook: (result) => {
      if (result.success) return;
      throw badParameters(
        result.error.issues.map((issue) => ({
          parameter:
            issue.code === 'unrecognized_keys'
              ? issue.keys.map((key) => [...issue.path, key].join('.')).join(', ')
              : issue.path.join('.'),
          detail: issue.code === 'unrecognized_keys' ? 'is not known here' : issue.message,
        })),
      );
    },
  });
}
