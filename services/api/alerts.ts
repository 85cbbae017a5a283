import { createRoute, z } from '@hono/zod-openapi';
import { getAlert, type ListedAlert, listAlerts, removeAlert } from '../../db/alerts.ts';
import { changeAlert, pauseAlert, saveAlert, testAlert } from '../watch/alerts.ts';
import {
  alertChangesShape,
  alertShape,
  asProblem,
  body,
  channelId,
  idParameter,
  newAlertShape,
  nextBefore,
  onePage,
  ownerOf,
  pageParameters,
  shownAlert,
} from './alertShapes.ts';
import { notFound } from './problems.ts';
import { createRouter, type Deps } from './router.ts';
import { json, problems } from './shapes.ts';

const tags = ['Alerts'];
const alert = json(alertShape, 'The alert');
const params = { params: idParameter };

const list = createRoute({
  method: 'get',
  path: '/v1/alerts',
  summary: 'Your alerts, the newest first',
  tags,
  request: { query: z.strictObject(pageParameters) },
  responses: {
    200: json(z.object({ alerts: z.array(alertShape), next: nextBefore }), 'One page'),
    ...problems(400),
  },
});

const make = createRoute({
  method: 'post',
  path: '/v1/alerts',
  summary: 'Save an alert',
  description:
    'It fires on what is found from now on; POST /v1/alerts/preview tries it against the past first.',
  tags,
  request: { body: body(newAlertShape) },
  responses: { 201: alert, ...problems(400, 403) },
});

const one = createRoute({
  method: 'get',
  path: '/v1/alerts/{id}',
  summary: 'One of your alerts',
  tags,
  request: params,
  responses: { 200: alert, ...problems(400, 404) },
});

const change = createRoute({
  method: 'patch',
  path: '/v1/alerts/{id}',
  summary: 'Change an alert',
  tags,
  request: { ...params, body: body(alertChangesShape) },
  responses: { 200: alert, ...problems(400, 403, 404) },
});

const remove = createRoute({
  method: 'delete',
  path: '/v1/alerts/{id}',
  summary: 'Delete an alert, with its matches and what was sent of it',
  tags,
  request: params,
  responses: { 204: { description: 'It is gone' }, ...problems(400, 403, 404) },
});

const switchRoute = (path: 'pause' | 'resume', summary: string) =>
  createRoute({
    method: 'post',
    path: `/v1/alerts/{id}/${path}`,
    summary,
    tags,
    request: params,
    responses: { 200: alert, ...problems(400, 403, 404) },
  });
const pause = switchRoute('pause', 'Pause an alert: what is found meanwhile is not told later');
const resume = switchRoute('resume', 'Let a paused alert go on');

const test = createRoute({
  method: 'post',
  path: '/v1/alerts/{id}/test',
  summary: 'Send a test through an alert’s channels, with what it matched last',
  tags,
  request: params,
  responses: {
    202: json(
      z.object({ notice: z.string(), channels: z.array(channelId) }),
      'It is on its way; /v1/deliveries tells what becomes of it',
    ),
    ...problems(400, 403, 404),
  },
});

export const noAlert = () => notFound('You have no alert with this id.');

/** @throws ProblemError where the owner has no such alert */
export async function theAlert(orm: Deps['orm'], owner: string, id: number): Promise<ListedAlert> {
  const found = await getAlert(orm, owner, id);
  if (!found) throw noAlert();
  return found;
}

export function alertRoutes({ orm, now }: Deps) {
  const app = createRouter();
  const shown = async (owner: string, id: number) => shownAlert(await theAlert(orm, owner, id));

  app.openapi(list, async (c) => {
    const { limit, before } = c.req.valid('query');
    const page = onePage(await listAlerts(orm, ownerOf(c), limit + 1, before), limit);
    return c.json({ alerts: page.shown.map(shownAlert), next: page.next }, 200);
  });

  app.openapi(make, async (c) => {
    const owner = ownerOf(c);
    const id = await saveAlert(orm, owner, c.req.valid('json'), now()).catch(asProblem);
    return c.json(await shown(owner, id), 201, { location: `/v1/alerts/${id}` });
  });

  app.openapi(one, async (c) => c.json(await shown(ownerOf(c), c.req.valid('param').id), 200));

  app.openapi(change, async (c) => {
    const whose = { owner: ownerOf(c), id: c.req.valid('param').id };
    if (!(await changeAlert(orm, whose, c.req.valid('json'), now()).catch(asProblem))) throw noAlert();
    return c.json(await shown(whose.owner, whose.id), 200);
  });

  app.openapi(remove, async (c) => {
    if (!(await removeAlert(orm, ownerOf(c), c.req.valid('param').id))) throw noAlert();
    return c.body(null, 204);
  });

  for (const [route, paused] of [
    [pause, true],
    [resume, false],
  ] as const)
    app.openapi(route, async (c) => {
      const whose = { owner: ownerOf(c), id: c.req.valid('param').id };
      if (!(await pauseAlert(orm, whose, paused, now()))) throw noAlert();
      return c.json(await shown(whose.owner, whose.id), 200);
    });

  app.openapi(test, async (c) => {
    const found = await theAlert(orm, ownerOf(c), c.req.valid('param').id);
    const { notice, channels } = await testAlert(orm, found, now()).catch(asProblem);
    return c.json({ notice: `notice-${notice}`, channels }, 202);
  });
  return app;
}
