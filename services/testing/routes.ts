import { Hono } from 'hono';

/** A route of the whole web: what every router mounted in it answers, apart from what only stands in front. */
export interface WebRoute {
  method: string;
  /** As it was written: `/stories/:id{[1-9][0-9]{0,15}}`. */
  path: string;
}

/** Watches what is mounted while `start` puts the web together. @returns every route of it, each once */
export async function routesOf(start: () => Promise<unknown>): Promise<WebRoute[]> {
  const mounted = new Set<Hono>();
  const { route } = Hono.prototype;
  Hono.prototype.route = function (this: Hono, ...given: Parameters<typeof route>) {
    mounted.add(this);
    return route.apply(this, given);
  } as typeof route;
  try {
    await start();
  } finally {
    Hono.prototype.route = route;
  }
  const whole = [...mounted].reduce((most, app) => (app.routes.length > most.routes.length ? app : most));
  const all = whole.routes.map(({ method, path }) => ({ method: method === 'ALL' ? 'GET' : method, path }));
  return [...new Map(all.map((one) => [`${one.method} ${one.path}`, one])).values()];
}

/** A path that a route answers, with these in the place of its parameters, and a number for others. */
export const pathOf = (path: string, given: Record<string, string | number> = {}) =>
  path
    .replaceAll(/:(\w+)(?:\{((?:[^{}]|\{[^{}]*\})*)\})?/g, (_, name: string, pattern = '') =>
      String(given[name] ?? sample(pattern)),
    )
    .replaceAll('*', 'nowhere');

const sample = (pattern: string) => {
  const extension = /\\\.(atom|json)$/.exec(pattern)?.[1];
  if (extension) return `${'x'.repeat(32)}.${extension}`;
  if (pattern.includes('a-f')) return '0123456789ab';
  return pattern.includes('20,100') ? 'x'.repeat(43) : '999999999';
};
