import type { Hono } from 'hono';
import type { PageTools } from '../layout/pageTools.ts';

/** Charts by themselves, as files. */
export function addChartFiles(_pages: Hono, _tools: PageTools): void {}
