import { asc, eq, sql } from 'drizzle-orm';
import { pino } from 'pino';
import type { Database, Orm } from '../../../db/database.ts';
import { syncEntities } from '../../../db/entities.ts';
import { syncFeeds } from '../../../db/feeds.ts';
import { alertsToLookAt, unmatchedArticles } from '../../../db/matches.ts';
import { alerts, channels, deliveries, matches, notices } from '../../../db/schema.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import type { NoticeContent } from '../../alert/notice.ts';
import { specSchema } from '../../alert/spec.ts';
import type { Told } from '../../alert/told.ts';
import { addArticle, type Written } from '../../testing/archive.ts';
import { eventIn, roleIn } from '../../testing/found.ts';
import { saveAlert } from '../alerts.ts';
import type { WatchContext } from '../context.ts';
import { lookAtAlert } from '../live/look.ts';
import { matchArticle } from '../live/match.ts';
import { createMatcher } from '../live/matcher.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** What a test wants of an article: whom it names (the most salient first), what it tells, and where. */
export interface Wanted extends Pick<Written, 'feed' | 'story' | 'follows' | 'language'> {
  title: string;
  text?: string;
  entities?: string[];
  /** Towards each of its entities. */
  score?: number;
  /** Events that its title tells of. */
  events?: { type: string; who?: string; certainty?: 'stated' | 'planned' | 'unconfirmed' | 'denied' }[];
}

/** An archive on a clock of its own, with alerts in it. */
export async function startWatching(start = '2026-03-02T12:00:00Z') {
  const db = await openTestDatabase();
  const clock = { ms: Date.parse(start) };
  const now = () => new Date(clock.ms);
  await addSources(db, now());
  const process = (): WatchContext => ({
    ...{ orm: db.orm, matcher: createMatcher(db.orm), log: pino({ level: 'silent' }), now },
  });
  let ctx = process();

  /** Puts an article through all steps but the last. @returns its id */
  const write = (wanted: Wanted) => addArticle(db.orm, writtenOf(wanted, clock.ms));
  const show = (id: number) => matchArticle(ctx, id);
  return {
    ...{ db, orm: db.orm, clock, now, process, write, show },
    /** Begins anew, with nothing but feeds and entities: sooner done than another database. */
    reset: async () => {
      await db.orm.execute(
        sql`truncate articles, stories, alerts, channels, publisher_rights restart identity cascade`,
      );
      await db.orm.execute(sql`update keys set revoked = false`);
      clock.ms = Date.parse(start);
      ctx = process();
    },
    /** Lets an article arrive and shows it to alerts. @returns its id */
    arrive: async (wanted: Wanted) => {
      const id = await write(wanted);
      await show(id);
      return id;
    },
    addAlert: ({
      query,
      channels = [],
      ...spec
    }: {
      query: string;
      channels?: number[];
      [part: string]: unknown;
    }) => saveAlert(db.orm, 'local', { name: 'Chips', query, channels, ...specSchema.parse(spec) }, now()),
    addChannel: async (name = 'hook') => {
      const row = { owner: 'local', kind: 'webhook' as const, name, target: {}, madeAt: now() };
      return (await db.orm.insert(channels).values(row).returning())[0]!.id;
    },
    /** Moves the clock, and looks at every alert when its time comes. */
    wait: async (ms: number) => {
      const end = clock.ms + ms;
      for (;;) {
        for (const id of await alertsToLookAt(db.orm, now(), 100)) await lookAtAlert(ctx, id);
        const next = await nextLook(db);
        if (clock.ms === end) return;
        clock.ms = next === null ? end : Math.min(end, Math.max(next, clock.ms + 1));
      }
    },
    look: (id: number) => lookAtAlert(ctx, id),
    matchesOf: async (alertId: number) => {
      const rows = await db.orm
        .select()
        .from(matches)
        .where(eq(matches.alertId, alertId))
        .orderBy(asc(matches.id));
      return rows.map((row) => ({ ...row, told: row.told as Told }));
    },
    noticesOf: async (alertId: number) => {
      const rows = await db.orm
        .select()
        .from(notices)
        .where(eq(notices.alertId, alertId))
        .orderBy(asc(notices.id));
      return rows.map((row) => ({ ...row, content: row.content as NoticeContent }));
    },
    deliveries: () => db.orm.select().from(deliveries).orderBy(asc(deliveries.id)),
    /** The database, but every transaction fails when all of it is done. */
    unplugged: (): Orm =>
      new Proxy(db.orm, {
        get: (real, name) => {
          if (name !== 'transaction') return Reflect.get(real, name);
          return (act: (tx: unknown) => Promise<unknown>) =>
            real.transaction(async (tx) => {
              await act(tx);
              throw new Error('pulled the plug');
            });
        },
      }),
    waiting: () => unmatchedArticles(db.orm, new Date(clock.ms + day), 1000),
    close: () => db.close(),
  };
}
export type Watching = Awaited<ReturnType<typeof startWatching>>;

async function nextLook({ orm }: Database): Promise<number | null> {
  const rows = await orm.select({ at: alerts.lookAt }).from(alerts).where(eq(alerts.paused, false));
  const times = rows.flatMap(({ at }) => at?.getTime() ?? []);
  return times.length > 0 ? Math.min(...times) : null;
}

async function addSources({ orm }: Database, now: Date): Promise<void> {
  const feed = { language: 'en', topics: ['export-controls'], interval: 1800 };
  const feeds = [
    { id: 'wire', publisher: 'Example Wire', family: 'wire' },
    { id: 'courier', publisher: 'The Courier', family: 'trade-press' },
    { id: 'herald', publisher: 'The Herald', family: 'general-press' },
  ];
  await syncFeeds(
    orm,
    feeds.map((each) => ({ ...feed, ...each, url: `https://${each.id}.example/feed` })),
    now,
  );
  const entity = { nameZh: null, aliases: [], parentId: null, tickers: [], wikidata: null };
  await syncEntities(orm, [
    { ...entity, id: 'huawei', type: 'company', name: 'Huawei', nameZh: '华为' },
    { ...entity, id: 'ascend', type: 'chip', name: 'Ascend', nameZh: '昇腾', parentId: 'huawei' },
    { ...entity, id: 'nvidia', type: 'company', name: 'Nvidia', nameZh: '英伟达' },
    { ...entity, id: 'smic', type: 'company', name: 'SMIC', nameZh: '中芯国际' },
    { ...entity, id: 'bis', type: 'agency', name: 'Bureau of Industry and Security' },
  ]);
}

function writtenOf({ title, entities = [], score = 0, events = [], ...wanted }: Wanted, ms: number): Written {
  const text = wanted.text ?? `${title}. ${entities.join(', ')} were named on Monday, officials said.`;
  const label = score < 0 ? ('negative' as const) : score > 0 ? ('positive' as const) : ('neutral' as const);
  const found = events.map(({ type, who, certainty = 'stated' }) => {
    const words = title.split(' ')[0]!;
    return eventIn(title, {
      ...{ field: 'title', type, words, certainty, fromDay: '2026-03-02', toDay: '2026-03-02' },
      who: who ? [roleIn(title, who, words, 'target', -1)] : [],
    });
  });
  return {
    ...wanted,
    ...{ title, text, publishedAt: new Date(ms - minute).toISOString() },
    url: `https://news.example/${encodeURIComponent(title)}/${wanted.feed ?? 'wire'}`,
    found: { events: found },
    tagged: {
      sentiment: { score, label },
      entities: entities.map((entityId, nth) => ({
        ...{ entityId, mentions: 2, salience: 0.9 - nth / 10, score, label },
      })),
    },
  };
}
