import { createRoute, z } from '@hono/zod-openapi';
import { type ListedDelivery, listDeliveries, retryDelivery } from '../../db/deliveries.ts';
import { channelKinds, channelStates, deliveryStates, noticeKinds } from '../../db/schema.ts';
import {
  alertId,
  channelId,
  idParameter,
  nextBefore,
  numberParameter,
  onePage,
  ownerOf,
  pageParameters,
} from './alertShapes.ts';
import { notFound, ProblemError } from './problems.ts';
import { createRouter, type Deps } from './router.ts';
import { json, moment, problems } from './shapes.ts';

const tags = ['Channels'];

const deliveryShape = z
  .object({
    id: z.int().positive(),
    state: z.enum(deliveryStates).describe('failed was given up after the last try'),
    notice: z.object({ id: z.string(), kind: z.enum(noticeKinds), title: z.string() }),
    alert: alertId.nullable().describe('null for what is about a channel'),
    channel: z.object({
      id: channelId,
      kind: z.enum(channelKinds),
      name: z.string(),
      state: z.enum(channelStates),
    }),
    madeAt: moment,
    dueAt: moment.nullable().describe('When it is tried next; null when it is not pending'),
    deliveredAt: moment.nullable(),
    tries: z.array(
      z.object({
        at: moment,
        ms: z.int().min(0).describe('Milliseconds it took'),
        status: z.int().nullable().describe('What the receiver answered (HTTP or SMTP), where it did'),
        reason: z.string().nullable().describe('Why it failed, in words; null when it did not'),
      }),
    ),
  })
  .openapi('Delivery');

const list = createRoute({
  method: 'get',
  path: '/v1/deliveries',
  summary: 'What was sent through your channels and what became of it, the newest first',
  tags,
  request: {
    query: z.strictObject({
      alert: numberParameter.optional().describe('Of this alert'),
      channel: numberParameter.optional().describe('Through this channel'),
      state: z.enum(deliveryStates).optional().openapi({ example: 'failed' }),
      ...pageParameters,
    }),
  },
  responses: {
    200: json(z.object({ deliveries: z.array(deliveryShape), next: nextBefore }), 'One page'),
    ...problems(400),
  },
});

const retry = createRoute({
  method: 'post',
  path: '/v1/deliveries/{id}/retry',
  summary: 'Try a delivery again, now',
  tags,
  request: { params: idParameter },
  responses: {
    202: json(z.object({ id: z.int() }), 'It is tried again; /v1/deliveries tells what becomes of it'),
    ...problems(400, 403, 404, 409),
  },
});

export const notRetried = {
  delivered: 'It was delivered already.',
  off: 'Its channel is off; switch that on first.',
};

export function deliveryRoutes({ orm, now }: Deps) {
  const app = createRouter();

  app.openapi(list, async (c) => {
    const { limit, before, alert, channel, state } = c.req.valid('query');
    const filter = { owner: ownerOf(c), alertId: alert, channelId: channel, state };
    const page = onePage(await listDeliveries(orm, filter, limit + 1, before), limit);
    return c.json({ deliveries: page.shown.map(shownDelivery), next: page.next }, 200);
  });

  app.openapi(retry, async (c) => {
    const { id } = c.req.valid('param');
    const fate = await retryDelivery(orm, { owner: ownerOf(c), id }, now());
    if (fate === 'unknown') throw notFound('You have no delivery with this id.');
    if (fate !== 'due') throw new ProblemError(409, { detail: notRetried[fate] });
    return c.json({ id }, 202);
  });
  return app;
}

/** A delivery as the API tells it. */
function shownDelivery({ id, state, notice, channel, tries, ...delivery }: ListedDelivery) {
  const { id: noticeId, kind, title, alertId } = notice;
  return {
    ...{ id, state, notice: { id: `notice-${noticeId}`, kind, title }, alert: alertId },
    channel: { id: channel.id, kind: channel.kind, name: channel.name, state: channel.state },
    madeAt: delivery.madeAt.toISOString(),
    dueAt: delivery.dueAt?.toISOString() ?? null,
    deliveredAt: delivery.deliveredAt?.toISOString() ?? null,
    tries: tries.map(({ at, ms, status, reason }) => ({ at: at.toISOString(), ms, status, reason })),
  };
}
