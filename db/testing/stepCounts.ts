import { count, countDistinct, eq, sql } from 'drizzle-orm';
import { countSteps } from '../articles.ts';
import type { Orm } from '../database.ts';
import {
  alertChannels,
  articleEntities,
  articles,
  deliveries,
  entries,
  matches,
  mentions,
  notices,
  stories,
} from '../schema.ts';

/** What each step of the pipeline has made, and what of it does not add up: those numbers are 0 at any moment. */
export interface StepCounts {
  /** Articles by step. */
  articles: Awaited<ReturnType<typeof countSteps>>;
  /** Pairs of a feed and an article that it has shown. */
  shown: number;
  /** Tagged articles with other than one set of mentions of one version (the harness’s pages all have some), or other sums by entity. */
  mistagged: number;
  /** Stories that count other articles than they have. */
  miscounted: number;
  /** Finished articles that no search would find. */
  unindexed: number;
  /** Matches that say they were told of and have no notice. */
  untold: number;
  /** Notices with other deliveries than their alert has channels. */
  misdelivered: number;
  /** By alert, as they were told. */
  alerts: { alertId: number; matches: number; notices: number; deliveries: number }[];
  /** Numbers of all notices, rising. */
  noticeIds: number[];
}

export async function stepCountsOf(orm: Orm): Promise<StepCounts> {
  const [shown] = await orm
    .select({ n: countDistinct(sql`(${entries.feedId}, ${entries.articleId})`) })
    .from(entries);
  const ids = await orm.select({ id: notices.id }).from(notices).orderBy(notices.id);
  return {
    articles: await countSteps(orm),
    shown: shown!.n,
    mistagged: await orm.$count(articles, mistagged),
    miscounted: await orm.$count(stories, miscounted),
    unindexed: await orm.$count(articles, unindexed),
    untold: await orm.$count(matches, sql`${matches.state} = 'told' and ${matches.noticeId} is null`),
    misdelivered: await orm.$count(notices, misdelivered),
    alerts: await toldByAlert(orm),
    noticeIds: ids.map(({ id }) => id),
  };
}

const mentionsOf = sql`(select count(*) from ${mentions} where ${mentions.articleId} = ${articles.id})`;
const ofItsVersion = sql`(select count(*) from ${mentions}
  where ${mentions.articleId} = ${articles.id} and ${mentions.taggerVersion} = ${articles.taggerVersion})`;
const summed = sql`(select coalesce(sum(${articleEntities.mentions}), 0) from ${articleEntities}
  where ${articleEntities.articleId} = ${articles.id})`;
const mistagged = sql`${articles.step} in ('tagged', 'clustered')
  and (${articles.taggerVersion} is null or (${ofItsVersion} = 0 and ${articles.textSource} = 'page')
    or ${ofItsVersion} <> ${mentionsOf} or ${summed} <> ${mentionsOf})`;

const miscounted = sql`${stories.articles} <>
  (select count(*) from ${articles} where ${articles.storyId} = ${stories.id})`;

const unindexed = sql`${articles.step} = 'clustered'
  and (${articles.search} is null or ${articles.facets} is null or ${articles.storyId} is null)`;

const misdelivered = sql`(select count(*) from ${deliveries} where ${deliveries.noticeId} = ${notices.id}) <>
  (select count(*) from ${alertChannels} where ${alertChannels.alertId} = ${notices.alertId})`;

async function toldByAlert(orm: Orm): Promise<StepCounts['alerts']> {
  const told = await orm
    .select({ alertId: matches.alertId, matches: count(), notices: countDistinct(matches.noticeId) })
    .from(matches)
    .where(eq(matches.state, 'told'))
    .groupBy(matches.alertId)
    .orderBy(matches.alertId);
  const sent = await orm
    .select({ alertId: notices.alertId, n: count() })
    .from(deliveries)
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .groupBy(notices.alertId);
  const sentOf = new Map(sent.map(({ alertId, n }) => [alertId, n]));
  return told.map((alert) => ({ ...alert, deliveries: sentOf.get(alert.alertId) ?? 0 }));
}
