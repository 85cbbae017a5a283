import { beforeEach, describe, expect, test } from 'vitest';
import { revokeKey } from '../db/keys.ts';
import { idOf } from './keys/secret.ts';
import { pathOf, routesOf, type WebRoute } from './testing/routes.ts';
import { bearer, elsewhere, TestWeb } from './testing/web.ts';

// Every route there is, whoever mounted it; access.test.ts has the API’s own from its description.

const web = new TestWeb();
let routes: WebRoute[];
/** A request of its own address each time, so that nobody is refused for asking too often. */
let asked = 0;
beforeEach(async () => {
  const settings = { CHIPWIRE_PROXIES: '127.0.0.1', CHIPWIRE_REQUESTS_PER_MINUTE: '100000' };
  routes = await routesOf(() => web.start(settings));
});

const send = ({ method, path }: WebRoute, headers: Record<string, string> = {}) => {
  asked++;
  return web.send(pathOf(path), {
    method,
    body: method === 'GET' ? undefined : '',
    headers: {
      ...elsewhere,
      'x-forwarded-for': `198.${51 + (asked >> 16)}.${(asked >> 8) & 255}.${asked & 255}`,
      'content-type': path.startsWith('/v1/') ? 'application/json' : 'application/x-www-form-urlencoded',
      ...headers,
    },
  });
};
const told = ({ method, path }: WebRoute) => `${method} ${path}`;

describe('who may see and do what on pages', () => {
  const everybody = ['none', 'read', 'write', 'admin', 'revoked', 'garbage'] as const;
  type Who = (typeof everybody)[number];
  const may: Record<string, readonly Who[]> = {
    anybody: everybody,
    read: ['read', 'write', 'admin'],
    write: ['write', 'admin'],
    admin: ['admin'],
    nobody: [],
  };
  /** Said here a second time: a route that is not, has been thought of by nobody. */
  const meant: [who: keyof typeof may, routes: RegExp][] = [
    [
      'anybody',
      /^GET \/(health|healthz|readyz|openapi\.json|docs(\/.*)?|sign-in|\w+\.[0-9a-f]{12}\.(css|js))$/,
    ],
    ['anybody', /^POST \/(sign-in|sign-out|preferences)$/],
    ['anybody', /^GET \/feeds\/alerts\/:secret\{.+\}$/],
    ['anybody', /^(GET|POST) \/unsubscribe\/:id\{.+\}\/:token\{.+\}$/],
    // Administrators may look at the queues, and nobody changes them there.
    ['nobody', /^(POST|PUT|PATCH|DELETE) \/queues(\/.*)?$/],
    ['admin', /^\w+ \/(keys|queues)(\/.*)?$/],
    ['admin', /^POST \/feeds(\/.*)?$/],
    ['write', /^GET \/(articles\/:id\{.+\}\/corrections\/new|stories\/:id\{.+\}\/ruling)$/],
    ['read', /^POST \/alerts\/(:id\{.+\}\/)?try$/],
    ['write', /^POST \/(alerts|channels|deliveries|searches|stories|rulings|articles)(\/.+)?$/],
    ['read', /^GET \/(metrics|search|articles|stories|entities|quotes|trends|embed|charts|clocks)\b/],
    ['read', /^GET \/(instruments|controls|releases|rumours|firsts|contradictions|alerts)\b/],
    ['read', /^GET \/(channels|deliveries|feeds|method)\b/],
    ['read', /^\w+ \/mcp$/],
    ['read', /^GET \/(\*)?$/],
  ];
  const meantFor = (route: WebRoute) => {
    const found = meant.find(([, pattern]) => pattern.test(told(route)));
    if (!found) throw new Error(`Say here who may ${told(route)}.`);
    return may[found[0]]!;
  };

  test('every route × everybody', async () => {
    const [read, write, admin, revoked] = await Promise.all(
      (['read', 'write', 'admin', 'admin'] as const).map((scope) => web.keyOf(scope)),
    );
    await revokeKey(web.db.orm, idOf(revoked!)!);
    const garbage = `${admin!.slice(0, -4)}AAAA`;
    const keys: Record<Who, string | undefined> = { read, write, admin, revoked, garbage, none: undefined };
    const own = routes.filter(({ path }) => !path.startsWith('/v1/'));
    const faults: string[] = [];
    for (const route of own)
      for (const who of everybody) {
        const { status } = await send(route, keys[who] ? bearer(keys[who]) : {});
        const wanted = meantFor(route).includes(who)
          ? 'an answer'
          : ['read', 'write', 'admin'].includes(who)
            ? 403
            : 401;
        // A sign-in without a key is refused by the form itself; without a database, nobody is ready.
        const isForm = told(route) === 'POST /sign-in' && status === 401;
        const answered = isForm || told(route) === 'GET /readyz' || ![401, 403, 429, 500].includes(status);
        const got = answered ? 'an answer' : status;
        if (got !== wanted) faults.push(`${told(route)} by ${who}: ${status}, not ${wanted}`);
      }
    expect(faults).toEqual([]);
    expect(own.length).toBeGreaterThan(80);
  }, 300_000);
});

