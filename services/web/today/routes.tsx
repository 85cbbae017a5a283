import type { Hono } from 'hono';
import type { PageTools } from '../layout/pageTools.ts';
import { remember } from '../layout/remember.ts';
import { loadPanels, todayPage } from './today.tsx';

/** How old what stands beside the front page's articles may be; its articles are always the newest. */
const panelsMs = 20_000;

export function addTodayPages(pages: Hono, { orm, now, answer }: PageTools): void {
  const panels = remember(panelsMs, now, () => loadPanels(orm, now()));
  pages.get('/', async (c) => answer(c, await todayPage(orm, panels, now())));
}
