import { addEntries, saveRead } from '../../db/articles.ts';
import type { Orm } from '../../db/database.ts';
import { syncEntities } from '../../db/entities.ts';
import { listFeeds, syncFeeds } from '../../db/feeds.ts';
import { saveTags } from '../../db/tags.ts';
import { searchWords } from '../search/words.ts';

/** An article as a test wants it, with the entities that it names, the most salient first. */
export interface Wire {
  name: string;
  feed: string;
  at: string;
  title: string;
  text: string;
  language?: string;
  entities: string[];
}

const listed =
  'The Commerce Department’s Bureau of Industry and Security added 36 Chinese chip companies to its Entity List on Tuesday, among them SMIC’s plants in Shenzhen and Beijing and a supplier of Huawei. ' +
  'The rule takes effect on 14 March and needs a licence for every shipment of American tools to them. Officials said the companies had helped Huawei to make its Ascend processors. ' +
  'SMIC said that it would study the notice and that its operations went on as before. Shares of the company fell 4.2% in Hong Kong, and those of Naura Technology 3.1%. ' +
  'Analysts at Bernstein expected orders worth $1.2 billion to be at risk over the next two years, most of them for etching and deposition tools.';
/** Four articles of one happening, one of them a copy, and one of another. */
export const wires: Wire[] = [
  {
    ...{ name: 'listed', feed: 'wire', at: '2025-03-04T14:00:00Z', entities: ['bis', 'smic', 'huawei'] },
    ...{ title: 'US adds 36 Chinese chip firms to Entity List', text: listed },
  },
  {
    ...{ name: 'copied', feed: 'courier', at: '2025-03-04T15:30:00Z', entities: ['bis', 'smic', 'huawei'] },
    ...{
      title: 'Washington blacklists 36 Chinese chipmakers',
      text: `${listed} This story was supplied by a wire service.`,
    },
  },
  {
    ...{ name: 'told', feed: 'herald', at: '2025-03-05T07:00:00Z', entities: ['smic', 'bis', 'huawei'] },
    title: 'SMIC shares slide after 36 firms join US Entity List',
    text:
      'Shares in SMIC slid 4.2% in Hong Kong on Wednesday after the Bureau of Industry and Security put 36 Chinese chip companies on its Entity List. The listed firms include SMIC’s plants in Shenzhen and Beijing, and a Huawei supplier. ' +
      'From 14 March American toolmakers need a licence to sell to them. Bernstein reckons $1.2 billion of orders is at risk; Naura Technology lost 3.1%.',
  },
  {
    ...{ name: 'other', feed: 'wire', at: '2025-03-05T09:00:00Z', entities: ['deepseek'] },
    title: 'DeepSeek opens its optimiser library',
    text: 'DeepSeek has published a library for training sparse models under the MIT licence. The laboratory in Hangzhou said that the code cuts memory by 18% on older accelerators. Developers praised the documentation, which is in Chinese and English.',
  },
  {
    ...{ name: 'later', feed: 'courier', at: '2025-03-06T10:00:00Z', entities: ['bis', 'smic'] },
    title: 'Entity List: what the 36 new names mean for SMIC',
    text:
      'The 36 names that the Bureau of Industry and Security added to the Entity List on Tuesday reach deep into SMIC’s supply of tools: its plants in Shenzhen and Beijing need a licence for every American part from 14 March. ' +
      'Bernstein puts the orders at risk at $1.2 billion. SMIC says its operations go on.',
  },
];

/** Puts an article into the archive, up to `tagged`. @returns its id */
export async function addTagged(
  orm: Orm,
  { name, feed: feedId, at, title, text, language = 'en', entities }: Wire,
  now: Date,
): Promise<number> {
  const [feed] = await listFeeds(orm, [feedId]);
  const [url, publishedAt] = [`https://${feedId}.example/${name}`, new Date(at)];
  const entry = { keys: [url] as [string], url, canonicalUrl: url, title, language, byline: [], publishedAt };
  const [id] = await addEntries(orm, feed!, [{ ...entry, summary: null, feedHtml: null }], now);
  const read = {
    ...{ title, byline: [], language, text, words: 100, textSource: 'page' as const, textReason: null },
    ...{ image: null, section: null, paywalled: false, syndicatedFrom: null, publishedAt, updatedAt: null },
  };
  await saveRead(orm, id!, read, searchWords({ title, text }), now);
  await saveTags(orm, id!, tagsOf(entities, language), now);
  return id!;
}

export const tagsOf = (entities: string[], language: string) => ({
  ...{ taggerVersion: '1', listVersion: '1', language, sentiment: { score: 0, label: 'neutral' as const } },
  ...{
    mentions: [],
    unlisted: [],
    topics: [],
    events: [],
    quotes: [],
    releases: [],
    stance: 'none' as const,
  },
  entities: entities.map((entityId, nth) => ({
    ...{ entityId, mentions: 1, salience: 0.8 - nth / 5, score: 0, label: 'neutral' as const },
  })),
});

/** The feeds and entities of {@link wires}. */
export async function addSources(orm: Orm, now: Date): Promise<void> {
  const feed = { family: 'wire', language: 'en', topics: ['export-controls'], interval: 1800 };
  await syncFeeds(
    orm,
    ['wire', 'courier', 'herald'].map((id) => ({
      ...feed,
      id,
      publisher: id,
      url: `https://e.org/${id}.xml`,
    })),
    now,
  );
  const entity = { nameZh: null, aliases: [], parentId: null, tickers: [], wikidata: null };
  const ids = ['huawei', 'smic', 'bis', 'deepseek'];
  await syncEntities(
    orm,
    ids.map((id) => ({ ...entity, id, name: id, type: 'company' as const })),
  );
}
