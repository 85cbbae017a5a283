import type { Orm } from '../../../db/database.ts';
import { addArticle } from '../../testing/archive.ts';
import { addFeedsAndEntities } from './sampleArchive.ts';

const dayMs = 86_400_000;

/** Three months of articles on Huawei and Nvidia, a few in Chinese, with a burst on one story of Huawei’s in the end. */
export async function addCoverage(orm: Orm): Promise<void> {
  await addFeedsAndEntities(orm);
  const start = Date.parse('2025-12-01T08:00:00Z');
  for (let nth = 0; nth < 24; nth++)
    await add(orm, nth % 3 === 2 ? 'nvidia' : 'huawei', new Date(start + nth * 4 * dayMs), nth);
  for (let nth = 0; nth < 12; nth++)
    await add(
      orm,
      'huawei',
      new Date(Date.parse('2026-03-02T08:00:00Z') + nth * 3_600_000),
      100 + nth,
      'told of 12',
    );
}

async function add(orm: Orm, entityId: string, at: Date, nth: number, words = 'in the news'): Promise<void> {
  const name = entityId === 'huawei' ? 'Huawei' : 'Nvidia';
  const chinese = nth % 5 === 4;
  const score = ((nth % 7) - 3) / 5;
  const label = score < 0 ? ('negative' as const) : ('positive' as const);
  await addArticle(orm, {
    ...{ title: `${name} ${words} ${nth}`, text: `${name} ${words}.`, publishedAt: at.toISOString() },
    ...(chinese ? { language: 'zh', feed: 'xinwen' } : {}),
    tagged: {
      sentiment: { score, label },
      entities: [{ entityId, score, label, mentions: 1, salience: 0.8 }],
    },
  });
}
