import type { Orm } from '../../../db/database.ts';
import { syncEntities } from '../../../db/entities.ts';
import { syncFeeds } from '../../../db/feeds.ts';
import { addArticle, type Written } from '../../testing/archive.ts';
import { eventIn, quoteIn, releaseIn, roleIn } from '../../testing/found.ts';
import { now } from '../testing/sampleArchive.ts';

/** An article’s tags: the sentiment towards each entity. */
const tagged = (scores: Record<string, number>) => ({
  sentiment: { score: 0, label: 'neutral' as const },
  entities: Object.entries(scores).map(([entityId, score]) => ({
    ...{ entityId, score, mentions: 1, salience: 0.5 },
    label: score > 0.2 ? ('positive' as const) : score < -0.2 ? ('negative' as const) : ('neutral' as const),
  })),
});

const listing =
  'Washington put Huawei on the Entity List, officials said. “It is a threat,” said <Ye> Kejiang. ' +
  'Huawei: “We disagree.” DeepSeek V3 has 671 billion parameters. The diffusion rule is dead.';

/** What is hostile or long in the archive. */
export const hostileName = '"><img src=x onerror=alert(1)>';
export const longName =
  'Subcommittee on Emerging Semiconductor Supply Chains, Export Enforcement and Allied Coordination';

/**
 * Fourteen months on Huawei and its Ascend, and less on others: a listing on 2 March 2026 that two publishers tell,
 * an article a week or so, and in the year before fewer.
 *
 * @returns ids of the articles that tell of the listing
 */
export async function addEntityArchive(orm: Orm): Promise<{ listing: number; second: number; off: number }> {
  const feed = { family: 'wire', language: 'en', topics: ['export-controls'], interval: 1800 };
  await syncFeeds(
    orm,
    [
      { ...feed, id: 'wire', publisher: 'The Wire', url: 'https://wire.example/feed' },
      { ...feed, id: 'post', publisher: 'The "Post"', url: 'https://post.example/feed' },
    ],
    now,
  );
  const entity = { nameZh: null, aliases: [], parentId: null, tickers: [], wikidata: null };
  await syncEntities(orm, [
    {
      ...entity,
      id: 'huawei',
      type: 'company',
      name: 'Huawei',
      nameZh: '华为',
      aliases: ['HW'],
      wikidata: 'Q160120',
    },
    { ...entity, id: 'ascend', type: 'chip', name: 'Ascend', nameZh: '昇腾', parentId: 'huawei' },
    { ...entity, id: 'ascend-910', type: 'chip', name: 'Ascend 910', parentId: 'ascend' },
    { ...entity, id: 'nvidia', type: 'company', name: 'Nvidia', nameZh: '英伟达', tickers: ['NVDA'] },
    { ...entity, id: 'amd', type: 'company', name: 'AMD', tickers: ['AMD'] },
    { ...entity, id: 'long', type: 'agency', name: longName },
    { ...entity, id: 'us', type: 'place', name: 'United States', nameZh: '美国' },
    { ...entity, id: 'entity-list', type: 'rule', name: 'Entity List', nameZh: '实体清单' },
    { ...entity, id: 'deepseek', type: 'lab', name: 'DeepSeek' },
    { ...entity, id: 'deepseek-v3', type: 'model', name: 'DeepSeek V3', parentId: 'deepseek' },
    {
      ...{ ...entity, id: 'diffusion-rule', type: 'rule' as const, name: 'AI Diffusion Rule' },
      status: [
        { from: '2025-01-15', is: 'proposed' as const },
        { from: '2025-05-13', is: 'not-enforced' as const, note: 'guidance', source: 'BIS' },
      ],
    },
  ]);
  const add = (title: string, day: string, scores: Record<string, number>, more: Partial<Written> = {}) =>
    addArticle(orm, {
      ...{ title, text: `${title}.`, publishedAt: `${day}T08:00:00Z`, tagged: tagged(scores) },
      ...more,
    });
  const first = await add(
    'Huawei is listed',
    '2026-03-02',
    { huawei: -0.6, us: 0, 'person~ye-kejiang': 0.1, long: 0 },
    {
      text: listing,
      unlisted: [{ id: 'person~ye-kejiang', type: 'person', name: '<Ye> Kejiang' }],
      found: {
        events: [
          {
            ...eventIn(listing, {
              type: 'entity-listing',
              words: 'put',
              fromDay: '2026-03-02',
              toDay: '2026-03-02',
            }),
            ...{ instrument: 'list', instrumentId: 'entity-list' },
            who: [
              roleIn(listing, 'us', 'Washington', 'actor', 0),
              roleIn(listing, 'huawei', 'Huawei', 'target', -1),
            ],
          },
          eventIn(listing, {
            ...{
              type: 'rule-rescinded',
              words: 'is dead',
              instrument: 'rule',
              instrumentId: 'diffusion-rule',
            },
            ...{ pressStatus: 'rescinded', dated: false, fromDay: '2026-03-02', toDay: '2026-03-02' },
          }),
        ],
        quotes: [
          quoteIn(listing, {
            ...{ words: 'It is a threat,', about: ['huawei'] },
            ...{ speakerId: 'person~ye-kejiang', speakerWords: '<Ye> Kejiang', verb: 'said' },
          }),
          quoteIn(listing, { words: 'We disagree.', speakerId: 'huawei', speakerWords: 'Huawei' }),
        ],
        releases: [
          releaseIn(listing, 'deepseek-v3', 'DeepSeek V3', [
            { kind: 'parameters', words: '671 billion', value: 671e9 },
          ]),
        ],
      },
    },
  );
  const second = await add(
    '华为被列入清单',
    '2026-03-03',
    { huawei: -0.4, nvidia: 0.3 },
    { language: 'zh', feed: 'post', follows: first },
  );
  for (const [at, day] of ['2026-03-05', '2026-02-20', '2026-02-03', '2026-01-13', '2025-11-04'].entries())
    await add(`Ascend ships ${at}`, day, { ascend: 0.5, nvidia: -0.1 });
  for (const [at, day] of ['2026-03-06', '2026-01-20', '2025-06-10'].entries())
    await add(`Nvidia sells ${at}`, day, { nvidia: 0.4, amd: 0.2 }, { feed: 'post' });
  for (const [at, day] of ['2025-02-01', '2025-01-10'].entries())
    await add(`Huawei of old ${at}`, day, { huawei: 0.1 });
  const off = await add(
    'Nvidia sponsors a race',
    '2026-03-07',
    { nvidia: 0.5, 'person~x': 0 },
    {
      unlisted: [{ id: 'person~x', type: 'person', name: hostileName }],
      found: { topics: [{ id: 'export-controls', relevance: 0.1 }] },
    },
  );
  return { listing: first, second, off };
}
