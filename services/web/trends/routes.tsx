import type { Hono } from 'hono';
import type { PageTools } from '../layout/pageTools.ts';
import { embedPage } from './embed.tsx';
import { trendsPage } from './trends.tsx';

export function addTrendPages(pages: Hono, { orm, now, answer }: PageTools): void {
  pages.get('/trends', async (c) => answer(c, await trendsPage(c, orm, now())));
  pages.get('/embed/trends', (c) => embedPage(c, orm, now()));
}
