import type { Entity, StatusSpan } from './entity.ts';

/**
 * How a rule, bill or announcement stands in law on a day (UTC), with note and source.
 *
 * @returns undefined where the list does not know: before the first entry, after the last day of one that nothing
 *   follows, and for entities without a status
 */
export function legalStatus({ status }: Pick<Entity, 'status'>, on: Date): StatusSpan | undefined {
  const day = on.toISOString().slice(0, 10);
  const span = status?.findLast(({ from }) => from <= day);
  return span?.to !== undefined && span.to < day ? undefined : span;
}
