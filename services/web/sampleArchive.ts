import { addEntries, saveRead } from '../../db/articles.ts';
import type { Database, Orm } from '../../db/client.ts';
import { openInMemory } from '../../db/embedded.ts';
import { syncEntities } from '../../db/entities.ts';
import { listFeeds, recordPoll, syncFeeds } from '../../db/feeds.ts';
import { joinStory } from '../../db/stories.ts';
import { type ArticleTags, type Mention, saveTags } from '../../db/tags.ts';
import { searchableText } from '../search/words.ts';

/** The moment at which the tests look at the archive. */
export const now = new Date('2026-03-10T12:00:00Z');

interface Written {
  title: string;
  text: string;
  publishedAt: string;
  url?: string;
  language?: string;
  feed?: string;
  story?: string;
  byline?: string[];
  mentions?: Mention[];
  unlisted?: ArticleTags['unlisted'];
  tagged?: Pick<ArticleTags, 'sentiment' | 'entities'>;
  syndicatedFrom?: string;
}

/** A migrated database in memory without any row. */
export async function emptyArchive(): Promise<Database> {
  const db = await openInMemory();
  await db.migrate();
  return db;
}

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

/** Puts an article through all steps. @returns its id */
export async function addArticle(orm: Orm, written: Written): Promise<number> {
  const { title, text, language = 'en', byline = [] } = written;
  const [feed] = await listFeeds(orm, [written.feed ?? 'wire']);
  if (!feed) throw new Error('The feed is missing');
  const publishedAt = new Date(written.publishedAt);
  const url = written.url ?? `https://wire.example/${encodeURIComponent(title)}`;
  const entry = { keys: [url] as [string], url, canonicalUrl: url, title, language, byline };
  const foundAt = new Date(publishedAt.getTime() + 60_000);
  const [id] = await addEntries(
    orm,
    feed,
    [{ ...entry, summary: null, feedHtml: null, publishedAt }],
    foundAt,
  );
  if (id === undefined) throw new Error('The article was known already');
  const read = {
    ...{ title, byline, language, text, publishedAt },
    ...{ words: text.split(/\s+/).length, textSource: 'feed' as const, textReason: 'the page answered 403' },
    ...{ image: null, section: null, paywalled: false, updatedAt: null },
    syndicatedFrom: written.syndicatedFrom ?? null,
  };
  await saveRead(orm, id, read, { title: searchableText(title), text: searchableText(text) }, foundAt);
  const tags = {
    taggerVersion: 'test-7',
    language,
    mentions: written.mentions ?? [],
    unlisted: written.unlisted ?? [],
    topics: [{ id: 'export-controls', relevance: 0.8 }],
    ...(written.tagged ?? { sentiment: { score: 0, label: 'neutral' as const }, entities: [] }),
  };
  await saveTags(orm, id, tags, foundAt);
  await joinStory(orm, id, written.story ?? url, foundAt);
  return id;
}

/** A mention of `words` where they first stand in `field`. */
export function mentionOf(
  entityId: string,
  words: string,
  { title, text }: { title: string; text: string },
  field: Mention['field'],
  [label, score, cues]: [Mention['label'], number, string[]],
): Mention {
  const startsAt = (field === 'title' ? title : text).indexOf(words);
  const place = { field, startsAt, endsAt: startsAt + words.length, sentenceStart: 0, sentenceEnd: 1 };
  return { entityId, words, ...place, label, score, cues };
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
