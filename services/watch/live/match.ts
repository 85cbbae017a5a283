import { articleFacts } from '../../../db/articleFacts.ts';
import type { Orm } from '../../../db/database.ts';
import { byOwner } from '../../../db/found.ts';
import {
  type EarlierMatch,
  earlierMatches,
  isPlacedAs,
  takeUnmatched,
  waitsForAlerts,
} from '../../../db/matches.ts';
import { namesOf } from '../../../db/names.ts';
import { storySoFar } from '../../../db/storySoFar.ts';
import { type ToldOfArticle, toldOfArticle } from '../../../db/told.ts';
import { holdAlerts, lookSooner, type Muted, mutesOf } from '../../../db/watched.ts';
import type { Facts } from '../../alert/facts.ts';
import { judge } from '../../alert/gates/numbers.ts';
import type { StorySoFar } from '../../alert/story.ts';
import type { Numbers } from '../../alert/told.ts';
import { decide } from '../../alert/triggers/decide.ts';
import type { Fire } from '../../alert/triggers/fire.ts';
import { plainName } from '../../alert/triggers/why.ts';
import { askedBy } from '../asked.ts';
import type { WatchContext } from '../context.ts';
import { soonestLook } from './memory.ts';
import { isMuted } from './muted.ts';
import { type Found, type ToldOrHeld, tellOrHold } from './tell.ts';
import { byArticle, readable, type Watched } from './watched.ts';

/** An article that alerts may be for, with all that is known of it. */
interface Concerned {
  facts: Facts;
  /** When it came to the archive: to alerts that were made later an edit of it is no news. */
  finishedAt: Date;
  alertIds: number[];
  story: StorySoFar | null;
  told: ToldOfArticle;
  /** Of entities that its events name. */
  names: Map<string, string>;
}

const nobody: ToldOrHeld = { told: 0, held: 0, muted: 0, channels: [] };

/**
 * Shows a finished article to alerts, once: what they find in it, who is told of it and that it was shown are written in
 * one transaction.
 *
 * @returns null when there was nothing to show
 */
export async function matchArticle(ctx: WatchContext, articleId: number): Promise<ToldOrHeld | null> {
  for (;;) {
    const waiting = await waitsForAlerts(ctx.orm, articleId);
    if (!waiting) return null;
    const { since, any, finishedAt } = waiting;
    const concerned = any ? await concerning(ctx, articleId, finishedAt) : null;
    if (!concerned) return (await takeUnmatched(ctx.orm, articleId, since)) ? nobody : null;
    const shown = await ctx.orm
      .transaction(async (tx) =>
        (await takeUnmatched(tx, articleId, since)) ? show(tx, concerned, ctx.now()) : null,
      )
      .catch(unlessMoved);
    if (shown !== 'moved') return shown;
  }
}

/** Since it was read, the article went to another story, which alerts may have been told of. */
class MovedError extends Error {}

function unlessMoved(error: unknown): 'moved' {
  if (error instanceof MovedError) return 'moved';
  throw error;
}

/** @returns null when no alert is for the article */
async function concerning(
  { orm, matcher, now }: WatchContext,
  articleId: number,
  finishedAt: Date,
): Promise<Concerned | null> {
  const [facts] = await articleFacts(orm, [articleId]);
  // A copy says what its original said.
  if (!facts || facts.copyOf !== null) return null;
  const alertIds = await matcher.matching(facts, now());
  const told = alertIds.length > 0 ? await toldOfArticle(orm, articleId) : null;
  if (!told) return null;
  const named = facts.events.flatMap(({ who, instrumentId }) => [
    ...who,
    ...(instrumentId ? [instrumentId] : []),
  ]);
  const [story, names] = [await storySoFar(orm, articleId), await namesOf(orm, named)];
  return { facts, finishedAt, alertIds, told, story, names };
}

async function show(tx: Orm, concerned: Concerned, now: Date): Promise<ToldOrHeld> {
  const alerts = readable(await holdAlerts(tx, concerned.alertIds));
  // Asked once the alerts are held: who tells them of that story as well has told them by now, or waits.
  if (!(await isPlacedAs(tx, concerned.facts))) throw new MovedError();
  const others = alerts.filter((alert) => !byArticle(alert));
  await lookSooner(
    tx,
    others.map((alert) => ({ id: alert.id, at: soonestLook(alert, concerned.facts, now) })),
  );
  const older = alerts.filter((alert) => byArticle(alert) && alert.madeAt <= concerned.finishedAt);
  return tellOrHold(tx, await findings(tx, older, concerned, now), now);
}

/** What alerts find in an article that their queries found. */
async function findings(tx: Orm, alerts: Watched[], concerned: Concerned, now: Date): Promise<Found[]> {
  const { facts, story, names } = concerned;
  const ids = alerts.map(({ id }) => id);
  const earlier = groupedByAlert(facts.storyId === null ? [] : await earlierMatches(tx, ids, facts.storyId));
  const mutes = groupedByAlert(await mutesOf(tx, ids, now));
  const { fresh, numbersFor } = judge(facts, story);
  const nameOf = (id: string) => names.get(id) ?? plainName(id);
  return alerts.flatMap((alert) => {
    const numbers = numbersFor(askedBy(alert));
    const past = earlier.get(alert.id) ?? [];
    const decided = decide({ spec: alert.spec, facts, numbers, story, fresh, past, now, nameOf });
    if ('not' in decided) return [];
    return [foundBy(alert, concerned, decided, numbers, mutes.get(alert.id) ?? [], now)];
  });
}

function foundBy(
  alert: Watched,
  { facts, told }: Concerned,
  { about, kind, why }: Fire,
  numbers: Numbers,
  mutes: Muted[],
  now: Date,
): Found {
  return {
    ...{ alert, about, articleId: facts.id, muted: isMuted(facts, askedBy(alert), mutes) },
    told: { kind, why, matchedAt: now.toISOString(), ...told, numbers },
  };
}

const groupedByAlert = <Row extends EarlierMatch | Muted>(rows: readonly Row[]): Map<number, Row[]> =>
  byOwner(
    rows,
    ({ alertId }) => alertId,
    (row) => row,
  );
