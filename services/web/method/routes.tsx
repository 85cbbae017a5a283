import type { Hono } from 'hono';
import type { PageTools } from '../layout/pageTools.ts';

export function addMethodPages(_pages: Hono, _tools: PageTools): void {}
