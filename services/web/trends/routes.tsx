import type { Context, Hono } from 'hono';
import { fieldsIn, showIn } from '../charts/asked.ts';
import { chartAddress } from '../charts/takeChart.tsx';
import type { PageTools } from '../layout/pageTools.ts';
import { embedPage } from './embed.tsx';
import { trendsPage } from './trends.tsx';

export function addTrendPages(pages: Hono, { orm, now, answer }: PageTools): void {
  pages.get('/trends', async (c) =>
    hasEmpty(c) ? c.redirect(shortAddress(c), 303) : answer(c, await trendsPage(c, orm, now())),
  );
  pages.get('/embed/trends', (c) => embedPage(c, orm, now()));
}

/** Forms send their empty fields as well; an address that people share should hold only what is asked. */
const hasEmpty = (c: Context) =>
  Object.values(c.req.queries()).some((values) => values.some((value) => value.trim() === ''));

const shortAddress = (c: Context) =>
  chartAddress('/trends', { ...fieldsIn(c), show: showIn(c) === 'share' ? 'share' : undefined });
