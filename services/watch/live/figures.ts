import { lastFoundAt, scoresTowards } from '../../../db/alertFigures.ts';
import type { Condition } from '../../../db/condition.ts';
import type { Orm } from '../../../db/database.ts';
import { namesOf } from '../../../db/names.ts';
import { sumDays } from '../../../db/series.ts';
import { burst } from '../../alert/triggers/burst.ts';
import type { Looked } from '../../alert/triggers/fire.ts';
import { level } from '../../alert/triggers/level.ts';
import { move } from '../../alert/triggers/move.ts';
import { Scores } from '../../alert/triggers/scores.ts';
import { silence } from '../../alert/triggers/silence.ts';
import { daysAfter } from '../../search/series/periods.ts';
import { archiveStart, type DatedBurst, datedBursts, historyOf } from '../../search/series/turns.ts';
import { localDay } from '../../text/formats.ts';
import type { Watched } from './watched.ts';

const dayMs = 86_400_000;
/** As far back as any trigger on sentiment looks. */
export const scoreDays = 60;
/** A burst that goes on for longer is no burst any more. */
export const burstDays = 28;

/**
 * What the numbers of an alert say now: of one on sentiment, bursts or silence.
 *
 * @param condition its query
 * @param memory what the last look left
 */
export async function lookByFigures(
  orm: Orm,
  { spec: { trigger }, madeAt }: Watched,
  condition: Condition,
  memory: unknown,
  now: Date,
): Promise<Looked> {
  switch (trigger.on) {
    case 'level':
      return level({ trigger, memory, now, ...(await sentiment(orm, condition, trigger.entity, now)) });
    case 'move':
      return move({ trigger, memory, now, ...(await sentiment(orm, condition, trigger.entity, now)) });
    case 'burst':
      return burst({ bursts: await burstsNow(orm, condition, now), memory, now });
    case 'silence':
      return silence({ trigger, madeAt, memory, now, lastFound: await lastFoundAt(orm, condition) });
    default:
      return { memory: {}, lookAt: null };
  }
}

async function sentiment(orm: Orm, condition: Condition, entity: string, now: Date) {
  const after = new Date(now.getTime() - scoreDays * dayMs);
  const scores = new Scores(await scoresTowards(orm, condition, entity, after));
  return { scores, name: (await namesOf(orm, [entity])).get(entity) ?? entity };
}

/** By days of UTC, today as far as it went. */
async function burstsNow(orm: Orm, condition: Condition, now: Date): Promise<DatedBurst[]> {
  const to = localDay(now, 'UTC');
  const from = daysAfter(to, -burstDays);
  const after = new Date(historyOf(from));
  const days = (of: Condition) => sumDays(orm, { filter: { condition: of, after }, timeZone: 'UTC' });
  const start = archiveStart(await days({ is: 'all' }));
  return start === null ? [] : datedBursts(await days(condition), start, { from, to });
}
