import type { Orm } from '../../../db/database.ts';
import { entityNamed, type NamedOne } from '../../../db/names.ts';
import type { StoryOrder } from '../../../db/stories.ts';
import { daysSorted } from '../../api/stories.ts';
import { topics } from '../../runtime/feeds.ts';
import { addressOf, isStorable } from '../layout/address.ts';
import type { Asked } from '../layout/pageTools.ts';
import { dateOf, daysBefore } from '../parts/times.tsx';

/** What stories the address asks for. */
export interface Wanted {
  /** At least so many publishers wrote of it themselves. */
  least: number;
  entity?: NamedOne | undefined;
  topic?: (typeof topics)[number] | undefined;
  /** `YYYY-MM-DD`: written of on that day or later, begun before that day. */
  after?: string | undefined;
  before?: string | undefined;
  sort: StoryOrder;
}

export const everything: Wanted = { least: 1, sort: 'newest' };
export const mostPublishers = 1000;

/** @returns null where the address is damaged */
export async function readWanted(orm: Orm, query: Asked): Promise<Wanted | null> {
  const asked = query('entity');
  const entity = asked === undefined ? undefined : isStorable(asked) ? await entityNamed(orm, [asked]) : null;
  const least = Number(query('publishers') ?? 1);
  const topic = topics.find((each) => each === query('topic'));
  const [after, before] = [query('after'), query('before')];
  const sort = query('sort') ?? 'newest';
  const isFaulty =
    entity === null ||
    !(Number.isInteger(least) && least >= 1 && least <= mostPublishers) ||
    (topic === undefined && query('topic') !== undefined) ||
    ![after, before].every((day) => day === undefined || isDay(day)) ||
    !(sort === 'newest' || sort === 'publishers');
  return isFaulty ? null : { least, entity, topic, after, before, sort };
}

const isDay = (text: string) =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && dateOf(new Date(text)) === text;

/** From when on stories are read. */
export function wantedFrom({ after, sort }: Wanted, now: Date): Date | undefined {
  if (after !== undefined) return new Date(after);
  return sort === 'publishers' ? daysBefore(now, daysSorted) : undefined;
}

/** The address of a page of them. */
export const addressFor = ({ least, entity, topic, after, before, sort }: Wanted, cursor?: string): string =>
  addressOf('/stories', {
    ...{ entity: entity?.id, topic, after, before, cursor },
    publishers: least > 1 ? least : undefined,
    sort: sort === 'newest' ? undefined : sort,
  });
