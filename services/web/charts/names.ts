import type { Orm } from '../../../db/database.ts';
import { type Entity, entitiesById } from '../../../db/entities.ts';
import type { Split } from '../../../db/splits.ts';
import type { TrendsQuery } from '../../api/askedTrends.ts';
import type { Series } from '../../api/series.ts';
import { nameOf, type Sentence, say } from '../language/say.tsx';
import { eventName, languageName, topicName } from '../parts/names.ts';

type Named = Pick<Series, 'name' | 'sentimentTowards'>;

/** What a chart is called on a page. */
interface ChartNames {
  title: string;
  /** Of its series, in their order. */
  names: string[];
  /** The queries behind it, as they were asked. */
  asked: string;
}

/** What a chart and its series are called: parts of a split and single entities by their names, other queries as they are. */
export async function chartNames(
  orm: Orm,
  query: TrendsQuery,
  series: readonly Named[],
): Promise<ChartNames> {
  const { q = '', entity, split } = query;
  const whole = entity ?? aloneIn(q);
  const ids = series.flatMap(({ sentimentTowards }) => sentimentTowards ?? []);
  const known = await entitiesById(orm, whole ? [whole, ...ids] : ids);
  if (!split) {
    const names = series.map((one) => seriesName(one, known));
    return { names, title: capital(names.join(' · ')), asked: series.map(askedName).join(' | ') };
  }
  const of = (words: string) => say('{query}, {split}', { query: words, split: say(splitWords[split]) });
  const only = (!q || !entity) && whole && known.get(whole);
  return {
    names: series.map(({ name }) => partName(split, name, known)),
    title: capital(of(only ? nameOf(only) : q || entity || say('all coverage'))),
    asked: of([q, entity].filter(Boolean).join(' ') || say('all coverage')),
  };
}

/** The entity that a query asks for and nothing else. */
const aloneIn = (q: string): string | undefined => /^entity:([a-z0-9-]+)$/.exec(q)?.[1];

const askedName = ({ name }: Named) => (name === 'all coverage' ? say('all coverage') : name);

function seriesName(one: Named, known: ReadonlyMap<string, Entity>): string {
  const { name, sentimentTowards: id } = one;
  const entity = id !== null && [`entity:${id}`, `entity=${id}`].includes(name) && known.get(id);
  return entity ? nameOf(entity) : askedName(one);
}

function partName(split: Split, name: string, known: ReadonlyMap<string, Entity>): string {
  if (split !== 'entity') return partNames[split](name);
  const entity = known.get(name);
  return entity ? nameOf(entity) : name;
}

const partNames: Record<Exclude<Split, 'entity'>, (id: string) => string> = {
  publisher: (name) => name,
  language: languageName,
  topic: topicName,
  event: eventName,
};

const splitWords: Record<Split, Sentence> = {
  entity: 'by entity',
  publisher: 'by publisher',
  language: 'by language',
  topic: 'by topic',
  event: 'by event',
};

/** Queries begin as they were typed: what comes first in them may be an operator. */
const capital = (title: string) =>
  title.startsWith(say('all coverage')) ? title.charAt(0).toUpperCase() + title.slice(1) : title;
