import { z } from 'zod';
import { type Entity, type EntityType, entityTypes } from '../names/entity.ts';
import type { Named } from '../reading.ts';
import { wordsSchema } from '../text/words.ts';
import { readYaml } from './catalogue.ts';

const companiesSchema = z.strictObject({ china: wordsSchema, generalists: wordsSchema });
let companies: { china: ReadonlySet<string>; generalists: ReadonlySet<string> } | undefined;

const known = new WeakMap<Entity, string[]>();
const unlistedKinds = Object.fromEntries(entityTypes.map((type) => [type, [type]])) as Record<
  EntityType,
  string[]
>;

/**
 * What the YAML files call a name by: its type and, for an entity of the list, its id; for an agency the state or
 * department that it belongs to; for a company whose trade is the beat's (chips, tools, clouds, software) and nothing beside, `company-of-beat`.
 */
export function kindsOf({ who, type }: Named, entities: ReadonlyMap<string, Entity>): readonly string[] {
  const entity = 'entityId' in who ? entities.get(who.entityId) : undefined;
  if (!entity) return unlistedKinds[type];
  const kinds = known.get(entity) ?? listedKinds(entity);
  known.set(entity, kinds);
  return kinds;
}

function listedKinds({ id, type, parent, sector }: Entity): string[] {
  const kinds: string[] = [type, id];
  if (type === 'agency' && parent !== undefined) kinds.push(parent);
  if (sector !== undefined && sector !== 'other' && !listOf('generalists').has(id))
    kinds.push('company-of-beat');
  return kinds;
}

/** Whether it, or what it belongs to, is at home in China. The list allows no circles. */
export function isAtHome(id: string, entities: ReadonlyMap<string, Entity>): boolean {
  for (let each: string | undefined = id; each !== undefined; each = entities.get(each)?.parent)
    if (listOf('china').has(each)) return true;
  return false;
}

/** A list of companies.yaml, read once. */
function listOf(name: 'china' | 'generalists'): ReadonlySet<string> {
  if (!companies) {
    const { china, generalists } = companiesSchema.parse(readYaml('companies.yaml'));
    companies = { china: new Set(china), generalists: new Set(generalists) };
  }
  return companies[name];
}
