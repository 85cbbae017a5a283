import type { Hono } from 'hono';
import type { PageTools } from '../layout/pageTools.ts';
import { remember } from '../layout/remember.ts';
import { EmptyPage, loadBeginning } from './empty.tsx';
import { loadBeside, loadNews } from './load.ts';
import { TodayPage } from './today.tsx';
import { visitOf } from './visits.ts';

/** How old the stories may be, and what stands beside them; for so long older ones do until the new ones are there. */
const news = { ms: 20_000, staleMs: 60_000 };
const beside = { ms: 60_000, staleMs: 3_600_000 };

export function addTodayPages(pages: Hono, { orm, now, answer }: PageTools): void {
  const readNews = remember(news.ms, now, () => loadNews(orm, now()), news.staleMs);
  const readBeside = remember(beside.ms, now, () => loadBeside(orm, now()), beside.staleMs);
  pages.get('/', async (c) => {
    const read = await readNews();
    const { front } = read;
    // While nothing is there yet, what comes is shown at once.
    if (!front) return answer(c, <EmptyPage {...(await loadBeginning(orm))} />);
    const { since } = visitOf(c, now());
    return answer(
      c,
      <TodayPage {...{ news: { ...read, front }, since, now: now() }} beside={await readBeside()} />,
    );
  });
}
