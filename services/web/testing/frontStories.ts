import type { Orm } from '../../../db/database.ts';
import { addArticle } from '../../testing/archive.ts';
import { eventIn, roleIn } from '../../testing/found.ts';
import { dateOf } from '../parts/times.tsx';

const hourMs = 3_600_000;

/**
 * Adds the listing of Huawei six hours before a moment, with a copy five hours before it and a report in Chinese of another
 * publisher three and a half hours before it: one story, which counts as found a minute after each was published.
 */
export async function addFrontStories(orm: Orm, before: Date): Promise<void> {
  const at = (hours: number) => new Date(before.getTime() - hours * hourMs).toISOString();
  const day = dateOf(new Date(at(6)));
  const text = 'Huawei was listed on Monday. More firms follow.';
  const listed = {
    type: 'entity-listing',
    words: 'listed',
    stance: 'tighten',
    fromDay: day,
    toDay: day,
  } as const;
  const who = [roleIn(text, 'huawei', 'Huawei', 'target', -1)];
  const broke = await addArticle(orm, {
    ...{ title: 'Huawei listed', text, publishedAt: at(6), story: 'listing' },
    ...{ tagged: towardsHuawei(-0.6), found: { events: [eventIn(text, { ...listed, who })] } },
  });
  await addArticle(orm, {
    ...{ title: 'Huawei, listed', text, publishedAt: at(5), feed: 'xinwen', story: 'listing' },
  });
  await addArticle(orm, {
    ...{ title: '华为被列入清单', text: '华为被列入清单。', language: 'zh', feed: 'xinwen', follows: broke },
    ...{ publishedAt: at(3.5), tagged: towardsHuawei(0.4) },
  });
}

function towardsHuawei(score: number) {
  const label = score < 0 ? ('negative' as const) : ('positive' as const);
  return {
    sentiment: { score, label },
    entities: [{ entityId: 'huawei', mentions: 1, salience: 0.9, score, label }],
  };
}
