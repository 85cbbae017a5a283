import { setImmediate } from 'node:timers/promises';
import { z } from '@hono/zod-openapi';
import type { Orm } from '../../db/database.ts';
import { textRights } from '../../db/rights.ts';
import { certainties } from '../../db/schema.ts';
import type { ToldEvent } from '../../db/toldEvents.ts';
import type { Source } from '../search/events/told.ts';
import { entityId, foundArticle, foundArticleShape } from './shapes.ts';

// What the routes share that tell what events say over time: every statement has sources, and names whom it is about.

export const sourceShape = z
  .object({
    article: foundArticleShape,
    sentence: z.string().describe('That says so; of a very long one the part around the words'),
    certainty: z.enum(certainties),
  })
  .openapi('Source');

export const namedShape = z.object({ entityId, name: z.string() });

/** Sources of one statement that are listed. */
export const mostListed = 20;

/** Sources as the API lists them: the first ones, and how many there are. */
export const sourcesShape = {
  told: z.int().min(0).describe('Articles that say so'),
  sources: z
    .array(sourceShape)
    .max(mostListed)
    .describe(`The first ${mostListed} of them, the earliest first`),
};

export const countArticles = (sources: readonly Source[]): number =>
  new Set(sources.map(({ article }) => article.id)).size;

export type ShowSource = Awaited<ReturnType<typeof sourceShower>>;

/** Shows a source as the API does: without its sentence where its publisher lets no text be shown. */
export async function sourceShower(orm: Orm) {
  const mayShow = await textRights(orm);
  return ({ article, sentence, certainty }: Source) => ({
    article: foundArticle(article),
    sentence: mayShow(article.publisher) === 'none' ? '' : sentence,
    certainty,
  });
}

/** The fields of {@link sourcesShape}. */
export const shownSources = (sources: readonly Source[], show: ShowSource) => ({
  told: countArticles(sources),
  sources: sources.slice(0, mostListed).map(show),
});

/** The names of all that events name, by id. */
export function namesIn(told: readonly ToldEvent[], more: readonly { id: string; name: string }[] = []) {
  const names = new Map(more.map(({ id, name }) => [id, name]));
  for (const { who, instrumentId, instrumentName } of told) {
    for (const { entityId, name } of who) names.set(entityId, name);
    if (instrumentId !== null && instrumentName !== null) names.set(instrumentId, instrumentName);
  }
  return (ids: readonly string[]) => ids.map((id) => ({ entityId: id, name: names.get(id) ?? id }));
}

/** How many events were read for an answer, and whether these were all. */
export const readShape = z
  .object({
    events: z.int().min(0),
    complete: z
      .boolean()
      .describe('False where there are more than are read at once: ask for less time, or for one entity'),
  })
  .describe('What the answer was made from');

/** At most `most` of what `list` gives, and what to tell of it. */
export async function readAtMost<T>(most: number, list: (most: number) => Promise<T[]>) {
  const rows = await list(most + 1);
  const told = rows.slice(0, most);
  return { told, read: { events: told.length, complete: rows.length <= most } };
}

/** Makes something of each, giving others their turn now and then. */
export async function inTurns<T, Made>(each: readonly T[], make: (one: T) => Made): Promise<Map<T, Made>> {
  const made = new Map<T, Made>();
  for (const [index, one] of each.entries()) {
    if (index % 50 === 49) await setImmediate();
    made.set(one, make(one));
  }
  return made;
}
