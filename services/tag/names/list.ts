import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Entity, type EntityType, entityFields, entityTypes, toEntity } from './entity.ts';
import { readEntries } from './list-files.ts';
import { buildMatcher, type Matcher } from './matcher.ts';
import { spelling } from './readings.ts';

/** The entity list ready for tagging; hold one and share it. */
export interface EntityList {
  entities: Map<string, Entity>;
  matcher: Matcher;
}

/** What is wrong with an entity list: one line per problem, each with file, line and what to do. */
export class EntityListError extends Error {
  override readonly name = 'EntityListError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(
      `The entity list has ${problems.length === 1 ? 'a fault' : `${problems.length} faults`}:\n${problems.map((problem) => `  ${problem}`).join('\n')}\ndocs/add-an-entity.md shows how an entity is written.`,
    );
    this.problems = problems;
  }
}

/** The list that comes with the project. */
export const defaultFolder = fileURLToPath(new URL('./entities/', import.meta.url));

/** A user's entry: names its type, since its file is not named after one; an entry of a known id may hold any part. */
export const extraFields = z.strictObject({
  ...entityFields.partial().shape,
  id: entityFields.shape.id,
  aliases: entityFields.shape.aliases.unwrap().optional(),
  type: z.enum(entityTypes).optional(),
});

/**
 * Compiles entities into a list. Pure.
 *
 * @throws EntityListError when an id stands twice or a parent is not in the list
 */
export function compileEntityList(
  entities: Iterable<Entity>,
  places: ReadonlyMap<string, string> = new Map(),
): EntityList {
  const byId = new Map<string, Entity>();
  const problems: string[] = [];
  const at = (id: string) => places.get(id) ?? `entity ${id}`;
  for (const entity of entities) {
    if (byId.has(entity.id))
      problems.push(`${at(entity.id)}: the id ${entity.id} stands twice; choose another`);
    byId.set(entity.id, entity);
  }
  for (const { id, parent } of byId.values()) {
    if (parent === undefined) continue;
    if (!byId.has(parent))
      problems.push(`${at(id)}: ${id} has the parent ${parent}, which no file defines; add it`);
    if (inCircle(id, byId))
      problems.push(`${at(id)}: ${id} belongs to itself through its parents; break the circle`);
  }
  problems.push(...contested(byId.values(), at));
  if (problems.length > 0) throw new EntityListError(problems);
  return { entities: byId, matcher: buildMatcher(byId.values()) };
}

function inCircle(id: string, byId: ReadonlyMap<string, Entity>): boolean {
  const seen = new Set<string>();
  let above = byId.get(id)?.parent;
  while (above !== undefined && above !== id && !seen.has(above)) {
    seen.add(above);
    above = byId.get(above)?.parent;
  }
  return above === id;
}

/** Spellings that two entities claim and no context tells apart: the text would be tagged with one of them at random. */
function contested(entities: Iterable<Entity>, at: (id: string) => string): string[] {
  const owners = new Map<string, string>();
  const problems: string[] = [];
  for (const { id, aliases } of entities)
    for (const alias of aliases) {
      if (alias.context?.length) continue;
      const owner = owners.get(spelling(alias)) ?? id;
      if (owner !== id)
        problems.push(
          `${at(id)}: “${alias.text}” already means ${owner}; give one of them context words, or leave it out`,
        );
      owners.set(spelling(alias), owner);
    }
  return problems;
}

/**
 * Reads the YAML files of a folder, one per entity type, and a user's own file that adds entities or, under a known
 * id, replaces the fields that it names.
 *
 * @param extra path of that file, a YAML list whose new entries also carry `type`
 * @throws EntityListError with file, line and remedy of every problem found
 */
export function loadEntityList(folder: string = defaultFolder, extra?: string): EntityList {
  const problems: string[] = [];
  const entities = new Map<string, Entity>();
  const places = new Map<string, string>();
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.yaml')) continue;
    readListFile(join(folder, file), problems, entities, places);
  }
  if (extra !== undefined) readExtraFile(extra, problems, entities, places);
  if (problems.length > 0) throw new EntityListError(problems);
  return compileEntityList(entities.values(), places);
}

/**
 * A key that changes whenever a file of the list does: the list need not be read to know that it is the one known.
 *
 * @returns 64 hexadecimal digits
 */
export function entityListVersion(folder: string = defaultFolder, extra?: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(folder)
    .sort()
    .map((file) => join(folder, file));
  for (const file of extra === undefined ? files : [...files, extra])
    hash.update(basename(file)).update(readIfThere(file));
  return hash.digest('hex');
}

/** A missing file is told when the list is loaded. */
const readIfThere = (path: string) => (existsSync(path) ? readFileSync(path) : '');

function readListFile(
  path: string,
  problems: string[],
  entities: Map<string, Entity>,
  places: Map<string, string>,
): void {
  const type = basename(path, '.yaml') as EntityType;
  if (!entityTypes.includes(type)) {
    problems.push(`${path}: ${type} is no entity type; name the file after one of ${entityTypes.join(', ')}`);
    return;
  }
  for (const { entry, at } of readEntries(path, entityFields, problems)) {
    const place = at();
    if (entities.has(entry.id)) {
      problems.push(`${place}: the id ${entry.id} stands at ${places.get(entry.id)} already; choose another`);
      continue;
    }
    entities.set(entry.id, toEntity(type, entry));
    places.set(entry.id, place);
  }
}

function readExtraFile(
  path: string,
  problems: string[],
  entities: Map<string, Entity>,
  places: Map<string, string>,
): void {
  const own = new Map<string, string>();
  for (const { entry, at } of readEntries(path, extraFields, problems)) {
    const place = at();
    if (own.has(entry.id))
      problems.push(`${place}: the id ${entry.id} stands at ${own.get(entry.id)} already; write it once`);
    own.set(entry.id, place);
    const known = entities.get(entry.id);
    const type = entry.type ?? known?.type;
    if (type === undefined || (entry.name ?? known?.name) === undefined) {
      problems.push(
        `${place}: ${entry.id} is new, so it needs both name and type (${entityTypes.join(', ')})`,
      );
      continue;
    }
    const { type: _, ...fields } = { ...known, ...entry };
    entities.set(entry.id, toEntity(type, { ...fields, name: fields.name!, aliases: fields.aliases ?? [] }));
    places.set(entry.id, place);
  }
}
