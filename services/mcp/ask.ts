import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Hono } from 'hono';
import type { Caller } from '../api/access.ts';
import { asCaller } from '../api/asCaller.ts';
import { needOf } from '../api/permissions.ts';
import { Refused } from './refused.ts';

/** What a tool asks of the API. */
export interface Asked {
  /** Such as /v1/articles/7 */
  path: string;
  parameters?: Record<string, Parameter>;
  /** Of a try of an alert, the only thing that is posted. */
  body?: object | undefined;
  signal?: AbortSignal | undefined;
}
/** Several values stand several times; what is undefined is left out. */
export type Parameter = string | number | boolean | readonly string[] | undefined;

/** The API, wherever it is. */
export type Ask = (asked: Asked) => Promise<Response>;

/** Path and parameters. */
export function addressOf({ path, parameters = {} }: Asked): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) search.append(name, String(one));
  return search.size > 0 ? `${path}?${search}` : path;
}

/**
 * Only what reads is ever sent: a tool that would change something could not, whatever the key.
 *
 * @throws Refused
 */
function requestOf(asked: Asked): [address: string, init: RequestInit] {
  const { path, body, signal } = asked;
  const need = needOf(body ? 'POST' : 'GET', new URL(path, 'http://chipwire').pathname);
  if (!path.startsWith('/v1/') || typeof need === 'string' || need.scope !== 'read')
    throw new Refused(`Only what reads the archive is asked, under /v1/, and not ${path}.`);
  const init: RequestInit = body
    ? { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    : {};
  if (signal) init.signal = signal;
  return [addressOf(asked), init];
}

/** Asks the API of this process for somebody, who may read and no more. */
export function askHere(api: Hono | OpenAPIHono, { owner }: Pick<Caller, 'owner'>): Ask {
  const routes = asCaller(api, { owner, scope: 'read' });
  return async (asked) => {
    const [address, init] = requestOf(asked);
    const answer = await routes.request(address, init);
    const moved = answer.status === 308 ? answer.headers.get('location') : null;
    return moved === null ? answer : routes.request(moved, init);
  };
}

/**
 * Asks a Chipwire elsewhere.
 *
 * @param url where its pages are
 */
export function askThere(url: string, key: string | undefined): Ask {
  return async (asked) => {
    const [address, init] = requestOf(asked);
    const headers = { ...init.headers, ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) };
    try {
      return await fetch(`${url}${address}`, { ...init, headers });
    } catch (error) {
      if (asked.signal?.aborted) throw error;
      const { cause, message } = error as Error;
      throw new Refused(
        `No Chipwire answers at ${url}: ${cause instanceof Error ? cause.message : message}.`,
      );
    }
  };
}
