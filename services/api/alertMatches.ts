import { createRoute, z } from '@hono/zod-openapi';
import { listMatches } from '../../db/alertMatches.ts';
import { listMutes, removeMute } from '../../db/mutes.ts';
import { mute } from '../watch/mutes.ts';
import {
  asProblem,
  body,
  idParameter,
  matchShape,
  muteShape,
  newMuteShape,
  nextBefore,
  onePage,
  ownerOf,
  pageParameters,
  shownMatch,
  shownMute,
  twoIdsParameter,
} from './alertShapes.ts';
import { theAlert } from './alerts.ts';
import { flag } from './parameters.ts';
import { notFound } from './problems.ts';
import { createRouter, type Deps } from './router.ts';
import { json, problems } from './shapes.ts';

const tags = ['Alerts'];
const params = { params: idParameter };

const list = createRoute({
  method: 'get',
  path: '/v1/alerts/{id}/matches',
  summary: 'What an alert found, the newest first',
  tags,
  request: {
    ...params,
    query: z.strictObject({
      ...pageParameters,
      muted: flag.optional().describe('true lists muted ones as well; default false'),
    }),
  },
  responses: {
    200: json(z.object({ matches: z.array(matchShape), next: nextBefore }), 'One page'),
    ...problems(400, 404),
  },
});

const mutes = createRoute({
  method: 'get',
  path: '/v1/alerts/{id}/mutes',
  summary: 'Stories and entities that an alert does not tell of',
  tags,
  request: params,
  responses: { 200: json(z.object({ mutes: z.array(muteShape) }), 'All of them'), ...problems(400, 404) },
});

const add = createRoute({
  method: 'post',
  path: '/v1/alerts/{id}/mutes',
  summary: 'Mute a story or an entity for an alert',
  tags,
  request: { ...params, body: body(newMuteShape) },
  responses: { 201: json(muteShape, 'It is muted'), ...problems(400, 403, 404) },
});

const remove = createRoute({
  method: 'delete',
  path: '/v1/alerts/{id}/mutes/{mute}',
  summary: 'Tell of a muted story or entity again',
  tags,
  request: { params: twoIdsParameter },
  responses: { 204: { description: 'It is told of again' }, ...problems(400, 403, 404) },
});

export function alertMatchRoutes({ orm, now }: Deps) {
  const app = createRouter();

  app.openapi(list, async (c) => {
    const { limit, before, muted = false } = c.req.valid('query');
    const { id } = await theAlert(orm, ownerOf(c), c.req.valid('param').id);
    const page = onePage(await listMatches(orm, id, { muted, limit: limit + 1, cursor: before }), limit);
    return c.json({ matches: page.shown.map(shownMatch), next: page.next }, 200);
  });

  app.openapi(mutes, async (c) => {
    const { id } = await theAlert(orm, ownerOf(c), c.req.valid('param').id);
    return c.json({ mutes: (await listMutes(orm, id, now())).map(shownMute) }, 200);
  });

  app.openapi(add, async (c) => {
    const { id } = await theAlert(orm, ownerOf(c), c.req.valid('param').id);
    const { until, ...what } = c.req.valid('json');
    const asked = { ...what, until: until === null ? null : new Date(until) };
    const muteId = await mute(orm, id, asked, now()).catch(asProblem);
    const made = (await listMutes(orm, id, now())).find((each) => each.id === muteId)!;
    return c.json(shownMute(made), 201);
  });

  app.openapi(remove, async (c) => {
    const asked = c.req.valid('param');
    const { id } = await theAlert(orm, ownerOf(c), asked.id);
    if (!(await removeMute(orm, id, asked.mute))) throw notFound('This alert has no such mute.');
    return c.body(null, 204);
  });
  return app;
}
