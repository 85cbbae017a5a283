import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Hono } from 'hono';

const folder = join(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'), '..');
const types = {
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'swagger-ui.css': 'text/css; charset=utf-8',
} as const;
/** Scripts may not stand in the page itself, so that the policy can forbid them. */
const start = "window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', validatorUrl: null });\n";

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The API's description for people, on Swagger UI served from here: nothing is loaded from anywhere else. */
export function docsPage() {
  const app = new Hono();
  app.use('/docs/*', async (c, next) => {
    await next();
    c.header('content-security-policy', policy);
    c.header('cross-origin-opener-policy', 'same-origin');
  });
  app.get('/docs', (c) =>
    c.html(
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>Chipwire API</title>
          <link rel="stylesheet" href="/docs/swagger-ui.css" />
        </head>
        <body>
          <div id="docs" />
          <noscript>
            The description of the API is at <a href="/openapi.json">/openapi.json</a>.
          </noscript>
          <script src="/docs/swagger-ui-bundle.js" />
          <script src="/docs/start.js" />
        </body>
      </html>,
    ),
  );
  app.get('/docs/start.js', (c) => c.body(start, 200, { 'content-type': types['swagger-ui-bundle.js'] }));
  for (const [name, type] of Object.entries(types))
    app.get(`/docs/${name}`, async (c) =>
      c.body(await readFile(join(folder, name)), 200, {
        'content-type': type,
        'cache-control': 'public, max-age=3600',
      }),
    );
  return app;
}
