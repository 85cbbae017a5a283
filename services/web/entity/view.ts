import type { Orm } from '../../../db/database.ts';
import { type Entity, entitiesById } from '../../../db/entities.ts';
import type { ArticleFilter } from '../../../db/search.ts';
import { lookUp } from '../../queries/names.ts';
import { chartAddress } from '../charts/takeChart.tsx';
import { addressOf, entityAddress, isStorable } from '../layout/address.ts';
import type { Asked } from '../layout/pageTools.ts';
import { quoted } from '../search/oneQuery.ts';
import { readSpan, type Span, spanParameters, timesOf } from './span.ts';

/** How a page looks at its entity: all of it stands in its address. */
export interface View {
  span: Span;
  /** Ids of those that it is compared with. */
  beside: string[];
  show: 'articles' | 'share';
  /** Counts articles that are on no topic of the beat as well. */
  offTopic: boolean;
  /** Which quotes; those that there are where left out. */
  said: 'by' | 'about' | undefined;
}

/** One that was to be compared and that nobody is called like. */
export interface Unknown {
  typed: string;
  meant: { id: string; name: string } | null;
}

/** More lines are hard to tell apart. */
export const mostBeside = 3;
const longestName = 100;

export async function readView(
  orm: Orm,
  entity: Entity,
  { asked, several, now }: { asked: Asked; several: (name: string) => string[]; now: Date },
): Promise<{ view: View; beside: Entity[]; unknown: Unknown | null }> {
  const { found, unknown } = await named(orm, several('with').slice(0, 2 * mostBeside));
  const beside = found.filter((id) => id !== entity.id).slice(0, mostBeside);
  const known = await entitiesById(orm, beside);
  const view: View = {
    span: readSpan(asked, now),
    beside,
    show: asked('show') === 'share' ? 'share' : 'articles',
    offTopic: asked('offTopic') === 'true',
    said: (['by', 'about'] as const).find((each) => each === asked('said')),
  };
  return { view, beside: beside.flatMap((id) => known.get(id) ?? []), unknown };
}

/** The ids of entities by whatever they are called. */
async function named(orm: Orm, names: string[]): Promise<{ found: string[]; unknown: Unknown | null }> {
  const found = new Set<string>();
  let unknown: Unknown | null = null;
  for (const typed of names.map((name) => name.trim().slice(0, longestName))) {
    if (!typed || !isStorable(typed)) continue;
    const looked = await lookUp(orm, 'entity', typed);
    if ('id' in looked) found.add(looked.id);
    else unknown = { typed, meant: looked.meant };
  }
  return { found: [...found], unknown };
}

/** The parameters that ask for a view again. */
export const viewParameters = ({ span, beside, show, offTopic, said }: View) => ({
  ...spanParameters(span),
  with: beside,
  show: show === 'share' ? show : undefined,
  offTopic,
  said,
});

export const viewAddress = (id: string, view: View, change: Partial<View> = {}): string =>
  chartAddress(entityAddress(id), viewParameters({ ...view, ...change }));

/** The articles that the view counts. */
export const scopeOf = ({ span, offTopic }: View): ArticleFilter => ({ ...timesOf(span), offTopic });

/** What finds an entity, in the query language. */
export const queryFor = (id: string): string => `entity:${quoted(id)}`;

/** The search for the articles of the view, or of a part of its time. */
export const articlesAddress = (
  id: string,
  { span, offTopic }: View,
  { after = span.after, before = span.before, and = '' } = {},
): string => addressOf('/search', { q: `${queryFor(id)}${and}`, after, before, beat: !offTopic });
