import type { Context, Hono } from 'hono';
import { fieldsIn, showIn } from '../charts/asked.ts';
import { chartAddress } from '../charts/takeChart.tsx';
import type { PageTools } from '../layout/pageTools.ts';
import { embedPage } from './embed.tsx';
import { trendsPage } from './trends.tsx';

export function addTrendPages(pages: Hono, { orm, now, notice, answer }: PageTools): void {
  pages.get('/trends', async (c) =>
    isSent(c) ? c.redirect(shortAddress(c), 303) : answer(c, await trendsPage(c, orm, now())),
  );
  pages.get('/embed/trends', (c) => embedPage(c, orm, now(), notice));
}

/** Forms send their empty fields as well; an address that people share should hold only what is asked. */
const isSent = (c: Context) =>
  c.req.query('offered') !== undefined ||
  Object.values(c.req.queries()).some((values) => values.some((value) => value.trim() === ''));

function shortAddress(c: Context): string {
  const { split, ...fields } = fieldsIn(c);
  // A split that the form offered, and nobody chose, gives way to a comparison.
  const chosen = fields.compare && split === c.req.query('offered') ? undefined : split;
  const show = showIn(c) === 'share' ? 'share' : undefined;
  return chartAddress('/trends', { ...fields, split: chosen, show });
}
