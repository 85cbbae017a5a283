import type { OpenAPIHono } from '@hono/zod-openapi';
import { alertFeedRoutes } from './alertFeeds.ts';
import { alertMatchRoutes } from './alertMatches.ts';
import { alertPreviewRoutes } from './alertPreview.ts';
import { alertStreamRoutes } from './alertStream.ts';
import { alertRoutes } from './alerts.ts';
import { articleRoutes } from './articles.ts';
import { channelRoutes } from './channels.ts';
import { clockRoutes } from './clocks.ts';
import { contradictionRoutes } from './contradictions.ts';
import { controlRoutes } from './controls.ts';
import { correctionRoutes } from './corrections.ts';
import { coverageRoutes } from './coverage.ts';
import { deliveryRoutes } from './deliveries.ts';
import { docsPage } from './docs.tsx';
import { entityRoutes } from './entities.ts';
import { entityNumberRoutes } from './entityNumbers.ts';
import { eventRoutes } from './events.ts';
import { exportRoutes } from './export.ts';
import { feedRoutes } from './feeds.ts';
import { firstRoutes } from './firsts.ts';
import { usually } from './headers.ts';
import { healthRoutes } from './health.ts';
import { instrumentRoutes } from './instruments.ts';
import { keyRoutes } from './keys.ts';
import { onError, problem, type Report } from './problems.ts';
import { publisherRoutes } from './publishers.ts';
import { quoteRoutes } from './quotes.ts';
import { releaseRoutes } from './releases.ts';
import { revisionRoutes } from './revisions.ts';
import { createRouter, type Deps } from './router.ts';
import { rulingRoutes } from './rulings.ts';
import { rumourRoutes } from './rumours.ts';
import { savedSearchRoutes } from './savedSearches.ts';
import { searchRoutes } from './search.ts';
import { searchFeedRoutes } from './searchFeeds.ts';
import { storyRoutes } from './stories.ts';
import { trendRoutes } from './trends.ts';

/** The whole API: routes, their description at /openapi.json, and the page that shows it at /docs. */
export function createApi(deps: Deps & { version: string; report: Report }): OpenAPIHono {
  const app = createRouter();
  app.use('/v1/*', usually);
  for (const routes of [
    articleRoutes,
    revisionRoutes,
    storyRoutes,
    rulingRoutes,
    correctionRoutes,
    entityRoutes,
    entityNumberRoutes,
    eventRoutes,
    quoteRoutes,
    releaseRoutes,
    instrumentRoutes,
    feedRoutes,
    trendRoutes,
    publisherRoutes,
    coverageRoutes,
    clockRoutes,
    controlRoutes,
    rumourRoutes,
    contradictionRoutes,
    firstRoutes,
    exportRoutes,
    searchRoutes,
    searchFeedRoutes,
    savedSearchRoutes,
    // Before the alerts by number: its path would be one.
    alertStreamRoutes,
    alertRoutes,
    alertMatchRoutes,
    alertPreviewRoutes,
    alertFeedRoutes,
    channelRoutes,
    deliveryRoutes,
    keyRoutes,
    healthRoutes,
  ])
    app.route('/', routes(deps));
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', {
    ...{ type: 'http', scheme: 'bearer', bearerFormat: 'cw_<id>_<secret>' },
    description: 'A key, as POST /v1/keys and `chipwire keys create` make them',
  });
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    // The second choice is none: programs on the same machine, and readers where reading is public.
    security: [{ key: [] }, {}],
    info: {
      title: 'Chipwire',
      version: deps.version,
      description:
        'News on AI-chip export controls and Chinese AI model releases, tagged by entity and sentiment. ' +
        'Every route may also answer 401 (a key is needed, or it is wrong), 403 (its scope does not do) and 429 ' +
        '(too many requests, see Retry-After); answers say in RateLimit-* how many are left.',
    },
  });
  app.route('/', docsPage());
  app.all('/v1/*', (c) => problem(c, 404, { detail: 'There is no such route; /docs lists them.' }));
  app.onError(onError(deps.report));
  return app;
}
