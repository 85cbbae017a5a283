import { createApi } from '../api/app.ts';
import type { Problem, Report } from '../api/problems.ts';
import { resolveQuery } from '../queries/resolve.ts';
import { version } from '../runtime/version.ts';
import { type Fault, showFault } from '../search/query/faults.ts';
import { type CommandContext, WrongUse } from './context.ts';

/**
 * What a route of the API answers.
 *
 * @param parameters of its address; those that are undefined are left out
 * @throws WrongUse when the API refuses them, and whatever broke while it answered
 */
export function ask<Answer>(
  ctx: CommandContext,
  path: string,
  parameters: [name: string, value: string | number | boolean | undefined][],
): Promise<Answer> {
  return answerOf(ctx, (report) => {
    const api = createApi({ orm: ctx.orm, now: ctx.now, version, report });
    const search = new URLSearchParams();
    for (const [name, value] of parameters) if (value !== undefined) search.append(name, String(value));
    return api.request(`${path}?${search}`);
  });
}

/**
 * What the API answers; what is wrong is told in lines.
 *
 * @param request asks it, and reports what nobody foresaw
 * @throws as {@link ask} does
 */
export async function answerOf<Answer>(
  ctx: CommandContext,
  request: (report: Report) => Response | Promise<Response>,
): Promise<Answer> {
  let broken: Error | undefined;
  const answer = await request((error) => {
    broken = error;
  });
  const text = await answer.text();
  if (answer.ok) return (text === '' ? null : JSON.parse(text)) as Answer;
  if (broken) throw broken;
  const { detail, errors = [] } = JSON.parse(text) as Problem;
  for (const line of errors.map((error) => `${error.parameter} ${error.detail}`)) ctx.err(line);
  if (errors.length === 0) ctx.err(detail ?? `The API answered ${answer.status}.`);
  throw new WrongUse(detail);
}

/**
 * Tells what is wrong with a query, with carets under the place, or what was perhaps meant otherwise.
 *
 * @throws WrongUse when it cannot be read
 */
export async function checkQuery({ orm, now, err }: CommandContext, query: string): Promise<void> {
  const resolved = await resolveQuery(orm, query, now());
  const faults: Fault[] = 'faults' in resolved ? resolved.faults : resolved.hints;
  for (const fault of faults) err(`${showFault(query, fault)}\n${fault.message}`);
  const mend = faults[0]?.mend;
  if (mend) err(`Perhaps: ${mend}`);
  if ('faults' in resolved) throw new WrongUse('The query can’t be read as it stands.');
}
