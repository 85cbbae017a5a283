import { createRoute, z } from '@hono/zod-openapi';
import { type ListedCorrection, listCorrections, removeCorrection } from '../../db/corrections.ts';
import type { Orm } from '../../db/database.ts';
import { textRights } from '../../db/rights.ts';
import { correctionKinds } from '../../db/schema.ts';
import { correctionsFile, correctTag } from '../corrections/corrections.ts';
import { callerOf } from './access.ts';
import {
  asProblem,
  body,
  idParameter,
  nextBefore,
  numberParameter,
  onePage,
  ownerOf,
  pageParameters,
} from './alertShapes.ts';
import { notFound } from './problems.ts';
import { createRouter, type Deps } from './router.ts';
import { articleId, entityId, json, label, moment, problems, sentiment, textParameter } from './shapes.ts';
import { streamOf } from './stream.ts';

const tags = ['Corrections'];

/** Why, for whoever reads the correction. */
const noteShape = textParameter.trim().max(500);

const newCorrectionShape = z
  .strictObject({
    article: articleId,
    field: z.enum(['title', 'text']).describe('Which text the mention stands in'),
    start: z
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .describe('Where it begins, as /v1/articles/{id} gives it'),
    entity: entityId.describe('Whom it was taken for'),
    label: label.optional().describe('The right sentiment, where that is wrong'),
    meant: entityId
      .nullable()
      .optional()
      .describe('Who is meant, by id or name, where somebody else is; null where it is no entity'),
    note: noteShape.optional(),
  })
  .refine((asked) => (asked.label === undefined) !== (asked.meant === undefined), {
    message: 'give either label or meant',
    path: ['label'],
  })
  .openapi('NewCorrection', {
    example: { article: 12, field: 'title', start: 0, entity: 'huawei', label: 'positive' },
  });

const named = z.object({ id: entityId, name: z.string() });

const correctionShape = z
  .object({
    id: z.int().positive(),
    article: articleId,
    kind: z.enum(correctionKinds).describe('What is wrong: whom it was taken for, or the sentiment'),
    field: z.enum(['title', 'text']),
    start: z.int().min(0),
    end: z.int().min(1),
    words: z.string(),
    sentence: z.string().describe('As it was when it was corrected; empty where it may not be shown'),
    tagged: z.object({
      entity: named,
      sentiment,
      taggerVersion: z.string(),
      listVersion: z.string().nullable(),
    }),
    label: label.nullable().describe('The right sentiment'),
    meant: named.nullable().describe('Who is meant; null with kind=entity: no entity'),
    note: z.string().nullable(),
    madeAt: moment,
    own: z.boolean().describe('Whether your key made it'),
  })
  .openapi('Correction');

const list = createRoute({
  method: 'get',
  path: '/v1/corrections',
  summary: 'What readers say of tags that are wrong, the newest first',
  tags,
  request: {
    query: z.strictObject({
      article: numberParameter.optional().describe('Only those of this article'),
      ...pageParameters,
    }),
  },
  responses: {
    200: json(z.object({ corrections: z.array(correctionShape), next: nextBefore }), 'One page'),
    ...problems(400),
  },
});

const make = createRoute({
  method: 'post',
  path: '/v1/corrections',
  summary: 'Say that a tag is wrong',
  description:
    'The tag stays: corrections are shown beside it, and what the tagger is measured on. Your earlier correction of the ' +
    'same mention and kind gives way.',
  tags,
  request: { body: body(newCorrectionShape) },
  responses: { 201: json(correctionShape, 'The correction'), ...problems(400, 403, 404, 415) },
});

const remove = createRoute({
  method: 'delete',
  path: '/v1/corrections/{id}',
  summary: 'Take a correction of yours back; administrators, anybody’s',
  tags,
  request: { params: idParameter },
  responses: { 204: { description: 'It is gone' }, ...problems(400, 403, 404) },
});

const file = createRoute({
  method: 'get',
  path: '/v1/corrections.yaml',
  summary: 'All corrections as a gold set, in the format of services/tag/eval/gold',
  description:
    'A passage for each mention on which readers agree. `npm run eval -- tag --gold FILE` measures the tagger on it.',
  tags,
  responses: {
    200: { description: 'The file', content: { 'application/yaml': { schema: z.string() } } },
  },
});

export function correctionRoutes({ orm, now }: Deps) {
  const app = createRouter();

  app.openapi(list, async (c) => {
    const { limit, ...filter } = c.req.valid('query');
    const page = onePage(await listCorrections(orm, filter, limit + 1), limit);
    const show = await correctionShower(orm, callerOf(c).owner);
    return c.json({ corrections: page.shown.map(show), next: page.next }, 200);
  });

  app.openapi(make, async (c) => {
    const owner = ownerOf(c);
    const { label, meant, note, ...mention } = c.req.valid('json');
    const right = label === undefined ? { meant: meant ?? null } : { label };
    const id = await correctTag(orm, owner, { ...mention, right, note: note || null }, now()).catch(
      asProblem,
    );
    if (id === null) throw notFound('The article has no such mention.');
    const [made] = await listCorrections(orm, { id }, 1);
    const show = await correctionShower(orm, owner);
    return c.json(show(made!), 201);
  });

  app.openapi(remove, async (c) => {
    const { owner, scope } = callerOf(c);
    const anybodys = scope === 'admin' ? undefined : (owner ?? '');
    if (!(await removeCorrection(orm, c.req.valid('param').id, anybodys)))
      throw notFound('You have made no correction with this id.');
    return c.body(null, 204);
  });

  app.openapi(file, (c) => {
    const day = now().toISOString().slice(0, 10);
    return c.body(streamOf(correctionsFile(orm, now())), 200, {
      'content-type': 'application/yaml; charset=utf-8',
      'content-disposition': `attachment; filename="chipwire-corrections-${day}.yaml"`,
      'cache-control': 'no-store',
    }) as never;
  });
  return app;
}

/** Shows a correction as the API does: without its sentence where its publisher lets no text be shown. */
async function correctionShower(orm: Orm, owner: string | null) {
  const mayShow = await textRights(orm);
  return (found: ListedCorrection) => {
    const { id, articleId, kind, field, words, note, entity, rightEntity, publisher } = found;
    return {
      ...{ id, article: articleId, kind, field, start: found.startsAt, end: found.endsAt, words },
      sentence: field === 'text' && mayShow(publisher) === 'none' ? '' : found.sentence,
      tagged: {
        entity: { id: entity.id, name: entity.name },
        sentiment: { score: found.score, label: found.label },
        taggerVersion: found.taggerVersion,
        listVersion: found.listVersion,
      },
      label: found.rightLabel,
      meant: rightEntity && { id: rightEntity.id, name: rightEntity.name },
      note,
      madeAt: found.madeAt.toISOString(),
      own: found.owner === owner,
    };
  };
}
