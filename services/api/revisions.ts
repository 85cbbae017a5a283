import { createRoute, z } from '@hono/zod-openapi';
import { getArticle } from '../../db/articles.ts';
import { listRevisions } from '../../db/revisions.ts';
import { textRights } from '../../db/rights.ts';
import { textSources } from '../../db/schema.ts';
import { versionsOf } from '../text/versions.ts';
import { notFound } from './problems.ts';
import { createRouter, type Deps } from './router.ts';
import { articleId, json, moment, problems } from './shapes.ts';

const change = z.object({ op: z.enum(['same', 'added', 'removed']), text: z.string() }).openapi('Change');

const versionShape = z
  .object({
    nth: z.int().min(0).describe('0 is the first version'),
    title: z.string(),
    byline: z.array(z.string()),
    words: z.int().min(0),
    textSource: z.enum(textSources).nullable(),
    replacedAt: moment.nullable().describe('When the next version was read; null for the present one'),
    titleChanges: z.array(change).describe('Against the version before; empty where the title stayed'),
    textChanges: z
      .array(change)
      .describe(
        '`same` and `added` together are this text, `same` and `removed` the one before; empty where the publisher’s texts may not be shown in full',
      ),
    added: z.int().min(0).describe('Words of the text that came; in Chinese, characters'),
    removed: z.int().min(0),
  })
  .openapi('Version');

const list = createRoute({
  method: 'get',
  path: '/v1/articles/{id}/revisions',
  summary: 'How a publisher has edited an article',
  description:
    'Every version that was read, the first one first, with what changed in each. An article is read again when its ' +
    'feed shows that it was edited, at most once an hour and ten times in all.',
  tags: ['Articles'],
  request: {
    params: z.object({
      id: z.coerce.number('must be a whole number').int().positive().max(Number.MAX_SAFE_INTEGER),
    }),
  },
  responses: {
    200: json(z.object({ articleId, versions: z.array(versionShape) }), 'All versions'),
    ...problems(400, 404),
  },
});

export function revisionRoutes({ orm }: Deps) {
  const app = createRouter();
  app.openapi(list, async (c) => {
    const { id } = c.req.valid('param');
    const article = await getArticle(orm, id);
    if (!article) throw notFound('There is no article with this id.');
    const mayShow = (await textRights(orm))(article.publisher) === 'full';
    const versions = versionsOf([...(await listRevisions(orm, id)), { ...article, replacedAt: null }]);
    return c.json(
      {
        articleId: id,
        versions: versions.map(({ version: { title, byline, words, textSource, replacedAt }, ...told }) => ({
          ...{ title, byline, words, textSource, replacedAt: replacedAt?.toISOString() ?? null },
          ...told,
          ...(mayShow ? {} : { textChanges: [] }),
        })),
      },
      200,
    );
  });
  return app;
}
