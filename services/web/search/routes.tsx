import type { Hono } from 'hono';
import { addressOf } from '../layout/address.ts';
import type { PageTools } from '../layout/pageTools.ts';
import { searchPage } from './search.tsx';

export function addSearchPages(pages: Hono, { orm, now, answer }: PageTools): void {
  pages.get('/search', async (c) => {
    const asked = Object.entries(c.req.query());
    // A form sends its empty fields too; without them the address is short enough to keep and to send on.
    if (asked.some(([, value]) => value === ''))
      return c.redirect(addressOf('/search', Object.fromEntries(asked)), 302);
    const { ok, page } = await searchPage(orm, (name) => c.req.query(name), now());
    return answer(c, page, ok ? 200 : 400);
  });
}
