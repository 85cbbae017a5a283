import fc from 'fast-check';
import type { Orm } from '../../../db/database.ts';
import { type ListedEntity, syncEntities } from '../../../db/entities.ts';
import { syncFeeds } from '../../../db/feeds.ts';
import { feedAt } from '../../testing/app.ts';
import { addArticle, type Written } from '../../testing/archive.ts';
import { eventIn, quoteIn } from '../../testing/found.ts';

// A small archive of random articles of few words, so that random queries find some of them and not others.

export const words = [
  ...['chip', 'chips', 'export', 'exported', 'controls', 'license', 'licence', 'Nvidia', 'Huawei', 'regular'],
  ...['regulation', 'regulators', 'U.S.', '7nm', 'the', 'of', 'not', 'it’s', 'Ångström', '1,200', 'x'],
  ...['华为', '華為', '芯片', '出口管制', '中', '国', '中国', '昇腾910C'],
];
export const ids = ['huawei', 'hisilicon', 'ascend', 'nvidia', 'smic'];

const entity = (id: string, type: ListedEntity['type'], parentId: string | null = null): ListedEntity => ({
  ...{ id, type, name: id, parentId, nameZh: null, aliases: [], tickers: [], wikidata: null },
});

const text = fc
  .array(fc.tuple(fc.constantFrom(...words), fc.constantFrom(' ', ' ', ' ', ', ', '. ', '\n\n', '')), {
    minLength: 3,
    maxLength: 45,
  })
  .map((pairs) => pairs.flat().join(''));
const score = fc
  .integer({ min: -10, max: 10 })
  .chain((tenth) => fc.constantFrom(tenth / 10, (tenth * 97) / 1000));
const event = fc
  .record({
    type: fc.constantFrom('entity-listing', 'licence-granted', 'model-release'),
    stance: fc.constantFrom('tighten' as const, 'none' as const),
    field: fc.constantFrom('title' as const, 'text' as const),
  })
  .map((own) => eventIn('x', { words: 'x', ...own }));

const article = fc.record({
  title: text,
  text,
  publishedAt: fc
    .integer({ min: 0, max: 40 })
    .map((days) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString()),
  language: fc.constantFrom('en', 'zh'),
  feed: fc.constantFrom('wire', 'other'),
  sentiment: score,
  entities: fc.array(
    fc.record({
      entityId: fc.constantFrom(...ids),
      score,
      salience: fc.integer({ min: 0, max: 10 }).map((n) => n / 10),
    }),
    {
      maxLength: 3,
    },
  ),
  events: fc.array(event, { maxLength: 2 }),
  stance: fc.constantFrom('tighten' as const, 'loosen' as const, 'none' as const),
  topics: fc.subarray(['export-controls', 'model-releases']),
  quoteBy: fc.option(fc.constantFrom(...ids)),
  copyOf: fc.option(fc.nat({ max: 5 }), { freq: 4 }),
});

/** Fills an empty archive. @returns ids of its articles */
export async function fill(orm: Orm, count: number, seed: number): Promise<number[]> {
  await syncEntities(orm, [
    entity('huawei', 'company'),
    entity('hisilicon', 'company', 'huawei'),
    entity('ascend', 'chip', 'hisilicon'),
    entity('nvidia', 'company'),
    entity('smic', 'company'),
  ]);
  const feeds = [
    feedAt('wire', 'https://wire.example/feed'),
    { ...feedAt('other', 'https://other.example/feed'), publisher: 'Other Post' },
  ];
  await syncFeeds(orm, feeds, new Date('2026-01-01T00:00:00Z'));
  const added: number[] = [];
  for (const [n, drawn] of fc.sample(article, { numRuns: count, seed }).entries())
    added.push(await addArticle(orm, written(drawn, n)));
  for (const one of odd) added.push(await addArticle(orm, { ...one, publishedAt: '2026-01-20T00:00:00Z' }));
  return added;
}

/** PostgreSQL keeps 256 places of a lexeme, and none behind the 16,383rd word. */
const many = `${'chip '.repeat(300)}${Array.from({ length: 17_000 }, (_, n) => `w${n}`).join(' ')}`;
const odd: Pick<Written, 'title' | 'text'>[] = [
  { title: 'Of the', text: '' },
  { title: '…', text: 'the of not' },
  { title: '中', text: '国' },
  { title: 'Long', text: `${many} Huawei exported chips to 中国 of x x x` },
];

type Drawn = typeof article extends fc.Arbitrary<infer One> ? One : never;

function written({ quoteBy, copyOf, topics, sentiment, ...drawn }: Drawn, n: number): Written {
  const entities = new Map(drawn.entities.map((one) => [one.entityId, one]));
  const quote = quoteBy === null ? [] : [quoteIn('x', { words: 'x', speakerId: quoteBy })];
  return {
    ...drawn,
    title: `${drawn.title} ${n}`,
    story: copyOf === null ? `story ${n}` : `copies ${copyOf}`,
    tagged: {
      sentiment: { score: sentiment, label: 'neutral' },
      entities: [...entities.values()].map((one) => ({ ...one, mentions: 1, label: 'neutral' as const })),
    },
    found: {
      ...{ events: drawn.events, stance: drawn.stance, quotes: quote },
      topics: topics.map((id) => ({ id, relevance: 0.7 })),
    },
  };
}
