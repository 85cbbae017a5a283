import type { Orm } from '../../../db/database.ts';
import { addMatches } from '../../../db/matches.ts';
import { addNotices } from '../../../db/notices.ts';
import { channelsOf, lookSooner, noticesSince } from '../../../db/watched.ts';
import { noticeOf } from '../../alert/rhythm/notice.ts';
import { tellAt } from '../../alert/rhythm/tellAt.ts';
import type { Told } from '../../alert/told.ts';
import type { Watched } from './watched.ts';

/** What an alert found. */
export interface Found {
  alert: Watched;
  about: string;
  articleId: number | null;
  told: Told;
  muted: boolean;
}

export interface ToldOrHeld {
  told: number;
  held: number;
  muted: number;
  /** Through which something is to be sent now. */
  channels: number[];
}

/**
 * Writes what alerts found, tells at once what their rhythm allows, and holds the rest until its time; nothing where the
 * same was found before. The caller holds the alerts.
 */
export async function tellOrHold(tx: Orm, found: readonly Found[], now: Date): Promise<ToldOrHeld> {
  const added = await addFound(tx, found, now);
  const heard = added.filter(({ muted }) => !muted);
  const lately = await toldLately(
    tx,
    heard.map(({ alert }) => alert),
    now,
  );
  const timed = heard.map((match) => ({ ...match, at: timeOf(match.alert, lately, now) }));
  const later = timed.flatMap(({ alert, at }) => (at === 'now' ? [] : [{ id: alert.id, at }]));
  await lookSooner(tx, later);
  const atOnce = timed.filter(({ at }) => at === 'now');
  const channels = await tellEach(tx, atOnce, now);
  return { told: atOnce.length, held: later.length, muted: added.length - heard.length, channels };
}

/** Writes what alerts found, to be told later or never. @returns what is new, with its ids */
export async function addFound(
  tx: Orm,
  found: readonly Found[],
  now: Date,
): Promise<(Found & { id: number })[]> {
  const rows = found.map(({ alert, muted, about, articleId, told }) => ({
    ...{ alertId: alert.id, about, articleId, told, storyId: told.storyId },
    state: muted ? ('muted' as const) : ('held' as const),
  }));
  const ids = new Map(
    (await addMatches(tx, rows, now)).map((row) => [keyOf(row.alertId, row.about), row.id]),
  );
  return found.flatMap((match) => {
    const id = ids.get(keyOf(match.alert.id, match.about));
    return id === undefined ? [] : [{ ...match, id }];
  });
}

const keyOf = (alertId: number, about: string) => `${alertId} ${about}`;

/** When alerts told something within the minutes that their throttle counts. */
export async function toldLately(
  tx: Orm,
  alerts: readonly Watched[],
  now: Date,
): Promise<Map<number, Date[]>> {
  const asked = alerts.flatMap(({ id, spec: { rhythm } }) => {
    if (!rhythm.throttle) return [];
    const { most, minutes } = rhythm.throttle;
    return [{ alertId: id, since: new Date(now.getTime() - minutes * 60_000), most }];
  });
  return noticesSince(tx, asked);
}

const timeOf = ({ id, spec }: Watched, lately: Map<number, Date[]>, now: Date) =>
  tellAt({ rhythm: spec.rhythm, priority: spec.priority, now, told: lately.get(id) ?? [] });

/** A notice for each match. @returns the channels that they go through */
async function tellEach(tx: Orm, matches: readonly (Found & { id: number })[], now: Date): Promise<number[]> {
  const channels = await channelsOf(
    tx,
    matches.map(({ alert }) => alert.id),
  );
  const notices = matches.map(({ id, alert, told }) => ({
    ...{ owner: alert.owner, alertId: alert.id, kind: 'match' as const, matchIds: [id] },
    channelIds: channels.get(alert.id) ?? [],
    content: noticeOf({
      ...{ alert, kind: 'match', now, more: 0 },
      matches: [{ ...told, matchId: id }],
    }),
  }));
  await addNotices(tx, notices, now);
  return [...new Set(notices.flatMap(({ channelIds }) => channelIds))];
}