describe('headers', () => {
  /** What everybody may keep: it is the same for all. */
  const forAll = /^\/(docs\/.+|\w+\.[0-9a-f]{12}\.(css|js))$/;
  const faultsOf = (headers: Record<string, unknown>, path: string): string[] => {
    const said = (name: string) => String(headers[name] ?? '');
    const policy = said('content-security-policy');
    return [
      !/default-src 'none'/.test(policy) && 'a policy that lets everything in',
      /unsafe-/.test(policy) && 'an unsafe policy',
      !/frame-ancestors/.test(policy) && !/sandbox/.test(policy) && 'no word of frames',
      said('x-content-type-options') !== 'nosniff' && 'its type may be guessed',
      !/^(no-referrer|same-origin)$/.test(said('referrer-policy')) && 'addresses leak',
      !/^(same-origin|cross-origin)$/.test(said('cross-origin-resource-policy')) && 'no resource policy',
      !/private|no-store/.test(said('cache-control')) && !forAll.test(path) && 'a shared cache may keep it',
      /^text\/html/.test(said('content-type')) &&
        said('cross-origin-opener-policy') !== 'same-origin' &&
        !path.startsWith('/embed/') &&
        'its window is open to others',
      ('x-powered-by' in headers || 'server' in headers) && 'it says what it is made with',
      Object.keys(headers).some((name) => name.startsWith('access-control')) && 'another site may read it',
    ].filter((fault) => fault !== false);
  };

  test.each(['nobody', 'admin'])(
    'every answer of every route keeps others out: asked by %s',
    async (who) => {
      const headers = who === 'admin' ? bearer(await web.keyOf('admin')) : {};
      const faults: string[] = [];
      for (const route of routes) {
        const { status, headers: got } = await send(route, { ...headers, 'accept-encoding': 'gzip' });
        for (const fault of faultsOf(got, pathOf(route.path)))
          faults.push(`${told(route)} (${status}): ${fault}`);
      }
      expect(faults).toEqual([]);
      expect(routes.length).toBeGreaterThan(150);
    },
    120_000,
  );

  test('so do answers to what no route is for', async () => {
    const faults: string[] = [];
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'TRACE', 'PROPFIND'])
      for (const path of ['/nowhere', '/v1/nowhere', '/v1/articles/x', '/search?q=(', '/%', '/stories/0']) {
        const { status, headers } = await send({ method, path });
        // What Node itself cannot read never comes as far as this.
        if (status !== 400 || path.startsWith('/v1'))
          faults.push(...faultsOf(headers, path).map((fault) => `${method} ${path} (${status}): ${fault}`));
      }
    expect(faults).toEqual([]);
  });
});
