import { addEntries, saveRead } from '../../db/articles.ts';
import type { Orm } from '../../db/database.ts';
import { listFeeds } from '../../db/feeds.ts';
import { type ArticleTags, type Mention, saveTags } from '../../db/tags.ts';
import { placeAsCopy, placeBeside } from '../../db/testing/placed.ts';
import { searchWords } from '../search/words.ts';

/** What a test wants an article to be; the rest is filled in. */
export interface Written {
  title: string;
  text: string;
  publishedAt: string;
  /** null for an entry without address */
  url?: string | null;
  language?: string;
  /** id of a feed that is there already; `wire` when absent */
  feed?: string;
  /** articles of one name are copies of each other; by default the address, so that each is a story of its own */
  story?: string;
  /** an article of the story that this one belongs to in other words */
  follows?: number;
  byline?: string[];
  mentions?: Mention[];
  unlisted?: ArticleTags['unlisted'];
  tagged?: Pick<ArticleTags, 'sentiment' | 'entities'>;
  /** events, quotes, releases, topics and stance, where the test is about them */
  found?: Partial<Pick<ArticleTags, 'events' | 'quotes' | 'releases' | 'topics' | 'stance'>>;
  syndicatedFrom?: string;
}

/** Puts an article through all steps. @returns its id */
export async function addArticle(orm: Orm, written: Written): Promise<number> {
  const { title, text, language = 'en', byline = [] } = written;
  const [feed] = await listFeeds(orm, [written.feed ?? 'wire']);
  if (!feed) throw new Error('The feed is missing');
  const publishedAt = new Date(written.publishedAt);
  const url = written.url === undefined ? `https://wire.example/${encodeURIComponent(title)}` : written.url;
  const entry = { keys: [`title:${title}`] as [string], url, canonicalUrl: url, title, language, byline };
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
  await saveRead(orm, id, read, searchWords({ title, text }), foundAt);
  const tags = {
    taggerVersion: 'test-7',
    listVersion: 'list-7',
    language,
    mentions: written.mentions ?? [],
    unlisted: written.unlisted ?? [],
    topics: [{ id: 'export-controls', relevance: 0.8 }],
    ...{ events: [], quotes: [], releases: [], stance: 'none' as const },
    ...written.found,
    ...(written.tagged ?? { sentiment: { score: 0, label: 'neutral' as const }, entities: [] }),
  };
  await saveTags(orm, id, tags, foundAt);
  if (written.follows) await placeBeside(orm, id, written.follows, foundAt);
  else await placeAsCopy(orm, id, written.story ?? url ?? title, foundAt);
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
  return { entityId, words, ...place, label, score, cues, reason: null };
}
