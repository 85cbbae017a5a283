import { type SQL, sql } from 'drizzle-orm';
import { toldEarly } from './articleFacts.ts';
import type { Orm } from './database.ts';
import { articleEntities, articles, eventRoles, events, firstTags, mentions } from './schema.ts';

/**
 * Keeps what a finished article’s tags say before others take their place: what alerts have seen. Those that are kept
 * already stay, so that what is kept was first. In the transaction that replaces them, ahead of it; like all that
 * writes tags, it takes the article’s row first.
 */
export async function keepFirstTags(tx: Orm, articleId: number, now: Date): Promise<void> {
  await tx.execute(sql`
    insert into ${firstTags} (article_id, until, tagger_version, list_version, keys, sentiment_score, relevance, stance,
      towards, events)
    select ${articles.id}, ${now.toISOString()}::timestamptz, ${articles.taggerVersion}, ${articles.listVersion},
      array(select lexeme from unnest(${articles.search}) where starts_with(lexeme, '@')),
      ${articles.sentimentScore}, ${articles.relevance}, ${articles.stance}, ${towards}, ${told}
    from ${articles} where ${articles.id} = ${articleId} and ${articles.step} = 'clustered'
    for update
    on conflict do nothing`);
}

/** The same before a new version of its text takes the place of the first one; its words are kept as well. */
export async function keepFirstWords(tx: Orm, articleId: number, now: Date): Promise<void> {
  await keepFirstTags(tx, articleId, now);
  await tx.execute(sql`
    update ${firstTags} set words = ts_filter(coalesce(${articles.search}, ''), '{a,b,c,d}')
    from ${articles} where ${articles.id} = ${articleId} and ${firstTags.articleId} = ${articleId}
      and ${firstTags.words} is null`);
}

const inTitle = sql`exists (select 1 from ${mentions} m
  where m.article_id = ae.article_id and m.entity_id = ae.entity_id and m.field = 'title')`;
const towards: SQL = sql`(select coalesce(jsonb_agg(jsonb_build_object('id', ae.entity_id, 'score', ae.score,
    'salience', ae.salience, 'inTitle', ${inTitle}) order by ae.salience desc, ae.entity_id), '[]')
  from ${articleEntities} ae where ae.article_id = ${articles.id})`;
const who = sql`(select coalesce(jsonb_agg(r.entity_id order by r.nth), '[]') from ${eventRoles} r
  where r.article_id = e.article_id and r.event_nth = e.nth)`;
const told: SQL = sql`(select coalesce(jsonb_agg(jsonb_build_object('type', e.type, 'certainty', e.certainty,
    'stance', e.stance, 'instrumentId', e.instrument_id, 'who', ${who}, 'inTitle', e.field = 'title',
    'early', ${toldEarly('e')}) order by e.nth), '[]')
  from ${events} e where e.article_id = ${articles.id})`;
