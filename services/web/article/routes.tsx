import type { Hono } from 'hono';
import type { PageTools } from '../layout/pageTools.ts';
import { articlePage } from './article.tsx';

export function addArticlePages(pages: Hono, { orm, answer, missing }: PageTools): void {
  pages.get('/articles/:id{[1-9][0-9]{0,14}}', async (c) => {
    const page = await articlePage(orm, Number(c.req.param('id')));
    return page ? answer(c, page) : missing(c, 'There is no article with this number in the archive.');
  });
}
