import type { Notice } from '../../notice.ts';

type Match = Notice['matches'][number];
type Article = NonNullable<Match['article']>;

/** A match as the archive tells it. */
export function matchWith(article: Partial<Article> = {}, more: Partial<Match> = {}): Match {
  return {
    matchId: 7,
    kind: 'story',
    why: 'First report of this story',
    matchedAt: '2026-11-26T08:13:02.000Z',
    storyId: 41,
    publishers: 3,
    numbers: { relevance: 84, novelty: 100, importance: 61.6, credibility: 70 },
    article: {
      id: 12,
      url: 'https://wire.example/chips/12?from=feed&n=1',
      title: 'Commerce Department adds 14 Chinese AI labs to the Entity List',
      publisher: 'Strait Ledger',
      language: 'en',
      publishedAt: '2026-11-26T08:12:00.000Z',
      foundAt: '2026-11-26T08:13:00.000Z',
      entities: [
        { id: 'huawei', name: 'Huawei', nameZh: '华为', score: -0.451, label: 'negative' },
        { id: 'nvidia', name: 'Nvidia', nameZh: null, score: 0.2, label: 'positive' },
      ],
      events: [{ type: 'entity-listing', words: 'adds 14 Chinese AI labs', certainty: 'planned' }],
      ...article,
    },
    ...more,
  };
}

/** A notice of one match, or of these. */
export function noticeWith(more: Partial<Notice> = {}): Notice {
  const matches = more.matches ?? [matchWith()];
  return {
    id: 'notice-12',
    kind: 'match',
    alert: { id: 3, name: 'Entity List', query: 'entity:huawei event:entity-listing' },
    priority: 'normal',
    madeAt: '2026-11-26T08:13:02.000Z',
    title: 'Entity List: Commerce Department adds 14 Chinese AI labs to the Entity List',
    more: 0,
    links: {
      home: 'https://chipwire.example/',
      alert: 'https://chipwire.example/alerts/3',
      matches: matches.map(({ storyId }) => `https://chipwire.example/stories/${storyId}`),
    },
    ...more,
    matches,
  };
}

/** What a hostile feed puts into a title. */
export const hostileTitle =
  '@everyone <!channel> <script>alert(1)</script> [Reuters](https://evil.example) **bold** `x` & \r\nBcc: spy@evil.example\u202e <at>all</at>';
