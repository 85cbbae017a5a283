import type { Hono } from 'hono';
import type { PageTools } from '../layout/pageTools.ts';
import { remember } from '../layout/remember.ts';
import { EmptyPage, loadBeginning } from './empty.tsx';
import { loadBeside, loadNews } from './load.ts';
import { TodayPage } from './today.tsx';
import { visitOf } from './visits.ts';

/** How old the stories may be, and what stands beside them; older ones do until the new ones are there. */
const newsMs = 20_000;
const besideMs = 60_000;
const staleMs = 300_000;

export function addTodayPages(pages: Hono, { orm, now, answer }: PageTools): void {
  const readNews = remember(newsMs, now, () => loadNews(orm, now()), staleMs);
  const readBeside = remember(besideMs, now, () => loadBeside(orm, now()), staleMs);
  pages.get('/', async (c) => {
    const news = await readNews();
    const { front } = news;
    // While nothing is there yet, what comes is shown at once.
    if (!front) return answer(c, <EmptyPage {...(await loadBeginning(orm))} />);
    const { since } = visitOf(c, now());
    return answer(
      c,
      <TodayPage {...{ news: { ...news, front }, since, now: now() }} beside={await readBeside()} />,
    );
  });
}
