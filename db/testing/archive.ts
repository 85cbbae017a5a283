import { addEntries, saveRead } from '../articles.ts';
import type { Orm } from '../client.ts';
import { syncEntities } from '../entities.ts';
import { listFeeds, syncFeeds } from '../feeds.ts';
import { joinStory } from '../stories.ts';
import { saveTags } from '../tags.ts';

/** What a test wants an article to be; the rest is filled in. */
export interface SampleArticle {
  title: string;
  /** ISO time; also when it was found, unless that is later. */
  publishedAt: string;
  text?: string;
  url?: string | null;
  publisher?: string;
  language?: string;
  /** Entity id → sentiment, −1…1. */
  entities?: Record<string, number>;
}

const label = (score: number) => (score < 0 ? 'negative' : score > 0 ? 'positive' : 'neutral');

/** Puts finished articles into an archive through the functions that the pipeline uses. @returns their ids, in order */
export async function fillArchive(orm: Orm, samples: SampleArticle[], now: Date): Promise<number[]> {
  const publishers = [...new Set(samples.map(({ publisher = 'Example Wire' }) => publisher))];
  const feed = { family: 'wire', language: 'en', topics: ['export-controls'], interval: 1800 };
  const slug = (publisher: string) => publisher.toLowerCase().replaceAll(/\W+/g, '-');
  await syncFeeds(
    orm,
    publishers.map((publisher) => ({
      ...feed,
      id: slug(publisher),
      publisher,
      url: `https://example.com/${slug(publisher)}.xml`,
    })),
    now,
  );
  const ids = [...new Set(samples.flatMap(({ entities = {} }) => Object.keys(entities)))].filter(
    (id) => !id.includes('~'),
  );
  const entity = {
    type: 'company' as const,
    nameZh: null,
    aliases: [],
    tickers: [],
    wikidata: null,
    parentId: null,
  };
  await syncEntities(
    orm,
    ids.map((id) => ({ ...entity, id, name: id[0]?.toUpperCase() + id.slice(1) })),
  );
  const feeds = new Map((await listFeeds(orm)).map((row) => [row.publisher, row]));
  const added: number[] = [];
  for (const [n, sample] of samples.entries()) {
    const {
      title,
      publishedAt,
      text = `${title}.`,
      publisher = 'Example Wire',
      language = 'en',
      entities = {},
    } = sample;
    const url = sample.url === undefined ? `https://example.com/articles/${n}` : sample.url;
    const entry = {
      keys: [`id:${n}`] as [string],
      url,
      canonicalUrl: url,
      title,
      language,
      byline: [],
      summary: null,
      feedHtml: null,
      publishedAt: new Date(publishedAt),
    };
    const [id = 0] = await addEntries(orm, feeds.get(publisher)!, [entry], now);
    const read = {
      title,
      byline: [],
      language,
      text,
      words: text.split(' ').length,
      textSource: 'page' as const,
      textReason: null,
      image: null,
      section: null,
      paywalled: false,
      syndicatedFrom: null,
      publishedAt: new Date(publishedAt),
      updatedAt: null,
    };
    await saveRead(orm, id, read, { title, text }, now);
    const tags = Object.entries(entities).map(([entityId, score]) => ({
      entityId,
      score,
      label: label(score) as 'neutral',
    }));
    const mean = tags.reduce((sum, tag) => sum + tag.score, 0) / Math.max(1, tags.length);
    await saveTags(
      orm,
      id,
      {
        taggerVersion: 'test',
        language,
        sentiment: { score: mean, label: label(mean) as 'neutral' },
        mentions: tags.map((tag, i) => ({
          ...tag,
          field: 'title',
          startsAt: i,
          endsAt: i + 1,
          words: title.slice(i, i + 1),
          sentenceStart: 0,
          sentenceEnd: title.length,
          cues: ['cue'],
        })),
        entities: tags.map((tag) => ({ ...tag, mentions: 1, salience: 0.5 })),
        unlisted: tags
          .filter((tag) => tag.entityId.includes('~'))
          .map(({ entityId }) => ({ id: entityId, type: 'person', name: entityId })),
        topics: [{ id: 'export-controls', relevance: 0.5 }],
      },
      now,
    );
    await joinStory(orm, id, text, now);
    added.push(id);
  }
  return added;
}
