import type { Hono } from 'hono';
import type { PageTools } from '../layout/pageTools.ts';
import { feedPage } from './feed.tsx';
import { feedsPage } from './feeds.tsx';

export function addFeedPages(pages: Hono, { orm, now, answer, missing }: PageTools): void {
  pages.get('/feeds', async (c) => answer(c, await feedsPage(orm, now())));

  pages.get('/feeds/:id', async (c) => {
    const page = await feedPage(orm, c.req.param('id'), now());
    return page ? answer(c, page) : missing(c, 'There is no feed with this id.');
  });
}
