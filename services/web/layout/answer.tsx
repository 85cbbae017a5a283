import type { Context } from 'hono';
import { html } from 'hono/html';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { ChosenScheme } from './layout.tsx';
import { schemeOf } from './preferences.ts';

/** Pages load nothing from elsewhere and run no script that stands in them; the policy holds even if escaping failed somewhere. */
const policy = {
  'default-src': "'none'",
  'style-src': "'self'",
  'script-src': "'self'",
  'connect-src': "'self'",
  'img-src': "'self' data:",
  'form-action': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
};

const written = (rules: Record<string, string>) =>
  Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');

export const securityHeaders = {
  'content-security-policy': written(policy),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // What somebody searches for is nobody else's business: publishers see no address of ours. Our own forms must tell
  // where they stand, which browsers hide with no-referrer.
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Headers of a page that other sites may show in a frame: it runs nothing and sends nothing anywhere. */
export const embeddedHeaders = {
  'content-security-policy': written({
    ...policy,
    ...{ 'script-src': "'none'", 'connect-src': "'none'", 'form-action': "'none'", 'frame-ancestors': '*' },
  }),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'cross-origin',
};

/** Answers with a whole page. */
export function answerPage(c: Context, page: JSX.Element, status: ContentfulStatusCode = 200) {
  const chosen = <ChosenScheme.Provider value={schemeOf(c)}>{page}</ChosenScheme.Provider>;
  return c.html(html`<!doctype html>${chosen}`, status, {
    ...securityHeaders,
    'cache-control': 'private, no-cache',
    // Shared caches keep a page for each language and for each reader who chose something.
    vary: 'accept-language, cookie',
  });
}
