import { z } from '@hono/zod-openapi';
import type { Orm } from '../../db/database.ts';
import { hasEntity } from '../../db/entities.ts';
import { type FoundArticle, type Place, placeOf } from '../../db/found.ts';
import { readPlace, writePlace } from './cursor.ts';
import { badParameters } from './problems.ts';
import { foundArticle, textParameter } from './shapes.ts';

// Parameters that several routes take.

/** What to find, in the query language. */
export const queryParameter = textParameter
  .trim()
  .max(1000)
  .describe('What to find, in the language of docs/search.md; everything when left out')
  .openapi({ example: 'entity:huawei after:2025-01-20' });

export const flag = z.enum(['true', 'false']).transform((word) => word === 'true');

/** A day or a moment. */
export const time = z
  .union(
    [z.iso.date(), z.iso.datetime({ offset: true })],
    'must be a date (2025-01-20) or a time (2025-01-20T08:00:00Z)',
  )
  .transform((text) => new Date(text))
  .refine(
    (time) => time.getUTCFullYear() >= 1900 && time.getUTCFullYear() <= 9999,
    'must lie between 1900 and 9999',
  )
  .openapi({ example: '2025-01-20' });

/** A publisher as feeds.yaml names it. */
export const publisherName = textParameter.max(100).openapi({ example: 'South China Morning Post' });

/** A parameter that may stand several times in an address. */
export const severalOf = (one: z.ZodType<string, string>, most: number) =>
  z
    .preprocess(
      (given) => (typeof given === 'string' ? [given] : given),
      z.array(one).max(most, `may stand ${most} times at most`),
    )
    .optional()
    .openapi({ type: 'array', items: { type: 'string' }, maxItems: most });

/** A day, `2025-01-20`. */
export const day = z.iso.date('must be a date such as 2025-01-20').refine((text) => text >= '1900', {
  message: 'must not lie before 1900',
});

const cursorParameter = z.string().max(100).optional().describe('`next` of the page before');

/** Of routes that list what was found in articles, newest article first. */
export const foundParameters = {
  publisher: publisherName.optional().describe('Publisher’s name, exactly'),
  after: time.optional().describe('In articles published at or after this date or time (UTC)'),
  before: time.optional().describe('In articles published before this date or time (UTC)'),
  copies: flag.optional().describe('true takes copies beside their originals; default false'),
  limit: z.coerce.number().int().min(1).max(100).default(20).describe('How many a page, 1 to 100'),
  cursor: cursorParameter,
};

export const nextCursor = z.string().nullable().describe('Cursor of the next page; null on the last');

/**
 * One page of what was found in articles, each with its article.
 *
 * @param list gives at most so many, starting after a place
 * @param tell one of them as the API tells it
 * @throws ProblemError when the cursor is none of ours
 */
export async function pageOf<Row extends { article: FoundArticle; nth: number }, Told extends object>(
  asked: { limit: number; cursor?: string | undefined },
  list: (limit: number, from: Place | undefined) => Promise<Row[]>,
  tell: (row: Row) => Told,
) {
  const from = asked.cursor === undefined ? undefined : readPlace(asked.cursor);
  if (from === null) throw badCursor();
  const page = await list(asked.limit + 1, from);
  const rows = page.slice(0, asked.limit);
  const last = rows.at(-1);
  return {
    shown: rows.map((row) => ({ ...tell(row), article: foundArticle(row.article) })),
    next: page.length > asked.limit && last ? writePlace(placeOf(last)) : null,
  };
}

export const badCursor = () =>
  badParameters([{ parameter: 'cursor', detail: 'must be `next` of an earlier page' }]);

/** @throws ProblemError naming the parameter when there is no such entity */
export async function knownEntity(orm: Orm, id: string | undefined, parameter = 'entity'): Promise<void> {
  if (id === undefined || (await hasEntity(orm, id))) return;
  throw badParameters([
    { parameter, detail: 'is no entity’s id; /v1/entities?name=… finds ids by name, alias or ticker' },
  ]);
}
