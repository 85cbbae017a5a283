import { and, gte, lt, not, or, type SQL, sql } from 'drizzle-orm';
import type { Comparison, Condition, Words } from '../condition.ts';
import { articleEntities, articles } from '../schema.ts';
import { inStory } from '../storyPlacements.ts';
import { rowOf, weights, wordsQuery } from './lexemes.ts';

/** What articles must fulfil, each looked at by itself. */
export type Rows =
  | { is: 'and' | 'or'; of: Rows[] }
  | { is: 'not'; of: Rows }
  /** Its index fulfils a tsquery. */
  | { is: 'indexed'; query: SQL }
  | Often
  | (Condition & { is: 'sentiment' | 'published' | 'story' });
type Often = Condition & { is: 'atleast' };

/** The same as a condition of SQL on articles; null where what it asks for is not known of an article. */
export function holding(rows: Rows): SQL {
  switch (rows.is) {
    case 'and':
      return and(...rows.of.map(holding)) ?? sql`true`;
    case 'or':
      return or(...rows.of.map(holding)) ?? sql`false`;
    case 'not':
      return not(holding(rows.of));
    case 'indexed':
      return sql`${articles.search} @@ ${rows.query}`;
    case 'sentiment':
      return sentiment(rows);
    case 'published':
      return (rows.side === 'from' ? gte : lt)(articles.publishedAt, rows.at);
    case 'story':
      return inStory(rows.id);
    case 'atleast':
      return standsOften(rows);
  }
}

function sentiment({ towards, comparison, score }: Condition & { is: 'sentiment' }): SQL {
  const compared = sql`${signs[comparison]} ${score}::real`;
  return towards
    ? sql`exists (select 1 from ${articleEntities} ae where ae.article_id = ${articles.id} and ae.entity_id = ${towards} and ae.score ${compared})`
    : sql`${articles.sentimentScore} ${compared}`;
}

const signs: Record<Comparison, SQL> = {
  '<': sql`<`,
  '<=': sql`<=`,
  '>': sql`>`,
  '>=': sql`>=`,
  '=': sql`=`,
};

/** Counts the places where the words begin, from what the index knows of each word (256 places at most). */
function standsOften({ times, words, part }: Often): SQL {
  if (words.is === 'near') return sql`${articles.search} @@ ${wordsQuery(words, part)}`;
  const asked = sql`(${stemsInRow(words)})`;
  const same = isPrefix(words)
    ? sql`(s.lexeme = asked.stem or starts_with(s.lexeme, lower(asked.token)))`
    : sql`s.lexeme = asked.stem`;
  const inPart = part === 'anywhere' ? sql`true` : sql`place.weight = ${weights[part]}`;
  return sql`(select count(*) from (
    select place.at - asked.nth from ${asked} as asked join unnest(${articles.search}) as s on ${same},
      unnest(s.positions, s.weights) as place(at, weight)
    where ${inPart} group by 1
    having count(distinct asked.nth) = (select count(stem) from ${asked} as stems)) as starts) >= ${times}`;
}

type Row = Exclude<Words, { is: 'near' }>;

/** `token`, `nth` and `stem` of the words of a row, in order; stop words have no stem. */
export function stemsInRow(words: Row): SQL {
  return sql`select token, nth, (tsvector_to_array(to_tsvector('english', token)))[1] as stem
    from unnest(${textArray(rowOf(words))}) with ordinality as t(token, nth)`;
}

/** Whether lexemes count that begin with a token, beside those of its stem. */
export function isPrefix(words: Row): boolean {
  const tokens = rowOf(words);
  return words.is === 'prefix' || (tokens.length === 1 && /^[^\x00-\x7f]$/u.test(tokens[0] ?? ''));
}

/** An array of texts, each a parameter. */
const textArray = (texts: string[]): SQL =>
  sql`array[${sql.join(
    texts.map((text) => sql`${text}`),
    sql`, `,
  )}]::text[]`;
