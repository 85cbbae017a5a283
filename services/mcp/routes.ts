import type { OpenAPIHono } from '@hono/zod-openapi';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { Hono } from 'hono';
import { type Caller, callerOf } from '../api/access.ts';
import type { Report } from '../api/problems.ts';
import { askHere } from './ask.ts';
import { createAssistant } from './server.ts';

export interface McpDeps {
  /** The API of this process. */
  api: OpenAPIHono;
  /** Where the pages are, once that is known. */
  home(): string;
  now(): Date;
  report: Report;
}

/**
 * The archive for assistants, by Streamable HTTP at /mcp: each request stands alone, so that any web process can answer it.
 * Who may ask is found out in front of all routes, as are sizes and limits.
 */
export function mcpRoutes({ api, home, now, report }: McpDeps): Hono {
  const handler = createMcpHandler(
    ({ authInfo }) =>
      createAssistant({
        ask: askHere(api, authInfo?.extra?.caller as Caller),
        home,
        now,
        report: (error, tool) => report(error, `/mcp (${tool})`),
      }),
    // Nothing is announced, so that there is nothing to listen for.
    { maxSubscriptions: 0, onerror: () => {} },
  );
  return new Hono().all('/mcp', (c) => {
    const caller = callerOf(c);
    const authInfo = { token: '', clientId: caller.owner ?? 'nobody', scopes: ['read'], extra: { caller } };
    return handler.fetch(c.req.raw, { authInfo });
  });
}
