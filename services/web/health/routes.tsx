import type { Hono } from 'hono';
import type { PageTools } from '../layout/pageTools.ts';
import { HealthPage } from './health.tsx';

/** Shown to everybody, as /readyz is: who may see what is in the database, which may be away. */
export function addHealthPage(pages: Hono, { health, now, answer }: PageTools): void {
  pages.get('/health', async (c) => answer(c, <HealthPage checks={await health.look()} now={now()} />));
}
