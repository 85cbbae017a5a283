import type { Hono } from 'hono';
import type { PageTools } from '../layout/pageTools.ts';
import { entitiesPage } from './entities.tsx';
import { entityPage } from './entity.tsx';

export function addEntityPages(pages: Hono, { orm, now, answer, missing }: PageTools): void {
  pages.get('/entities', async (c) => answer(c, await entitiesPage(orm, (name) => c.req.query(name))));

  pages.get('/entities/:id', async (c) => {
    const page = await entityPage(orm, c.req.param('id'), (name) => c.req.query(name), now());
    return page ? answer(c, page) : missing(c, 'There is no entity with this id.');
  });
}
