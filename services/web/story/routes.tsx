import type { Hono } from 'hono';
import { storyAddress } from '../layout/address.ts';
import type { PageTools } from '../layout/pageTools.ts';
import { storiesPage } from './stories.tsx';
import { storyPage } from './story.tsx';

export function addStoryPages(pages: Hono, { orm, answer, missing }: PageTools): void {
  pages.get('/stories', async (c) => {
    const { ok, page } = await storiesPage(orm, (name) => c.req.query(name));
    return answer(c, page, ok ? 200 : 400);
  });

  pages.get('/stories/:id{[1-9][0-9]{0,15}}', async (c) => {
    const after = /^[1-9]\d{0,14}$/.exec(c.req.query('after') ?? '')?.[0];
    const found = await storyPage(orm, Number(c.req.param('id')), after ? Number(after) : undefined);
    if (found?.movedTo) return c.redirect(storyAddress(found.movedTo), 308);
    return found?.page ? answer(c, found.page) : missing(c, 'There is no story with this number.');
  });
}
