import type { Hono } from 'hono';
import type { PageTools } from '../layout/pageTools.ts';
import { remember } from '../layout/remember.ts';
import { EmptyPage, loadBeginning } from './empty.tsx';
import { isFilling, loadFilling } from './filling.tsx';
import { loadBeside, loadNews } from './load.ts';
import { TodayPage } from './today.tsx';
import { visitOf } from './visits.ts';

/** How old the stories may be, and what stands beside them; for so long older ones do until the new ones are there. */
const news = { ms: 20_000, staleMs: 60_000 };
const beside = { ms: 60_000, staleMs: 3_600_000 };
/** How old all of it may be while the archive fills. */
const fillingMs = 5_000;

export function addTodayPages(pages: Hono, { orm, now, answer }: PageTools): void {
  const whatFills = remember(fillingMs, now, () => loadFilling(orm));
  const settled = {
    readNews: remember(news.ms, now, () => loadNews(orm, now()), news.staleMs),
    readBeside: remember(beside.ms, now, () => loadBeside(orm, now()), beside.staleMs),
  };
  // Apart, so that nothing of the time of filling is remembered for longer.
  const unsettled = {
    readNews: remember(fillingMs, now, () => loadNews(orm, now())),
    readBeside: remember(fillingMs, now, () => loadBeside(orm, now())),
  };
  pages.get('/', async (c) => {
    const filling = await whatFills();
    const { readNews, readBeside } = isFilling(filling) ? unsettled : settled;
    const read = await readNews();
    const { front } = read;
    // While nothing is there yet, what comes is shown at once.
    if (!front) return answer(c, <EmptyPage {...(await loadBeginning(orm))} />);
    const { since } = visitOf(c, now());
    return answer(
      c,
      <TodayPage
        {...{ news: { ...read, front }, since, now: now() }}
        beside={await readBeside()}
        filling={isFilling(filling) ? filling : null}
      />,
    );
  });
}
