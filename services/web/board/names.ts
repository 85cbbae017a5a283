import type { Orm } from '../../../db/database.ts';
import { bothNamesOf } from '../../../db/names.ts';

/** Whom or what something is about. */
export interface About {
  entityId: string;
  name: string;
  nameZh: string | null;
}

type Named = { entityId: string; name: string };

/** Gives entities that answers of the API name their Chinese names as well. */
export async function inBoth(orm: Orm, all: readonly (readonly Named[])[]) {
  const ids = new Set(all.flat().map(({ entityId }) => entityId));
  const names = await bothNamesOf(orm, [...ids]);
  return (named: readonly Named[]): About[] =>
    named.map((each) => ({ ...each, nameZh: names.get(each.entityId)?.nameZh ?? null }));
}
