import { articleFacts } from '../../../db/articleFacts.ts';
import type { Orm } from '../../../db/database.ts';
import { heldArticles, heldMatches, muteHeld } from '../../../db/matches.ts';
import { addNotices } from '../../../db/notices.ts';
import { channelsOf, holdAlerts, lastDigestAt, lookNoMore, mutesOf, noteLook } from '../../../db/watched.ts';
import { mostTold } from '../../alert/notice.ts';
import { heldUntil } from '../../alert/rhythm/heldUntil.ts';
import { noticeOf } from '../../alert/rhythm/notice.ts';
import { toldSchema } from '../../alert/told.ts';
import type { Fire, Looked } from '../../alert/triggers/fire.ts';
import { askedBy } from '../asked.ts';
import { compileAlert } from '../compile.ts';
import type { WatchContext } from '../context.ts';
import { lookByFigures } from './figures.ts';
import { memoryOf } from './memory.ts';
import { isMuted } from './muted.ts';
import { addFound, type Found, toldLately } from './tell.ts';
import { byArticle, readable, type Watched } from './watched.ts';

/** What a look at an alert came to. */
export interface LookedAt {
  fired: boolean;
  /** Matches that were told. */
  told: number;
  /** Through which something is to be sent now. */
  channels: number[];
}

/**
 * Looks at an alert whose time has come: whether its numbers fire it, and whether what it holds may be told. All of it in
 * one transaction that holds the alert, so that two processes tell nothing twice.
 *
 * @returns null when it is not its time
 */
export const lookAtAlert = (ctx: WatchContext, alertId: number): Promise<LookedAt | null> =>
  ctx.orm.transaction(async (tx) => {
    const now = ctx.now();
    const [alert] = readable(await holdAlerts(tx, [alertId]));
    // Its owner is gone, or a later Chipwire made it.
    if (!alert) await lookNoMore(tx, alertId);
    return alert?.lookAt && alert.lookAt <= now ? look(tx, alert, now) : null;
  });

async function look(tx: Orm, alert: Watched, now: Date): Promise<LookedAt> {
  const looked = await byFigures(tx, alert, now);
  const fired = looked?.fire ? await addFound(tx, [foundBy(alert, looked.fire, now)], now) : [];
  const held = await tellHeld(tx, alert, now);
  const memory = looked ? { trigger: looked.memory, lookedAt: now.toISOString() } : {};
  await noteLook(tx, alert.id, { memory, lookAt: soonest(looked?.lookAt ?? null, held.lookAt) });
  return { fired: fired.length > 0, told: held.told, channels: held.channels };
}

/** @returns null where one article fires the alert, and where its query can’t be read any more */
async function byFigures(tx: Orm, alert: Watched, now: Date): Promise<Looked | null> {
  if (byArticle(alert)) return null;
  const compiled = await compileAlert(tx, alert.query, now);
  if ('faults' in compiled) return null;
  return lookByFigures(tx, alert, compiled.condition, memoryOf(alert).trigger, now);
}

const foundBy = (alert: Watched, { about, kind, why }: Fire, now: Date): Found => ({
  ...{ alert, about, articleId: null, muted: false },
  told: {
    ...{ kind, why, matchedAt: now.toISOString() },
    ...{ storyId: null, publishers: null, article: null, numbers: null },
  },
});

type Held = Awaited<ReturnType<typeof heldMatches>>;

/** What was muted since it was found is told to nobody either. */
async function withoutMuted(tx: Orm, alert: Watched, held: Held, now: Date): Promise<Held> {
  const mutes = await mutesOf(tx, [alert.id], now);
  if (mutes.length === 0) return held;
  const facts = await articleFacts(tx, await heldArticles(tx, alert.id));
  const muted = facts.filter((each) => isMuted(each, askedBy(alert), mutes)).map(({ id }) => id);
  await muteHeld(tx, alert.id, muted);
  return heldMatches(tx, alert.id, mostTold);
}

/** Tells what an alert holds in one notice, if it may. @returns with it when to look again */
async function tellHeld(tx: Orm, alert: Watched, now: Date) {
  const held = await heldMatches(tx, alert.id, mostTold);
  const nothing = { told: 0, channels: [] as number[], lookAt: null };
  if (!held.since) return nothing;
  const told = (await toldLately(tx, [alert], now)).get(alert.id) ?? [];
  const { rhythm, priority } = alert.spec;
  const at = heldUntil({ rhythm, priority, now, told }, held.since);
  if (at !== 'now') return { ...nothing, lookAt: at };
  const { newest, ids } = await withoutMuted(tx, alert, held, now);
  if (ids.length === 0) return nothing;
  const kind = rhythm.every === 'match' ? ('match' as const) : ('digest' as const);
  const channelIds = (await channelsOf(tx, [alert.id])).get(alert.id) ?? [];
  const content = noticeOf({
    ...{ alert, kind, now, more: ids.length - newest.length },
    matches: newest.map((match) => ({ ...toldSchema.parse(match.told), matchId: match.id })),
    since: kind === 'digest' ? ((await lastDigestAt(tx, alert.id)) ?? alert.madeAt) : null,
  });
  const notice = { owner: alert.owner, alertId: alert.id, kind, content, matchIds: ids, channelIds };
  await addNotices(tx, [notice], now);
  return { told: ids.length, channels: channelIds, lookAt: null };
}

const soonest = (a: Date | null, b: Date | null) => (a && b ? (a < b ? a : b) : (a ?? b));
