import { countUnfinished } from '../../../db/articles.ts';
import type { Orm } from '../../../db/database.ts';
import { countUnpolled } from '../../../db/feeds.ts';
import { counted, say } from '../language/say.tsx';

/** What the archive still waits for. */
export interface Filling {
  /** Articles that are found, and shown nowhere yet. */
  underWay: number;
  /** Feeds that were never polled. */
  unpolled: number;
}

export async function loadFilling(orm: Orm): Promise<Filling> {
  const [underWay, unpolled] = await Promise.all([countUnfinished(orm), countUnpolled(orm)]);
  return { underWay, unpolled };
}

/** Some articles are always under way; more than a poll of a few feeds brings are the beginning of an archive. */
const usual = 20;

/** Whether what is counted over weeks is about to change much. */
export const isFilling = ({ underWay, unpolled }: Filling): boolean => underWay > usual || unpolled > 0;

/** Says what is on its way. */
export function OnTheirWay({ underWay, unpolled }: Filling) {
  return (
    <p class="filling" role="status">
      {underWay === 0
        ? say('Polled for the first time: {feeds}.', { feeds: counted(unpolled, 'feed') })
        : underWay === 1
          ? say('1 article is on its way: figures still change.')
          : say('{articles} are on their way: figures still change.', {
              articles: counted(underWay, 'article'),
            })}
    </p>
  );
}
