import type { Orm } from '../../../db/database.ts';
import type { Entity } from '../../../db/entities.ts';
import { scorePublishers } from '../../../db/publishers.ts';
import { estimate } from '../../search/series/intervals.ts';
import { Slant, type SlantRow } from '../charts/slant.tsx';
import { nameOf, say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import { quoted } from '../search/oneQuery.ts';
import { articlesAddress, queryFor, scopeOf, type View } from './view.ts';

const publishersShown = 12;

/** How publishers write about an entity: those with most articles about it. */
export async function slantOf(orm: Orm, id: string, view: View): Promise<SlantRow[]> {
  const scores = await scorePublishers(orm, { ...scopeOf(view), entity: id }, id, publishersShown);
  return scores.flatMap(({ publisher, ...sample }) => {
    const { mean, n, interval } = estimate(sample);
    const href = articlesAddress(id, view, { and: ` publisher:${quoted(publisher)}` });
    return mean === null ? [] : [{ name: publisher, href, mean, n, interval }];
  });
}

export function PublisherSlant({ entity, rows }: { entity: Entity; rows: readonly SlantRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="slant">
      <h2 id="slant">{say('How publishers write about it')}</h2>
      <Slant
        rows={rows}
        head={say('Publisher')}
        caption={say('Mean sentiment towards {name} with its 95% interval, most articles first', {
          name: nameOf(entity),
        })}
      />
      <p class="hint">
        {say('Where intervals overlap, publishers may not differ.')}{' '}
        <a href={addressOf('/v1/publishers/compare', { q: queryFor(entity.id) })}>{say('API call')}</a>
      </p>
    </section>
  );
}
