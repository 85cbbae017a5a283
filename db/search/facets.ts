import { inArray, type SQL, sql } from 'drizzle-orm';
import type { Orm } from '../database.ts';
import { articles, entities } from '../schema.ts';
import { anyKey, keyKinds, samples } from './lexemes.ts';
import { found, type Search } from './pages.ts';

/** By what the articles found can be counted. */
export const facetKinds = ['entity', 'publisher', 'topic', 'event', 'label', 'month', 'language'] as const;
export type FacetKind = (typeof facetKinds)[number];

/** How many articles found have one value of a facet. */
export interface FacetCount {
  value: string;
  /** Of entities: their names. */
  name?: string;
  nameZh?: string | null;
  articles: number;
}

/** How many articles a search finds. */
export interface Total {
  count: number;
  /** True where it was estimated from a share of the archive. */
  about: boolean;
}
export interface Facets extends Total {
  /** Most first; months latest first. */
  facets: Record<FacetKind, FacetCount[]>;
}

/** As many are counted one by one; of more, a share of about half as many is. */
const countedExactly = 5000;
/** Of that, where the index must look at the words of each text. */
const readShare = 0.4;
/** Values of each kind. */
const shown = 10;
const monthsShown = 60;

/** How many articles a search finds. @param exactly up to how many are counted one by one */
export async function total(orm: Orm, search: Search, exactly = countedExactly): Promise<Total> {
  const { used, probe } = await shareToCount(orm, search, exactly);
  const { query, loose, recheck } = search.compiled;
  const isKnown = used === 1 && query === loose && !recheck;
  const count = isKnown ? probe : await countIn(orm, search, used);
  return { count: Math.round(count * scale(used)), about: used < samples };
}

/** What the articles that a search finds have in common. @param exactly as in {@link total} */
export async function facets(orm: Orm, search: Search, exactly = countedExactly): Promise<Facets> {
  const { used } = await shareToCount(orm, search, exactly);
  const counted = await countKeys(orm, search, used);
  const names = await namesOf(orm, counted);
  const scaled = (count: number) => Math.round(count * scale(used));
  const of = (kind: FacetKind): FacetCount[] =>
    counted
      .filter(({ key }) => key.startsWith(`${keyKinds[kind]}:`))
      .map(({ key, count }) => ({ value: key.slice(3), articles: scaled(count) }))
      .map((facet) => (kind === 'entity' ? { ...facet, ...names.get(facet.value) } : facet));
  return {
    count: scaled(counted.find(({ key }) => key === '')?.count ?? 0),
    about: used < samples,
    facets: Object.fromEntries(facetKinds.map((kind) => [kind, of(kind)])) as Facets['facets'],
  };
}

const scale = (used: number) => samples / used;

/**
 * How many of the samples to count in: all where there is not much to look at. What the index finds is looked at, not
 * only what is found in the end: a phrase of two common words is tried on every text that has both.
 *
 * @returns `probe`: how many that is in the first sample
 */
async function shareToCount(
  orm: Orm,
  search: Search,
  exactly: number,
): Promise<{ used: number; probe: number }> {
  const { query, loose } = search.compiled;
  const most = query === loose ? exactly : exactly * readShare;
  const probe = await countIn(orm, loosely(search), 1);
  if (probe * samples <= most) return { used: samples, probe };
  return { used: Math.max(1, Math.min(samples, Math.round(most / 2 / probe))), probe };
}

const loosely = (search: Search): Search => ({
  ...search,
  compiled: { ...search.compiled, query: search.compiled.loose, recheck: null },
});

async function countIn(orm: Orm, search: Search, used: number): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    orm,
    sql`select count(*)::int as count from ${articles} where ${foundIn(search, used)}`,
  );
  return row?.count ?? 0;
}

/** Articles found that fall into the first `used` samples. */
function foundIn(search: Search, used: number): SQL | undefined {
  const numbers = Array.from({ length: used }, (_, n) => n);
  return found(search, used < samples ? anyKey('sample', numbers) : null);
}

interface CountedKey {
  /** Empty for all articles found. */
  key: string;
  count: number;
}

function countKeys(orm: Orm, search: Search, used: number): Promise<CountedKey[]> {
  const month = `${keyKinds.month}:`;
  return rowsOf(
    orm,
    sql`with found as materialized (select ${articles.facets} from ${articles} where ${foundIn(search, used)}),
      counted as (select key, count(*)::int as count from (select unnest(facets) as key from found) as keys group by key),
      placed as (select key, count, row_number() over (partition by left(key, 2)
        order by case when left(key, 3) = ${month} then key end desc, count desc, key) as place from counted)
      select '' as key, count(*)::int as count from found
      union all select key, count from (select * from placed
        where place <= case when left(key, 3) = ${month} then ${monthsShown}::int else ${shown}::int end order by place) as most`,
  );
}

async function namesOf(
  orm: Orm,
  counted: CountedKey[],
): Promise<Map<string, Pick<FacetCount, 'name' | 'nameZh'>>> {
  const prefix = `${keyKinds.entity}:`;
  const ids = counted.filter(({ key }) => key.startsWith(prefix)).map(({ key }) => key.slice(prefix.length));
  if (ids.length === 0) return new Map();
  const { id, name, nameZh } = entities;
  const rows = await orm.select({ id, name, nameZh }).from(entities).where(inArray(id, ids));
  return new Map(rows.map(({ id, ...names }) => [id, names]));
}

/** Rows that a statement gives. */
export async function rowsOf<Row>(orm: Orm, statement: SQL): Promise<Row[]> {
  return ((await orm.execute(statement)) as unknown as { rows: Row[] }).rows;
}
