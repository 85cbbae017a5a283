import type { Orm } from '../../../db/database.ts';
import { syncEntities } from '../../../db/entities.ts';
import { recordPoll, syncFeeds } from '../../../db/feeds.ts';

/** The moment at which the tests look at the archive. */
export const now = new Date('2026-03-10T12:00:00Z');

/** Adds two feeds and three entities, one belonging to another. */
export async function addFeedsAndEntities(orm: Orm): Promise<void> {
  const common = { family: 'trade-press', topics: ['export-controls'], interval: 1800 };
  const feeds = [
    { ...common, id: 'wire', url: 'https://wire.example/feed', publisher: 'The Wire', language: 'en' },
    { ...common, id: 'xinwen', url: 'https://xinwen.example/feed', publisher: '新闻社', language: 'zh' },
  ];
  await syncFeeds(orm, feeds, new Date('2025-12-01T00:00:00Z'));
  const entity = { nameZh: null, aliases: [], parentId: null, tickers: [], wikidata: null };
  await syncEntities(orm, [
    { ...entity, id: 'ascend', type: 'chip', name: 'Ascend', nameZh: '昇腾', parentId: 'huawei' },
    { ...entity, id: 'huawei', type: 'company', name: 'Huawei', nameZh: '华为', wikidata: 'Q160120' },
    { ...entity, id: 'nvidia', type: 'company', name: 'Nvidia', tickers: ['NVDA'], aliases: ['英伟达'] },
  ]);
}

/** Two polls of the wire, the last one failed. */
export async function addPolls(orm: Orm): Promise<void> {
  const poll = { feedId: 'wire', ms: 210, status: 200, entries: 20, added: 3, bytes: 40_000, reason: null };
  const nextPollAt = new Date('2026-03-10T12:20:00Z');
  await recordPoll(
    orm,
    { ...poll, at: new Date('2026-03-10T11:00:00Z'), outcome: 'entries' },
    { failures: 0, nextPollAt, state: 'ok' },
  );
  const reason = 'the host <b>did not answer</b>';
  await recordPoll(
    orm,
    { ...poll, at: new Date('2026-03-10T11:30:00Z'), outcome: 'failed', status: null, added: 0, reason },
    { failures: 1, nextPollAt, state: 'failing', reason },
  );
}
