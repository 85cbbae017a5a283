import { eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programOf } from '../../../db/alertPrograms.ts';
import { articleFacts } from '../../../db/articleFacts.ts';
import type { Condition } from '../../../db/condition.ts';
import type { Database } from '../../../db/database.ts';
import { articles, stories } from '../../../db/schema.ts';
import { found, searchOf } from '../../../db/search/pages.ts';
import { readTsquery } from '../../../db/search/tsquery.ts';
import { readTsvector } from '../../../db/search/tsvector.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import type { Facts } from '../../alert/facts.ts';
import { evaluate } from '../../alert/matching/evaluate.ts';
import { fulfils } from '../../alert/matching/lexemeQuery.ts';
import { resolveQuery } from '../../queries/resolve.ts';
import { fill } from '../testing/randomArchive.ts';
import { queries } from '../testing/randomQueries.ts';

const now = new Date('2026-01-31T10:30:00Z');
const count = 120;
let db: Database;
let facts: Facts[];
let storyIds: number[];
beforeAll(async () => {
  db = await openTestDatabase();
  facts = await articleFacts(db.orm, await fill(db.orm, count, 7));
  const [first, second] = facts;
  // One story became part of another.
  await db.orm.update(stories).set({ movedTo: second!.storyId }).where(eq(stories.id, first!.storyId!));
  await db.orm
    .update(articles)
    .set({ storyId: second!.storyId })
    .where(eq(articles.storyId, first!.storyId!));
  storyIds = [first!.storyId!, second!.storyId!, facts[9]!.storyId!, 77];
  facts = await articleFacts(
    db.orm,
    facts.map(({ id }) => id),
  );
}, 120_000);
afterAll(() => db.close());

/** Null where chance made a query of more words than may be asked. */
async function conditionOf(query: string): Promise<Condition | null> {
  const resolved = await resolveQuery(db.orm, query, now);
  if (!('faults' in resolved)) return resolved.condition;
  expect(resolved.faults[0]!.message, query).toMatch(/A query may (be|have)/);
  return null;
}

/** Asks the rows themselves: what is compared here is what a query means, not what an index makes of it. */
function bySql(condition: Condition): Promise<number[]> {
  return db.orm.transaction(async (tx) => {
    await tx.execute(sql`set local enable_bitmapscan = off`);
    const rows = await tx
      .select({ id: articles.id })
      .from(articles)
      .where(found(searchOf(condition, { copies: true })))
      .orderBy(articles.id);
    return rows.map(({ id }) => id);
  });
}

async function byProgram(condition: Condition): Promise<number[]> {
  const program = await programOf(db.orm, condition);
  return facts.filter((each) => evaluate(program, each)).map(({ id }) => id);
}

describe('a program', () => {
  it('finds what search finds, whatever is asked', async () => {
    const shares: number[] = [];
    await fc.assert(
      fc.asyncProperty(queries(storyIds), async (query) => {
        const condition = await conditionOf(query);
        if (!condition) return;
        const asSearched = await bySql(condition);
        expect(await byProgram(condition), query).toEqual(asSearched);
        shares.push(asSearched.length / count);
      }),
      { numRuns: 400 },
    );
    // Queries that find nothing or everything would show little.
    expect(shares.filter((share) => share > 0 && share < 1).length).toBeGreaterThan(100);
  }, 300_000);
});

describe('a tsquery', () => {
  const lexeme = fc.constantFrom('a', 'ab', 'abc', 'b', '华', '华为', "it's", 'back\\\\slash', '@e:x');
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const place = fc.tuple(
    fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constant(16_383)),
    fc.constantFrom('', 'A', 'B', 'C'),
  );
  const places = fc.array(
    place.map((pair) => pair.join('')),
    { maxLength: 4 },
  );
  const vector = fc
    .array(
      fc.tuple(lexeme, places).map(([text, at]) => `${quoted(text)}${at.length > 0 ? `:${at}` : ''}`),
      { maxLength: 6 },
    )
    .map((parts) => parts.join(' '));
  /** As near/ is asked for. */
  const nearAt = (left: string, right: string, within: number) => {
    const distances = Array.from({ length: within }, (_, n) => n + 1);
    return `(${distances.map((by) => `(${left}) <${by}> (${right}) | (${right}) <${by}> (${left})`).join(' | ')})`;
  };
  const { query } = fc.letrec<{ query: string }>((tie) => ({
    query: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      fc
        .tuple(lexeme, fc.constantFrom('', '', ':*', ':A', ':*B', ':AC'))
        .map(([text, marks]) => quoted(text) + marks),
      tie('query').map((inner) => `!(${inner})`),
      fc
        .tuple(tie('query'), tie('query'), fc.integer({ min: 1, max: 3 }))
        .map(([left, right, within]) => nearAt(left, right, within)),
      fc
        .tuple(tie('query'), fc.constantFrom('&', '|', '<->', '<->', '<2>', '<0>'), tie('query'))
        .map(([left, sign, right]) => `(${left}) ${sign} (${right})`),
    ),
  }));

  it('is read and run as PostgreSQL does', async () => {
    const pairs = fc
      .sample(fc.record({ vector, query }), { numRuns: 4000 })
      .filter(({ query }) => query.length < 4000);
    const { rows } = (await db.orm.execute(sql`
      select vector::tsvector::text as vector, query::tsquery::text as query, vector::tsvector @@ query::tsquery as fulfils
      from json_to_recordset(${JSON.stringify(pairs)}::json) as pair(vector text, query text)`)) as unknown as {
      rows: { vector: string; query: string; fulfils: boolean }[];
    };
    const run = rows.map((row) => ({
      ...row,
      fulfils: fulfils(readTsvector(row.vector), readTsquery(row.query)!),
    }));
    expect(run).toEqual(rows);
    expect(rows.filter((row) => row.fulfils).length).toBeGreaterThan(400);
    expect(rows.filter((row) => !row.fulfils).length).toBeGreaterThan(400);
  });
});
