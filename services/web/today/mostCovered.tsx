import type { Orm } from '../../../db/database.ts';
import { type EntityCoverage, listEntities } from '../../../db/entities.ts';
import { type TrendPoint, trend } from '../../../db/trends.ts';
import { spread, total } from '../charts/periods.ts';
import { Sparkline } from '../charts/sparkline.tsx';
import { entityAddress } from '../layout/address.ts';
import { MeanSentiment } from '../parts/sentiment.tsx';
import { daysBefore } from '../parts/times.tsx';

const entitiesShown = 10;
const daysCounted = 30;
const daysDrawn = 26 * 7;

export interface MostCoveredEntity {
  entity: EntityCoverage;
  days: TrendPoint[];
}

/**
 * The entities that most articles of the last 30 days name, with their days of the last half year. Places are left
 * out: China and the United States are in nearly every article of this beat.
 */
export async function listMostCovered(orm: Orm, now: Date): Promise<MostCoveredEntity[]> {
  const since = daysBefore(now, daysCounted);
  const covered = await listEntities(orm, { listed: true, since }, 3 * entitiesShown, 0);
  const top = covered
    .filter((entity) => entity.articles > 0 && entity.type !== 'place')
    .slice(0, entitiesShown);
  const from = daysBefore(now, daysDrawn - 1);
  const drawn = top.map(async (entity) => {
    const points = await trend(orm, { entity: entity.id, after: daysBefore(now, daysDrawn) }, 'day', 'UTC');
    return { entity, days: spread(points, 'day', from, now) };
  });
  const counted = await Promise.all(drawn);
  return counted.sort((a, b) => latest(b.days).articles - latest(a.days).articles);
}

const latest = (days: TrendPoint[]) => total(days.slice(-daysCounted));
const earlier = (days: TrendPoint[]) => total(days.slice(-2 * daysCounted, -daysCounted));

export function MostCovered({ covered }: { covered: MostCoveredEntity[] }) {
  return (
    <aside class="covered" aria-labelledby="covered">
      <h2 id="covered">{`Most covered, last ${daysCounted} days`}</h2>
      {covered.length === 0 ? (
        <p>{`No entity of the list was named in the last ${daysCounted} days.`}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Entity</th>
              <th scope="col">26 weeks</th>
              <th scope="col" class="number">
                Articles
              </th>
              <th scope="col" class="number">
                Sentiment
              </th>
            </tr>
          </thead>
          <tbody>
            {covered.map((row) => (
              <Row {...row} />
            ))}
          </tbody>
        </table>
      )}
      <p class="hint">
        Articles that name the entity or anything belonging to it, and the change against the 30 days before.
        Countries and other places, copies and off-topic articles are left out.{' '}
        <a href="/entities">All entities</a>
      </p>
    </aside>
  );
}

function Row({ entity, days }: MostCoveredEntity) {
  const { articles, meanSentiment } = latest(days);
  const change = articles - earlier(days).articles;
  return (
    <tr>
      <th scope="row">
        <a href={entityAddress(entity.id)}>{entity.name}</a>
      </th>
      <td>
        <Sparkline days={days} name={entity.name} />
      </td>
      <td class="number">
        {articles}{' '}
        <span class="change">{change === 0 ? '±0' : `${change > 0 ? '+' : '−'}${Math.abs(change)}`}</span>
      </td>
      <td class="number">
        <MeanSentiment mean={meanSentiment} />
      </td>
    </tr>
  );
}
