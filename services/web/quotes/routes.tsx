import type { Hono } from 'hono';
import { listQuotes } from '../../../db/quotes.ts';
import type { PageTools } from '../layout/pageTools.ts';
import { findQuotes, readAsked } from './asked.ts';
import { quotesCsv } from './csv.ts';
import { QuotesPage } from './quotes.tsx';

/** Lines of a file; the API has all, page by page. */
const mostLines = 5000;

export function addQuotePages(pages: Hono, { orm, answer }: PageTools): void {
  pages.get('/quotes', async (c) => {
    const asked = await readAsked(orm, (name) => c.req.query(name));
    const cursor = c.req.query('cursor');
    const found = await findQuotes(orm, asked, cursor);
    return answer(c, <QuotesPage {...{ asked, ...found }} isFirst={!cursor} />);
  });

  pages.get('/quotes.csv', async (c) => {
    const { filter, faults } = await readAsked(orm, (name) => c.req.query(name));
    const quotes = Object.keys(faults).length > 0 ? [] : await listQuotes(orm, filter, mostLines);
    return c.body(quotesCsv(quotes), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="chipwire-quotes.csv"',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
    });
  });
}
