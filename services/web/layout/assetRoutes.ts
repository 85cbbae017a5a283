import type { Hono } from 'hono';
import { scripts } from '../script/scripts.ts';
import { securityHeaders } from './answer.tsx';
import { stylesheet, stylesheetAddress } from './stylesheet.ts';

const kept = { ...securityHeaders, 'cache-control': 'public, max-age=31536000, immutable' };

/** The stylesheet and the scripts, at addresses that change with what they hold. */
export function addAssets(pages: Hono): void {
  const css = { ...kept, 'content-type': 'text/css; charset=utf-8' };
  pages.get(stylesheetAddress, (c) => c.body(stylesheet, 200, css));
  const js = { ...kept, 'content-type': 'text/javascript; charset=utf-8' };
  for (const [address, script] of scripts) pages.get(address, (c) => c.body(script, 200, js));
}
