import type { Context, ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import { SearchTooLarge } from '../../db/search/lexemes.ts';
import { isOutOfReach } from '../faults.ts';
import { doing } from '../runtime/log.ts';

/** RFC 9457 problem details. */
export const problemSchema = z
  .object({
    type: z.string().describe('Kind of problem; about:blank when the status says it all'),
    title: z.string(),
    status: z.int().describe('HTTP status code, 400–599'),
    instance: z
      .string()
      .optional()
      .describe('urn:chipwire:request: and the id of this request, as the log has it; also in x-request-id'),
    detail: z.string().optional().describe('What is wrong with this request, and what to do'),
    errors: z
      .array(
        z.object({
          parameter: z.string(),
          detail: z.string(),
          start: z.int().min(0).optional().describe('Of a query: where in it, in UTF-16 code units'),
          end: z.int().min(1).optional(),
          mend: z.string().optional().describe('Of a query: the whole of it, mended'),
        }),
      )
      .optional()
      .describe('Each wrong parameter'),
  })
  .describe('Problem details (RFC 9457)');
export type Problem = z.output<typeof problemSchema>;
type Details = Pick<Problem, 'detail' | 'errors'>;

const titles: Record<number, string> = {
  400: 'The request is not right',
  401: 'A key is needed',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Not as things stand',
  413: 'The body is too large',
  415: 'The body is not JSON',
  429: 'Too many requests',
  500: 'Something broke on our side',
  503: 'Not ready',
};

/** What a handler throws when it cannot give what its route promises. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  constructor(
    readonly status: ContentfulStatusCode,
    readonly details: Details,
  ) {
    super(details.detail);
  }
}

export const notFound = (detail: string) => new ProblemError(404, { detail });

/** @param errors one line for each wrong parameter */
export const badParameters = (errors: { parameter: string; detail: string }[]) =>
  new ProblemError(400, { detail: 'Some parameters are wrong; /docs lists what each may be.', errors });

/** Answers with a problem. */
export function problem(c: Context, status: ContentfulStatusCode, details: Details = {}) {
  const { request } = doing();
  const body: Problem = {
    ...{ type: 'about:blank', title: titles[status] ?? 'Error', status, ...details },
    ...(request ? { instance: `urn:chipwire:request:${request}` } : {}),
  };
  return c.json(body, status, { 'content-type': 'application/problem+json' });
}

/** When to ask again while the database is away: a server that was restarted is back by then. */
export const awaySeconds = 5;

/** Told what nobody foresaw, with the path that was asked for. */
export type Report = (error: Error, path: string) => void;

/** The one place where errors become answers; what nobody foresaw is reported, and told without its cause; a database that is away is no fault of ours. */
export const onError =
  (report: Report): ErrorHandler =>
  (error, c) => {
    if (error instanceof ProblemError) return problem(c, error.status, error.details);
    if (error instanceof HTTPException)
      return problem(c, error.status as ContentfulStatusCode, { detail: error.message });
    if (error instanceof SearchTooLarge) return problem(c, 400, { detail: error.message });
    report(error, c.req.path);
    if (!isOutOfReach(error)) return problem(c, 500);
    c.header('retry-after', `${awaySeconds}`);
    return problem(c, 503, {
      detail: 'The database does not answer at the moment; ask again in some seconds.',
    });
  };
