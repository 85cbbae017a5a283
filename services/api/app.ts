import type { OpenAPIHono } from '@hono/zod-openapi';
import { secureHeaders } from 'hono/secure-headers';
import { articleRoutes } from './articles.ts';
import { docsPage } from './docs.tsx';
import { entityRoutes } from './entities.ts';
import { eventRoutes } from './events.ts';
import { feedRoutes } from './feeds.ts';
import { healthRoutes } from './health.ts';
import { instrumentRoutes } from './instruments.ts';
import { onError, problem, type Report } from './problems.ts';
import { quoteRoutes } from './quotes.ts';
import { releaseRoutes } from './releases.ts';
import { createRouter, type Deps } from './router.ts';
import { trendRoutes } from './trends.ts';

/** The whole API: routes, their description at /openapi.json, and the page that shows it at /docs. */
export function createApi(deps: Deps & { version: string; report: Report }): OpenAPIHono {
  const app = createRouter();
  app.use('/v1/*', secureHeaders({ contentSecurityPolicy: { defaultSrc: ["'none'"] } }));
  for (const routes of [
    articleRoutes,
    entityRoutes,
    eventRoutes,
    quoteRoutes,
    releaseRoutes,
    instrumentRoutes,
    feedRoutes,
    trendRoutes,
    healthRoutes,
  ])
    app.route('/', routes(deps));
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Chipwire',
      version: deps.version,
      description:
        'News on AI-chip export controls and Chinese AI model releases, tagged by entity and sentiment.',
    },
  });
  app.route('/', docsPage());
  app.all('/v1/*', (c) => problem(c, 404, { detail: 'There is no such route; /docs lists them.' }));
  app.onError(onError(deps.report));
  return app;
}
