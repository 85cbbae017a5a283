import { createRoute, z } from '@hono/zod-openapi';
import {
  getSavedSearch,
  listSavedSearches,
  removeSavedSearch,
  type SavedSearch,
} from '../../db/savedSearches.ts';
import { changeSearch, saveSearch } from '../queries/savedSearches.ts';
import {
  asProblem,
  body,
  idParameter,
  nameShape,
  nextBefore,
  onePage,
  ownerOf,
  pageParameters,
} from './alertShapes.ts';
import { notFound } from './problems.ts';
import { createRouter, type Deps } from './router.ts';
import { sorts } from './search.ts';
import { json, moment, problems, textParameter } from './shapes.ts';

const tags = ['Saved searches'];
const query = textParameter
  .trim()
  .max(1000)
  .describe('What it looks for, in the language of docs/search.md; empty for everything');
const sort = z.enum(sorts).describe('What stands first: the most relevant, or the newest');

export const newSearchShape = z
  .strictObject({ name: nameShape, query, sort: sort.default('newest') })
  .openapi('NewSavedSearch', { example: { name: 'Huawei licences', query: 'entity:huawei licence' } });
const changesShape = z
  .strictObject({ name: nameShape.optional(), query: query.optional(), sort: sort.optional() })
  .openapi('SavedSearchChanges', { example: { name: 'Licences for Huawei' } });
const shape = z
  .object({
    id: z.int().positive().describe('The saved search’s number'),
    ...{ name: z.string(), query: z.string(), sort },
    madeAt: moment,
  })
  .openapi('SavedSearch');

const saved = json(shape, 'The saved search');
const params = { params: idParameter };

const list = createRoute({
  method: 'get',
  path: '/v1/searches',
  summary: 'Your saved searches, the newest first',
  tags,
  request: { query: z.strictObject(pageParameters) },
  responses: {
    200: json(z.object({ searches: z.array(shape), next: nextBefore }), 'One page'),
    ...problems(400),
  },
});
const make = createRoute({
  method: 'post',
  path: '/v1/searches',
  summary: 'Save a search under a name',
  tags,
  request: { body: body(newSearchShape) },
  responses: { 201: saved, ...problems(400, 403) },
});
const one = createRoute({
  method: 'get',
  path: '/v1/searches/{id}',
  summary: 'One of your saved searches',
  description: '`query` and `sort` are what /v1/search takes as `q` and `sort`.',
  tags,
  request: params,
  responses: { 200: saved, ...problems(400, 404) },
});
const change = createRoute({
  method: 'patch',
  path: '/v1/searches/{id}',
  summary: 'Change a saved search’s name, query or order',
  tags,
  request: { ...params, body: body(changesShape) },
  responses: { 200: saved, ...problems(400, 403, 404) },
});
const remove = createRoute({
  method: 'delete',
  path: '/v1/searches/{id}',
  summary: 'Delete a saved search',
  tags,
  request: params,
  responses: { 204: { description: 'It is gone' }, ...problems(400, 403, 404) },
});

const noSearch = () => notFound('You have no saved search with this id.');

/** A saved search as the API tells it. */
const shown = ({ id, name, query: asked, sort: order, madeAt }: SavedSearch) => ({
  ...{ id, name, query: asked, sort: order },
  madeAt: madeAt.toISOString(),
});

export function savedSearchRoutes({ orm, now }: Deps) {
  const app = createRouter();
  const the = async (owner: string, id: number) => {
    const found = await getSavedSearch(orm, owner, id);
    if (!found) throw noSearch();
    return shown(found);
  };

  app.openapi(list, async (c) => {
    const { limit, before } = c.req.valid('query');
    const page = onePage(await listSavedSearches(orm, ownerOf(c), limit + 1, before), limit);
    return c.json({ searches: page.shown.map(shown), next: page.next }, 200);
  });

  app.openapi(make, async (c) => {
    const owner = ownerOf(c);
    const id = await saveSearch(orm, owner, c.req.valid('json'), now()).catch(asProblem);
    return c.json(await the(owner, id), 201, { location: `/v1/searches/${id}` });
  });

  app.openapi(one, async (c) => c.json(await the(ownerOf(c), c.req.valid('param').id), 200));

  app.openapi(change, async (c) => {
    const whose = { owner: ownerOf(c), id: c.req.valid('param').id };
    if (!(await changeSearch(orm, whose, c.req.valid('json'), now()).catch(asProblem))) throw noSearch();
    return c.json(await the(whose.owner, whose.id), 200);
  });

  app.openapi(remove, async (c) => {
    if (!(await removeSavedSearch(orm, ownerOf(c), c.req.valid('param').id))) throw noSearch();
    return c.body(null, 204);
  });
  return app;
}
