import type { Orm } from '../db/database.ts';
import { type ListedEntity, syncEntities } from '../db/entities.ts';
import { listVersion, setListVersion } from '../db/lists.ts';
import type { Entity } from './tag/names/entity.ts';
import { entityListVersion, loadEntityList } from './tag/names/list.ts';

/**
 * Brings the table of entities up to the list; parsing a thousand entries takes half a second, so only after a change.
 *
 * @param ownEntities path of the operator's own entity file, if there is one
 * @returns the list's version
 */
export async function syncEntityList(orm: Orm, ownEntities: string | undefined): Promise<string> {
  const version = entityListVersion(undefined, ownEntities);
  if ((await listVersion(orm, 'entities')) === version) return version;
  const { entities } = loadEntityList(undefined, ownEntities);
  await syncEntities(orm, [...entities.values()].map(entityRow));
  await setListVersion(orm, 'entities', version);
  return version;
}

function entityRow(entity: Entity): ListedEntity {
  const { id, type, name } = entity;
  return {
    id,
    type,
    name,
    nameZh: entity.nameZh ?? null,
    aliases: entity.aliases.map((alias) => alias.text),
    parentId: entity.parent ?? null,
    tickers: entity.tickers ?? [],
    wikidata: entity.wikidata ?? null,
    status: entity.status ?? [],
  };
}
