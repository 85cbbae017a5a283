import { createRoute, z } from '@hono/zod-openapi';
import { liveStory } from '../../db/storyPlacements.ts';
import { listRulings } from '../../db/storyRulings.ts';
import { mergeStories, RulingFault, splitStory, withdrawRuling } from '../stories/rulings.ts';
import { badParameters, notFound } from './problems.ts';
import { createRouter, type Deps } from './router.ts';
import { articleId, json, problems, textParameter } from './shapes.ts';
import { storyParameter } from './stories.ts';
import { rulingShape, storyId } from './storyShapes.ts';

const ruled = z.object({
  ruling: z.int().positive().describe('Its id; DELETE /v1/rulings/{id} takes it back'),
  stories: z.array(storyId).describe('Stories that the articles are in now'),
});
const note = textParameter
  .trim()
  .min(1)
  .max(500)
  .optional()
  .describe('Why, for whoever reads the list of rulings');
const body = <Shape extends z.ZodType>(schema: Shape) => ({
  required: true,
  content: { 'application/json': { schema } },
});
const made = json(ruled, 'The ruling was made and is obeyed');

const merge = createRoute({
  method: 'post',
  path: '/v1/stories/{id}/merge',
  summary: 'Rule that two stories are one',
  tags: ['Stories'],
  request: {
    params: storyParameter,
    body: body(
      z
        .strictObject({ with: storyId, note })
        .openapi({ example: { with: 4_503_599_627_371, note: 'Both tell of the new Entity List' } }),
    ),
  },
  responses: { 200: made, ...problems(400, 403, 404, 415) },
});

const split = createRoute({
  method: 'post',
  path: '/v1/stories/{id}/split',
  summary: 'Rule that some articles of a story are another story',
  tags: ['Stories'],
  request: {
    params: storyParameter,
    body: body(
      z
        .strictObject({
          articles: z
            .array(articleId)
            .min(1)
            .max(1000)
            .refine((ids) => new Set(ids).size === ids.length, 'must not name an article twice'),
          note,
        })
        .openapi({ example: { articles: [12, 15], note: 'These tell of the court case' } }),
    ),
  },
  responses: { 200: made, ...problems(400, 403, 404, 415) },
});

const list = createRoute({
  method: 'get',
  path: '/v1/rulings',
  summary: 'What people ruled of stories, newest first',
  tags: ['Stories'],
  request: {
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(100).default(20).describe('Rulings a page, 1 to 100'),
      before: z.coerce
        .number()
        .int()
        .positive()
        .max(Number.MAX_SAFE_INTEGER)
        .optional()
        .describe('`next` of the page before'),
    }),
  },
  responses: {
    200: json(
      z.object({
        rulings: z.array(rulingShape),
        next: z.int().nullable().describe('`before` of the next page'),
      }),
      'One page',
    ),
    ...problems(400),
  },
});

const withdraw = createRoute({
  method: 'delete',
  path: '/v1/rulings/{id}',
  summary: 'Take a ruling back',
  tags: ['Stories'],
  request: { params: storyParameter },
  responses: {
    200: json(ruled.pick({ stories: true }), 'It is obeyed no more'),
    ...problems(400, 403, 404),
  },
});

export function rulingRoutes({ orm, now }: Deps) {
  const app = createRouter();
  const known = async (id: number) => {
    if ((await liveStory(orm, id)) === null) throw notFound('There is no story with this id.');
  };

  app.openapi(merge, async (c) => {
    const { id } = c.req.valid('param');
    const { with: other, note } = c.req.valid('json');
    await known(id);
    const asked = { story: id, other, note: note ?? null };
    return c.json(await mergeStories(orm, asked, now()).catch(asProblem), 200);
  });

  app.openapi(split, async (c) => {
    const { id } = c.req.valid('param');
    const { articles, note } = c.req.valid('json');
    await known(id);
    const asked = { story: id, articles, note: note ?? null };
    return c.json(await splitStory(orm, asked, now()).catch(asProblem), 200);
  });

  app.openapi(list, async (c) => {
    const { limit, before } = c.req.valid('query');
    const page = await listRulings(orm, limit + 1, before);
    const shown = page.slice(0, limit);
    const rulings = shown.map(({ madeAt, ...ruling }) => ({ ...ruling, madeAt: madeAt.toISOString() }));
    return c.json({ rulings, next: page.length > limit ? shown.at(-1)!.id : null }, 200);
  });

  app.openapi(withdraw, async (c) => {
    const stories = await withdrawRuling(orm, c.req.valid('param').id);
    if (!stories) throw notFound('There is no ruling with this id.');
    return c.json({ stories }, 200);
  });
  return app;
}

function asProblem(error: unknown): never {
  if (error instanceof RulingFault) throw badParameters([{ parameter: error.part, detail: error.message }]);
  throw error;
}
