import type { Orm } from '../../../db/database.ts';
import { entitiesById } from '../../../db/entities.ts';
import type { Split } from '../../../db/splits.ts';
import type { TrendsQuery } from '../../api/askedTrends.ts';
import type { Series } from '../../api/series.ts';
import { nameOf, type Sentence, say } from '../language/say.tsx';
import { eventName, languageName, topicName } from '../parts/names.ts';

const partNames: Record<Exclude<Split, 'entity'>, (id: string) => string> = {
  publisher: (name) => name,
  language: languageName,
  topic: topicName,
  event: eventName,
};

/** What series are called on a page: the parts of a split and single entities by their names, other queries as they are. */
export async function seriesNames(
  orm: Orm,
  series: readonly Pick<Series, 'name' | 'sentimentTowards'>[],
  split: Split | undefined,
): Promise<string[]> {
  if (split && split !== 'entity') return series.map(({ name }) => partNames[split](name));
  const entities = await entitiesById(
    orm,
    series.flatMap(({ sentimentTowards }) => sentimentTowards ?? []),
  );
  return series.map(({ name, sentimentTowards: id }) => {
    if (name === 'all coverage') return say('all coverage');
    const entity = id !== null && [id, `entity:${id}`, `entity=${id}`].includes(name) && entities.get(id);
    return entity ? nameOf(entity) : name;
  });
}

const splitWords: Record<Split, Sentence> = {
  entity: 'by entity',
  publisher: 'by publisher',
  language: 'by language',
  topic: 'by topic',
  event: 'by event',
};

/** What a chart is of: a query, several compared, or one that is split. */
export function chartTitle({ split, q }: TrendsQuery, names: readonly string[]): string {
  if (!split)
    return names.length === 1 && names[0] === say('all coverage') ? say('All coverage') : names.join(' · ');
  return `${q ?? say('All coverage')}, ${say(splitWords[split])}`;
}
