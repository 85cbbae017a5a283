import { z } from 'zod';
import { wholeAt } from '../clean.ts';

const change = z.object({ op: z.enum(['same', 'added', 'removed']), text: z.string() });
const told = z.object({
  nth: z.number(),
  title: z.string(),
  replacedAt: z.string().nullable(),
  added: z.number(),
  removed: z.number(),
});
const apiShape = z.array(told.extend({ titleChanges: z.array(change), textChanges: z.array(change) }));

export const versionShape = told.extend({
  changed: z.array(change).describe('Text from outside: what came and went against the version before'),
});
export type Version = z.output<typeof versionShape>;

const mostChanges = 12;
const longest = 300;

/** Versions as the API tells them, with what changed alone. */
export function changesOf(versions: unknown[]): Version[] {
  return apiShape.parse(versions).map(({ titleChanges, textChanges, ...version }) => ({
    ...version,
    changed: [...titleChanges, ...textChanges]
      .filter(({ op }) => op !== 'same')
      .slice(0, mostChanges)
      .map(({ op, text }) => ({
        op,
        text: text.length > longest ? `${text.slice(0, wholeAt(text, longest))}…` : text,
      })),
  }));
}
