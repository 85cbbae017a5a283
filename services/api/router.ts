import { OpenAPIHono } from '@hono/zod-openapi';
import type { Orm } from '../../db/database.ts';
import { badParameters } from './problems.ts';

/** What routes work with. */
export interface Deps {
  orm: Orm;
  now(): Date;
}

/** A router whose wrong parameters become problem details. */
export function createRouter() {
  return new OpenAPIHono({
    defaultHook: (result) => {
      if (result.success) return;
      throw badParameters(
        result.error.issues.map((issue) => ({
          parameter: issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.path.join('.'),
          detail: issue.code === 'unrecognized_keys' ? 'is not known here' : issue.message,
        })),
      );
    },
  });
}
