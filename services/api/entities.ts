import { createRoute, z } from '@hono/zod-openapi';
import { getEntity, listEntities } from '../../db/entities.ts';
import { entityTypes } from '../../db/schema.ts';
import { notFound } from './problems.ts';
import { createRouter, type Deps } from './router.ts';
import { entityId, entityShape, json, problems, textParameter } from './shapes.ts';

const list = createRoute({
  method: 'get',
  path: '/v1/entities',
  summary: 'Entities, most covered first',
  tags: ['Entities'],
  request: {
    query: z.strictObject({
      name: textParameter
        .trim()
        .min(1)
        .max(100)
        .optional()
        .describe('Part of a name in either language, or a whole alias or ticker')
        .openapi({ example: 'Huawei' }),
      type: z.enum(entityTypes).optional(),
      listed: z
        .enum(['true', 'false'])
        .transform((word) => word === 'true')
        .optional()
        .describe('true: on the entity list; false: found in texts only'),
      limit: z.coerce.number().int().min(1).max(500).default(50).describe('Entities a page, 1 to 500'),
      offset: z.coerce.number().int().min(0).max(100_000).default(0).describe('Entities to skip'),
    }),
  },
  responses: { 200: json(z.object({ entities: z.array(entityShape) }), 'One page'), ...problems(400) },
});

const one = createRoute({
  method: 'get',
  path: '/v1/entities/{id}',
  summary: 'One entity',
  tags: ['Entities'],
  request: { params: z.object({ id: entityId }) },
  responses: { 200: json(entityShape, 'The entity'), ...problems(400, 404) },
});

export function entityRoutes({ orm }: Deps) {
  const app = createRouter();
  app.openapi(list, async (c) => {
    const { limit, offset, ...filter } = c.req.valid('query');
    return c.json({ entities: await listEntities(orm, filter, limit, offset) }, 200);
  });
  app.openapi(one, async (c) => {
    const entity = await getEntity(orm, c.req.valid('param').id);
    if (!entity) throw notFound('There is no entity with this id.');
    return c.json(entity, 200);
  });
  return app;
}
