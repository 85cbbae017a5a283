import type { KeyScope } from '../../db/schema.ts';

/**
 * What a route asks of a caller. `static` is given to everybody and counted for nobody; `open` is given to everybody, and
 * nobody is asked who it is: the secret is of another kind, or there is none; `own` is about what is the caller’s, so that
 * there must be one.
 */
export type Need = 'static' | 'open' | { scope: KeyScope; own?: true };

const reading: Need = { scope: 'read' };
const readingOwn: Need = { scope: 'read', own: true };
const writing: Need = { scope: 'write', own: true };
const administering: Need = { scope: 'admin', own: true };

const all = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const writes = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** The one place that says who may do what: the first row that fits counts, and what fits none is for administrators. */
const rows: [methods: string[], path: RegExp, need: Need][] = [
  [['GET'], /^\/(healthz|openapi\.json|docs(\/[\w.-]+)?|\w+\.[0-9a-f]{12}\.(css|js))$/, 'static'],
  [['GET'], /^\/(readyz|health|sign-in)$/, 'open'],
  [['POST'], /^\/(sign-(in|out)|preferences)$/, 'open'],
  // The address holds the secret.
  [['GET'], /^\/feeds\/alerts\/[^/]+$/, 'open'],
  [['GET', 'POST'], /^\/unsubscribe\/\d+\/[\w-]+$/, 'open'],
  [all, /^(\/v1)?\/keys(\/|$)/, administering],
  // Bull Board: whoever sees the queues may also change them.
  [all, /^\/queues(\/|$)/, administering],
  [['GET'], /^\/metrics$/, readingOwn],
  // What assistants ask is posted, and changes nothing.
  [['GET', 'POST', 'DELETE'], /^\/mcp$/, reading],
  // A try changes nothing; it is posted because a form is long.
  [['POST'], /^\/(v1\/alerts\/preview|alerts\/(\d+\/)?try)$/, readingOwn],
  [['GET'], /^(\/v1)?\/(alerts|channels|deliveries)(\/|$)/, readingOwn],
  [['GET'], /^\/v1\/searches(\/|$)/, readingOwn],
  // Who may not send the form is told so before it is filled in.
  [['GET'], /^\/articles\/\d+\/corrections\/new$/, writing],
  [['GET'], /^\/stories\/\d+\/ruling$/, writing],
  [['GET'], /^\//, reading],
  [writes, /^\/v1\/(alerts|channels|corrections|deliveries|searches|stories|rulings)\//, writing],
  [['POST'], /^\/v1\/(alerts|channels|corrections|searches)$/, writing],
  [['POST'], /^\/(alerts|channels|deliveries|searches)(\/|$)/, writing],
  [['POST'], /^\/articles\/\d+\/corrections(\/|$)/, writing],
  [['POST'], /^\/(stories|rulings)\/\d+\/(merge|split|withdraw)$/, writing],
];

/** What a request needs; HEAD is a GET whose answer is left out. */
export function needOf(method: string, path: string): Need {
  const asked = method === 'HEAD' ? 'GET' : method;
  return (
    rows.find(([methods, pattern]) => methods.includes(asked) && pattern.test(path))?.[2] ?? administering
  );
}

const rank: Record<KeyScope, number> = { read: 1, write: 2, admin: 3 };

/** Whether a scope holds another one. */
export const covers = (has: KeyScope | null, needed: KeyScope): boolean =>
  has !== null && rank[has] >= rank[needed];
