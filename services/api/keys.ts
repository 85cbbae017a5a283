import { createRoute, z } from '@hono/zod-openapi';
import { findOwner, type Key, listKeys, revokeKey } from '../../db/keys.ts';
import { keyScopes } from '../../db/schema.ts';
import { createKey, mostKeys, rotateKey, type ToldKey } from '../keys/keys.ts';
import { budgetOf, callerOf } from './access.ts';
import { notFound, ProblemError } from './problems.ts';
import { createRouter, type Deps } from './router.ts';
import { json, moment, problems, textParameter } from './shapes.ts';

const keyId = z
  .string()
  .regex(/^[0-9a-f]{12}$/, 'must be the id of a key')
  .openapi({ example: '3f9a02c41be7' });
const keyName = textParameter
  .trim()
  .min(1)
  .max(100)
  .describe('For whom or what it is')
  .openapi({ example: 'Desk in Brussels' });
const scope = z
  .enum(keyScopes)
  .describe(
    'read: everything in the archive, and what is its own; write: also alerts, channels and rulings on stories; admin: also keys',
  )
  .openapi({ example: 'write' });

const keyShape = z
  .object({
    id: keyId,
    name: keyName,
    scope,
    madeAt: moment,
    lastUsedAt: moment.nullable().describe('To the minute; null when never'),
    revoked: z.boolean().describe('It opens nothing, and its alerts are told to nobody'),
  })
  .openapi('Key');
const toldKeyShape = keyShape
  .extend({
    key: z
      .string()
      .describe('The key itself. It is not kept and never told again')
      .openapi({ example: 'cw_3f9a02c41be7_…' }),
  })
  .openapi('ToldKey');

const keyParameter = z.object({ id: keyId });

const list = createRoute({
  method: 'get',
  path: '/v1/keys',
  summary: 'Keys, those that hold first',
  tags: ['Keys'],
  responses: { 200: json(z.object({ keys: z.array(keyShape).max(mostKeys) }), 'The first 1,000') },
});

const create = createRoute({
  method: 'post',
  path: '/v1/keys',
  summary: 'Make a key',
  tags: ['Keys'],
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: z.strictObject({ name: keyName, scope }) } },
    },
  },
  responses: { 201: json(toldKeyShape, 'The key, told this once'), ...problems(400, 403, 409) },
});

const rotate = createRoute({
  method: 'post',
  path: '/v1/keys/{id}/rotate',
  summary: 'Give a key another secret; the old one opens nothing more',
  tags: ['Keys'],
  request: { params: keyParameter },
  responses: { 200: json(toldKeyShape, 'The key, told this once'), ...problems(400, 403, 404) },
});

const revoke = createRoute({
  method: 'delete',
  path: '/v1/keys/{id}',
  summary: 'Revoke a key for good; its alerts and channels stay, and are told to nobody',
  tags: ['Keys'],
  request: { params: keyParameter },
  responses: { 200: json(keyShape, 'It opens nothing more'), ...problems(400, 403, 404) },
});

const me = createRoute({
  method: 'get',
  path: '/v1/me',
  summary: 'Who the caller is, what it may do, and how much it may still ask for',
  tags: ['Keys'],
  responses: {
    200: json(
      z.object({
        owner: z
          .string()
          .nullable()
          .describe('Its key’s id; local for a program on this machine, null for anyone else without a key'),
        name: z.string().nullable(),
        scope: scope.nullable(),
        limit: z
          .object({
            perMinute: z.int().describe('Requests'),
            remaining: z.int(),
            reset: z.int().describe('Seconds until all are there again'),
          })
          .nullable(),
      }),
      'The caller',
    ),
  },
});

export function keyRoutes({ orm, now }: Deps) {
  const app = createRouter();

  app.openapi(list, async (c) => c.json({ keys: (await listKeys(orm, mostKeys)).map(shown) }, 200));

  app.openapi(create, async (c) => {
    const key = await createKey(orm, c.req.valid('json'), now());
    if (!key)
      throw new ProblemError(409, {
        detail: `There are ${mostKeys} keys already: revoke one that is not used.`,
      });
    return c.json(told(key), 201, secret);
  });

  app.openapi(rotate, async (c) => {
    const key = await rotateKey(orm, c.req.valid('param').id);
    if (!key) throw noKey();
    return c.json(told(key), 200, secret);
  });

  app.openapi(revoke, async (c) => {
    const key = await revokeKey(orm, c.req.valid('param').id);
    if (!key) throw noKey();
    return c.json(shown(key), 200);
  });

  app.openapi(me, async (c) => {
    const { owner, scope } = callerOf(c);
    const known = owner === null ? null : await findOwner(orm, owner);
    const budget = budgetOf(c);
    const limit = budget && { perMinute: budget.limit, remaining: budget.remaining, reset: budget.reset };
    return c.json({ owner, name: known?.name ?? null, scope, limit: limit ?? null }, 200);
  });
  return app;
}

const secret = { 'cache-control': 'no-store' };
const noKey = () => notFound('There is no key with this id that holds.');

const shown = ({ madeAt, lastUsedAt, ...key }: Key) => ({
  ...key,
  madeAt: madeAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});
const told = ({ key, ...row }: ToldKey) => ({ ...shown(row), key });
