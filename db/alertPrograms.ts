import { type SQL, sql } from 'drizzle-orm';
import type { Condition, Words } from './condition.ts';
import type { Orm } from './database.ts';
import type { Program } from './program.ts';
import { apart, compile } from './search/conditions.ts';
import { rowsOf } from './search/facets.ts';
import { weights, wordsQuery } from './search/lexemes.ts';
import { isPrefix, type Rows, stemsInRow } from './search/rows.ts';
import { readTsquery } from './search/tsquery.ts';
import type { Times } from './search/windows.ts';

/**
 * What a condition finds, as a program that runs without the database. PostgreSQL makes its tsqueries, so that stems,
 * stop words and distances are the index's own.
 *
 * @throws SearchTooLarge
 */
export async function programOf(orm: Orm, condition: Condition): Promise<Program> {
  const [program] = await programsOf(orm, [condition]);
  return program!;
}

/** The same for several, with one question to the database. @throws SearchTooLarge */
export async function programsOf(orm: Orm, conditions: readonly Condition[]): Promise<Program[]> {
  const asked: SQL[] = [];
  const drafts = conditions.map((condition) => draftOf(condition, asked));
  const answers = asked.length > 0 ? await answersTo(orm, asked) : [];
  return drafts.map((draft) => draft(answers));
}

/** A program that waits for what PostgreSQL says. */
type Draft = (answers: readonly string[]) => Program;

async function answersTo(orm: Orm, asked: SQL[]): Promise<string[]> {
  const [row] = await rowsOf<{ answers: string[] }>(
    orm,
    sql`select to_json(array[${sql.join(asked, sql`, `)}]) as answers`,
  );
  return row!.answers;
}

/** As `found` of db/search/pages.ts has it: the index, the times, and what is looked at again. */
function draftOf(condition: Condition, asked: SQL[]): Draft {
  const { rest, times } = apart(condition);
  const { query, recheck } = compile(rest);
  const drafts = [
    // Nothing but words that no index has leaves nothing out.
    ...(query ? [draftOfQuery(query, asked, { is: 'all' })] : []),
    ...inTimes(times).map((program) => () => program),
    ...(recheck ? [draftOfRows(recheck, asked)] : []),
  ];
  return (answers) =>
    joined(
      'and',
      drafts.map((draft) => draft(answers)),
    );
}

function joined(is: 'and' | 'or', programs: Program[]): Program {
  if (is === 'or') return { is, of: programs };
  const of = programs.flatMap((program) =>
    program.is === 'and' ? program.of : program.is === 'all' ? [] : [program],
  );
  return of.length > 1 ? { is, of } : (of[0] ?? { is: 'all' });
}

const inTimes = (times: Times): Program[] =>
  (['from', 'before'] as const).flatMap((side) => {
    const at = times[side];
    return at ? [{ is: 'published' as const, side, at: at.getTime() }] : [];
  });

function draftOfRows(rows: Rows, asked: SQL[]): Draft {
  switch (rows.is) {
    case 'and':
    case 'or': {
      const sides = rows.of.map((side) => draftOfRows(side, asked));
      return (answers) =>
        joined(
          rows.is,
          sides.map((draft) => draft(answers)),
        );
    }
    case 'not': {
      const draft = draftOfRows(rows.of, asked);
      return (answers) => ({ is: 'not', of: draft(answers) });
    }
    case 'indexed':
      return draftOfQuery(rows.query, asked, { is: 'lexemes', query: null });
    case 'published':
      return () => ({ ...rows, at: rows.at.getTime() });
    case 'sentiment':
    case 'story':
      return () => rows;
    case 'atleast':
      return draftOfOften(rows, asked);
  }
}

/** @param empty what a query without lexemes means where it stands */
function draftOfQuery(query: SQL, asked: SQL[], empty: Program): Draft {
  const at = asked.push(sql`(${query})::text`) - 1;
  return (answers) => {
    const read = readTsquery(answers[at]!);
    return read ? { is: 'lexemes', query: read } : empty;
  };
}

function draftOfOften({ words, ...often }: Rows & { is: 'atleast' }, asked: SQL[]): Draft {
  if (words.is === 'near')
    return draftOfQuery(wordsQuery(words, often.part), asked, { is: 'lexemes', query: null });
  const stems = stemsInRow(words);
  const at =
    asked.push(
      sql`(select coalesce(json_agg(json_build_object('nth', nth, 'stem', stem, 'begun', lower(token)) order by nth), '[]')::text from (${stems}) as stems)`,
    ) - 1;
  return (answers) => {
    const stems: Stem[] = JSON.parse(answers[at]!);
    return { is: 'often', times: often.times, row: rowOf(stems, words), weights: weights[often.part] };
  };
}

interface Stem {
  nth: number;
  /** Null for a stop word. */
  stem: string | null;
  /** In small letters. */
  begun: string;
}

const rowOf = (stems: Stem[], words: Exclude<Words, { is: 'near' }>) =>
  stems.map(({ nth, stem, begun }) => ({
    ...{ nth, lexemes: stem === null ? [] : [stem] },
    prefix: isPrefix(words) ? begun : null,
  }));
