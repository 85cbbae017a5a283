import type { Context, MiddlewareHandler, Next } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Orm } from '../../db/database.ts';
import type { KeyScope } from '../../db/schema.ts';
import type { Budget, Limits } from '../runtime/limits.ts';
import { type Client, clientOf, neighbourhood, type Proxies } from './client.ts';
import { type Identified, identify, nobody, unknown } from './identity.ts';
import { senderOf } from './origin.ts';
import { covers, type Need, needOf } from './permissions.ts';
import { problem } from './problems.ts';

/** Who sent a request, and what that one may do. */
export interface Caller {
  /** The key’s id; `local` for a program on this machine without one, null for anyone else without one. */
  owner: string | null;
  /** Null may do nothing. */
  scope: KeyScope | null;
}

/** Whom this machine’s programs are without a key. */
export const localCaller: Caller = { owner: 'local', scope: 'admin' };

/** Who sent this request, as the middleware in front of all routes found out. */
export const callerOf = (c: Context): Caller => c.get('caller') ?? localCaller;
/** How much the caller may still ask for; undefined where nothing is counted. */
export const budgetOf = (c: Context): Budget | undefined => c.get('budget');

/** Why a request is not answered. */
export interface Refusal {
  status: 401 | 403 | 413 | 415 | 429;
  detail: string;
  /** Seconds after which it may be. */
  retryAfter?: number;
}

/** What finding out who asks works with. */
export interface IdentityDeps {
  orm: Orm;
  now(): Date;
  limits: Limits;
  isProxy: Proxies;
  /** Who may read without a key. */
  reading: 'keys' | 'public';
  /** Where people open Chipwire, such as https://news.example.com, when the settings say so. */
  ownOrigin?: string | undefined;
}

export interface AccessDeps extends IdentityDeps {
  /** Tells a person, on a page, why there is no answer; the API tells it by itself. */
  refusePage(c: Context, refusal: Refusal): Response | Promise<Response>;
}

const mostBytes = 256 * 1024;

/**
 * Stands in front of every route: finds out who asks, counts the request, and lets through what that one may do. What
 * changes something must besides come from no page of another site, and be of bounded size.
 */
export function access(deps: AccessDeps): MiddlewareHandler {
  return async (c, next) => {
    c.set('caller', nobody);
    const need = needOf(c.req.method, c.req.path);
    if (need === 'static') return next();
    const client = clientOf(c, deps.isProxy, deps.ownOrigin);
    c.set('client', client);
    // What is open to everybody must also be there while the database is not.
    const from = need === 'open' ? unknown : await identify(c, client, deps);
    c.set('caller', from.caller);
    const budget = await count(c, from, client, deps);
    c.set('budget', budget);
    const refusal = overspent(budget) ?? refusalOf(c, from, need, deps);
    const answer = refusal ? await refuse(c, refusal, deps) : await withinBounds(c, next, deps);
    if (answer) c.res = answer;
    tellTerms(c, budget);
  };
}

/** Routes for programs; whatever else there is, is read by people. */
export const isForPrograms = (path: string) => /^\/(v1|readyz|metrics|mcp|feeds\/alerts)(\/|$)/.test(path);

/** A path as a log may hold it: some end with a secret. */
export const pathToTell = (path: string) => path.replace(/^(\/feeds\/alerts|\/unsubscribe\/\d+)\/.+/, '$1/…');

function count(c: Context, { caller }: Identified, client: Client, { limits }: AccessDeps): Promise<Budget> {
  const what = isForPrograms(c.req.path) ? 'api' : 'pages';
  const named = caller.owner !== null && caller.owner !== 'local';
  return limits.take(what, named ? `key:${caller.owner}` : `from:${neighbourhood(client.address)}`);
}

const overspent = ({ over, limit, reset }: Budget): Refusal | null =>
  over
    ? {
        status: 429,
        detail: `There may be ${limit} requests a minute. Try again in ${reset} seconds.`,
        retryAfter: reset,
      }
    : null;

function refusalOf(c: Context, from: Identified, need: Need, { ownOrigin }: AccessDeps): Refusal | null {
  const refusal = typeof need === 'string' ? null : (from.refusal ?? mayNot(from, need));
  if (refusal || c.req.method === 'GET' || c.req.method === 'HEAD') return refusal;
  return foreign(c, from, ownOrigin) ?? notJson(c);
}

function mayNot({ caller, by }: Identified, { scope, own }: Exclude<Need, string>): Refusal | null {
  if (caller.owner === null && (own || !covers(caller.scope, scope)))
    return { status: 401, detail: askForKey };
  if (covers(caller.scope, scope)) return null;
  if (by === 'place')
    return {
      status: 403,
      detail:
        'Programs on this machine may only read without a key, now that there is a key for administration: send one, as authorization: Bearer cw_…',
    };
  return {
    status: 403,
    detail: `This needs a key that may ${words[scope]}; the scope of this one is ${caller.scope}.`,
  };
}

const words: Record<KeyScope, string> = { read: 'read', write: 'write', admin: 'administer' };
const askForKey =
  'This needs a key, sent as authorization: Bearer cw_…; whoever runs this Chipwire makes one with `chipwire keys create`.';

/** Browsers send cookies, and are let in for where they run, whatever page they show: a page of ours must have sent this. */
function foreign(c: Context, { by }: Identified, ownOrigin?: string): Refusal | null {
  const sender = by === 'key' ? 'own' : senderOf(c, ownOrigin);
  if (sender === 'own' || (sender === 'untold' && by !== 'cookie')) return null;
  return {
    status: 403,
    detail: 'This was sent from a page of another site, or by a browser that does not tell from where.',
  };
}

/** Forms of other sites can send only other media types without asking first. */
function notJson(c: Context): Refusal | null {
  const type = mediaType(c);
  if (!isForPrograms(c.req.path) || type === 'application/json') return null;
  if (type === undefined && !bringsBody(c)) return null;
  return { status: 415, detail: 'Send the body as JSON, with content-type: application/json.' };
}

const bringsBody = (c: Context) =>
  c.req.header('transfer-encoding') !== undefined || Number(c.req.header('content-length') ?? 0) > 0;
const mediaType = (c: Context) => c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();

const tooLarge: Refusal = { status: 413, detail: 'The body may have 256 KiB at most.' };

/** Lets the route answer. @returns an answer in its place when the body is too large */
async function withinBounds(c: Context, next: Next, deps: AccessDeps): Promise<Response | undefined> {
  let refused: Response | undefined;
  const onError = async () => {
    refused = await refuse(c, tooLarge, deps);
    return refused;
  };
  await bodyLimit({ maxSize: mostBytes, onError })(c, next);
  return refused;
}

async function refuse(c: Context, refusal: Refusal, { refusePage }: AccessDeps): Promise<Response> {
  const { status, detail, retryAfter } = refusal;
  if (status === 401) c.header('www-authenticate', 'Bearer realm="Chipwire"');
  if (retryAfter !== undefined) c.header('retry-after', String(Math.max(1, retryAfter)));
  // What is left of a body that nobody will read must not hold the connection.
  if (status === 413) c.header('connection', 'close');
  if (!isForPrograms(c.req.path)) return refusePage(c, refusal);
  return problem(c, status, { detail });
}

function tellTerms(c: Context, { limit, remaining, reset }: Budget): void {
  c.header('ratelimit-limit', String(limit));
  c.header('ratelimit-remaining', String(remaining));
  c.header('ratelimit-reset', String(reset));
  c.header('vary', 'authorization, cookie', { append: true });
}

/** Where a request comes from, as the middleware found out. */
export const clientAsking = (c: Context): Client => c.get('client');
