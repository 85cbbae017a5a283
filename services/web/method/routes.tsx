import type { Hono } from 'hono';
import { readScores } from '../../method/scores.ts';
import type { PageTools } from '../layout/pageTools.ts';
import { remember } from '../layout/remember.ts';
import { loadFacts } from './load.ts';
import { MethodPage } from './method.tsx';

const minute = 60_000;

export function addMethodPages(pages: Hono, { orm, now, answer }: PageTools): void {
  const scores = readScores();
  const facts = remember(minute, now, () => loadFacts(orm), 60 * minute);
  pages.get('/method', async (c) => answer(c, <MethodPage scores={scores} facts={await facts()} />));
}
