import type { Problem } from '../api/problems.ts';

/** What was asked for can’t be had; the message says why, and what to do. */
export class Refused extends Error {
  override name = 'Refused';
}

/** What parameters of the API are called in tools. */
const renamed: Record<string, string> = { q: 'query', compare: 'compare', cursor: 'cursor' };

/**
 * A problem of the API in words that help to ask better.
 *
 * @param asked what was asked for, by parameter: places in it are shown
 */
export function refusedBy(problem: Problem, asked: Record<string, unknown>): Refused {
  const { errors = [], detail, title } = problem;
  const lines = errors.map(({ parameter, detail: wrong, start, end, mend }) => {
    const text = asked[parameter];
    const place =
      typeof text === 'string' && start !== undefined && end !== undefined
        ? ` (characters ${start} to ${end}: “${text.slice(start, end)}”)`
        : '';
    return `${renamed[parameter] ?? parameter}: ${wrong}${place}${mend === undefined ? '' : `\nPerhaps: ${mend}`}`;
  });
  return new Refused(lines.length > 0 ? lines.join('\n') : (detail ?? title));
}
