import type { Orm } from '../../db/database.ts';
import type { Log } from '../runtime/log.ts';
import type { Matcher } from './live/matcher.ts';

/** What those need who look at articles and alerts; made once, where the process is put together. */
export interface WatchContext {
  orm: Orm;
  matcher: Matcher;
  log: Log;
  now(): Date;
}
