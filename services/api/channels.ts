import { createRoute, z } from '@hono/zod-openapi';
import { getChannel, listChannels, removeChannel } from '../../db/channels.ts';
import {
  changeChannel,
  rotateSecret,
  saveChannel,
  strictRules,
  switchOff,
  switchOn,
} from '../watch/channels.ts';
import { sendTest } from '../watch/delivery/testNotice.ts';
import { asProblem, body, idParameter, ownerOf } from './alertShapes.ts';
import { channelChangesShape, channelShape, newChannelShape, shownChannel } from './channelShapes.ts';
import { notFound, ProblemError } from './problems.ts';
import { createRouter, type Deps } from './router.ts';
import { json, problems } from './shapes.ts';

const tags = ['Channels'];
const channel = json(channelShape, 'The channel');
const params = { params: idParameter };
const secretShape = z
  .string()
  .describe('What signs what a webhook is sent (Standard Webhooks); shown this once, so keep it');

const list = createRoute({
  method: 'get',
  path: '/v1/channels',
  summary: 'Your channels, the newest first',
  tags,
  responses: { 200: json(z.object({ channels: z.array(channelShape) }), 'All of them') },
});

const make = createRoute({
  method: 'post',
  path: '/v1/channels',
  summary: 'Save a channel: where alerts are sent',
  tags,
  request: { body: body(newChannelShape) },
  responses: {
    201: json(channelShape.extend({ secret: secretShape.nullable() }), 'The channel'),
    ...problems(400, 403),
  },
});

const one = createRoute({
  method: 'get',
  path: '/v1/channels/{id}',
  summary: 'One of your channels',
  tags,
  request: params,
  responses: { 200: channel, ...problems(400, 404) },
});

const change = createRoute({
  method: 'patch',
  path: '/v1/channels/{id}',
  summary: 'Change a channel’s name or target',
  tags,
  request: { ...params, body: body(channelChangesShape) },
  responses: { 200: channel, ...problems(400, 403, 404) },
});

const remove = createRoute({
  method: 'delete',
  path: '/v1/channels/{id}',
  summary: 'Delete a channel, with the log of what it sent',
  tags,
  request: params,
  responses: { 204: { description: 'It is gone' }, ...problems(400, 403, 404) },
});

const rotate = createRoute({
  method: 'post',
  path: '/v1/channels/{id}/rotate',
  summary: 'Give a webhook another secret; the old one signs as well for another 24 hours',
  tags,
  request: params,
  responses: {
    200: json(channelShape.extend({ secret: secretShape }), 'The channel'),
    ...problems(400, 403, 404),
  },
});

const test = createRoute({
  method: 'post',
  path: '/v1/channels/{id}/test',
  summary: 'Send a test through a channel',
  tags,
  request: params,
  responses: {
    202: json(z.object({ notice: z.string() }), 'It is on its way; /v1/deliveries tells what becomes of it'),
    ...problems(400, 403, 404, 409),
  },
});

const switchRoute = (path: 'on' | 'off', summary: string) =>
  createRoute({
    method: 'post',
    path: `/v1/channels/{id}/${path}`,
    summary,
    tags,
    request: params,
    responses: { 200: channel, ...problems(400, 403, 404) },
  });
const on = switchRoute('on', 'Switch a channel on again; what waits for it is sent');
const off = switchRoute('off', 'Switch a channel off: nothing is sent through it');

export const noChannel = () => notFound('You have no channel with this id.');

export function channelRoutes({ orm, now, rules = strictRules }: Deps) {
  const app = createRouter();
  const the = async (owner: string, id: number) => {
    const found = await getChannel(orm, owner, id);
    if (!found) throw noChannel();
    return found;
  };
  const shown = async (owner: string, id: number) => shownChannel(await the(owner, id), now());

  app.openapi(list, async (c) => {
    const own = await listChannels(orm, ownerOf(c));
    return c.json({ channels: own.map((each) => shownChannel(each, now())) }, 200);
  });

  app.openapi(make, async (c) => {
    const owner = ownerOf(c);
    const { id, secret } = await saveChannel(orm, owner, c.req.valid('json'), rules, now()).catch(asProblem);
    return c.json({ ...(await shown(owner, id)), secret }, 201, { location: `/v1/channels/${id}` });
  });

  app.openapi(one, async (c) => c.json(await shown(ownerOf(c), c.req.valid('param').id), 200));

  app.openapi(change, async (c) => {
    const { owner, id } = { owner: ownerOf(c), id: c.req.valid('param').id };
    if (!(await changeChannel(orm, owner, id, c.req.valid('json'), rules).catch(asProblem)))
      throw noChannel();
    return c.json(await shown(owner, id), 200);
  });

  app.openapi(remove, async (c) => {
    if (!(await removeChannel(orm, ownerOf(c), c.req.valid('param').id))) throw noChannel();
    return c.body(null, 204);
  });

  app.openapi(rotate, async (c) => {
    const found = await the(ownerOf(c), c.req.valid('param').id);
    const secret = await rotateSecret(orm, found, now()).catch(asProblem);
    return c.json({ ...(await shown(found.owner, found.id)), secret }, 200);
  });

  app.openapi(test, async (c) => {
    const found = await the(ownerOf(c), c.req.valid('param').id);
    if (found.state === 'off') throw new ProblemError(409, { detail: 'It is off; switch it on first.' });
    const notice = await sendTest(orm, found, now());
    return c.json({ notice: `notice-${notice}` }, 202);
  });

  for (const [route, act] of [
    [on, switchOn],
    [off, switchOff],
  ] as const)
    app.openapi(route, async (c) => {
      const { owner, id } = { owner: ownerOf(c), id: c.req.valid('param').id };
      if (!(await act(orm, owner, id))) throw noChannel();
      return c.json(await shown(owner, id), 200);
    });
  return app;
}
