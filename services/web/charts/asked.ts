import type { Context } from 'hono';
import type { Orm } from '../../../db/database.ts';
import { SearchTooLarge } from '../../../db/search/lexemes.ts';
import { type Trends, type TrendsQuery, trendsQuery } from '../../api/askedTrends.ts';
import { type Problem, ProblemError } from '../../api/problems.ts';
import type { Sentence } from '../language/say.tsx';
import { faultsIn } from '../parts/issueWords.ts';
import { trendsLately } from './lately.ts';

/** Names of what an address may ask of a chart: those of GET /v1/trends. */
const parameterNames = Object.keys(trendsQuery.shape) as (keyof TrendsQuery)[];
const several: readonly string[] = ['compare', 'ids'];

/** What an address asks of a chart, as typed: nothing that is empty or unknown. */
export type ChartFields = Partial<Record<keyof TrendsQuery, string | string[]>>;

const shows = ['articles', 'share'] as const;
export type Show = (typeof shows)[number];

/** What is wrong with a field of a chart; `says` is the page’s own sentence, where it has one. */
export type ChartFault = NonNullable<Problem['errors']>[number] & { says?: Sentence };

/** The series that an address asks for, or what is wrong with its fields. */
type AskedChart =
  | { query: TrendsQuery; trends: Trends; faults: [] }
  | { query: null; trends: null; faults: ChartFault[] };

/** What an address asks of a chart. */
export function fieldsIn(c: Context): ChartFields {
  const given = c.req.queries();
  const entries = parameterNames.flatMap((name) => {
    const values = (given[name] ?? []).map((value) => value.trim()).filter(Boolean);
    return values.length === 0 ? [] : [[name, several.includes(name) ? values : values[0]]];
  });
  return Object.fromEntries(entries);
}

export const showIn = (c: Context): Show => shows.find((each) => each === c.req.query('show')) ?? 'articles';

/** The series that fields ask for. */
export async function readChart(orm: Orm, fields: ChartFields, now: Date): Promise<AskedChart> {
  const asked = trendsQuery.safeParse(fields);
  if (!asked.success) return wrong(faultsIn(asked.error));
  try {
    return { query: asked.data, trends: await trendsLately(orm, asked.data, now), faults: [] };
  } catch (error) {
    if (error instanceof ProblemError && error.details.errors) return wrong(error.details.errors);
    if (error instanceof SearchTooLarge) return wrong([{ parameter: 'q', detail: error.message }]);
    throw error;
  }
}

const wrong = (faults: ChartFault[]): AskedChart => ({ query: null, trends: null, faults });
