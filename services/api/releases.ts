import { createRoute, z } from '@hono/zod-openapi';
import { type FoundRelease, listReleases } from '../../db/releases.ts';
import { claimKinds, measurers } from '../../db/schema.ts';
import { foundParameters, knownEntity, nextCursor, pageOf } from './parameters.ts';
import { createRouter, type Deps } from './router.ts';
import { entityId, foundArticleShape, foundFields, foundShape, json, problems } from './shapes.ts';

const measuredBy = z
  .enum(measurers)
  .describe('Who measured a benchmark: self (the maker says so), independent, unknown');

const claimShape = z.object({
  kind: z.enum(claimKinds),
  words: z.string().describe('As written: “671 billion”, “MIT licence”'),
  value: z
    .number()
    .nullable()
    .describe('In units of one: parameters, tokens, money (per million tokens for prices), points'),
  unit: z.string().nullable().describe('USD or CNY, input or output tokens, the benchmark’s name'),
  measuredBy: measuredBy.nullable().describe('For benchmarks'),
  sentence: z.string().describe('The sentence that says so'),
  start: z.int().min(0),
  end: z.int().min(1),
});

export const releaseOfArticle = z.object({
  ...foundShape,
  model: z.object({
    entityId,
    name: z.string(),
    parentId: entityId.nullable().describe('Whom it belongs to: V3 to DeepSeek'),
    listed: z.boolean(),
    words: z.string().describe('As the text names it'),
  }),
  claims: z.array(claimShape),
});

const releaseShape = releaseOfArticle.extend({ article: foundArticleShape }).openapi('Release');

const list = createRoute({
  method: 'get',
  path: '/v1/releases',
  summary: 'The ledger of model releases: what was claimed of which model, where',
  tags: ['Releases'],
  request: {
    query: z.strictObject({
      model: entityId
        .optional()
        .describe('A model, or whom models belong to: deepseek finds those of DeepSeek'),
      claim: z.enum(claimKinds).optional().describe('Releases of which something of this kind is claimed …'),
      measuredBy: measuredBy.optional().describe('… and, of benchmarks, that was measured so'),
      ...foundParameters,
    }),
  },
  responses: {
    200: json(z.object({ releases: z.array(releaseShape), next: nextCursor }), 'One page'),
    ...problems(400),
  },
});

export function releaseRoutes({ orm }: Deps) {
  const app = createRouter();
  app.openapi(list, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query');
    await knownEntity(orm, filter.model, 'model');
    const { shown, next } = await pageOf(
      { limit, cursor },
      (most, from) => listReleases(orm, filter, most, from),
      shownRelease,
    );
    return c.json({ releases: shown, next }, 200);
  });
  return app;
}

/** A release as the API tells it. */
export function shownRelease(release: FoundRelease) {
  const { model, modelWords, claims } = release;
  return {
    ...foundFields(release),
    model: {
      entityId: model.id,
      name: model.name,
      parentId: model.parentId,
      listed: model.listed,
      words: modelWords,
    },
    claims: claims.map(({ startsAt, endsAt, ...claim }) => ({ ...claim, start: startsAt, end: endsAt })),
  };
}
