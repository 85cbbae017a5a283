import type { StoryFacts } from '../../../db/storyPages.ts';
import { estimate } from '../../search/series/intervals.ts';
import { Slant, type SlantRow } from '../charts/slant.tsx';
import { nameOf, say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';

/** How differently publishers speak of the entities that a story is most about. */
export function Slants({ facts }: { facts: Pick<StoryFacts, 'entities' | 'sentimentByPublisher'> }) {
  const tables = slantsOf(facts);
  if (tables.length === 0) return null;
  return (
    <section class="slants" aria-labelledby="slants">
      <h2 id="slants">{say('How publishers speak of it')}</h2>
      {tables.map(({ entity, rows }) => (
        <Slant
          rows={rows}
          caption={say('Mean sentiment towards {name}, copies left out', { name: nameOf(entity) })}
          head={say('Publisher')}
        />
      ))}
      <p class="hint">
        {say(
          'A bar is the 95% interval of the mean; one article alone has none. A hollow dot stands for few articles.',
        )}
      </p>
    </section>
  );
}

const rowsShown = 30;

/** For each entity of which several publishers speak, what each says of it, the kindest first. */
function slantsOf({ entities, sentimentByPublisher }: Pick<StoryFacts, 'entities' | 'sentimentByPublisher'>) {
  return entities.flatMap((entity) => {
    const rows = sentimentByPublisher
      .filter(({ entityId }) => entityId === entity.id)
      .map(({ publisher, ...sample }): SlantRow => {
        const { mean, n, interval } = estimate(sample);
        return { name: publisher, href: addressOf('/search', { publisher }), mean: mean ?? 0, n, interval };
      })
      .sort((a, b) => b.mean - a.mean || b.n - a.n)
      .slice(0, rowsShown);
    return rows.length < 2 ? [] : [{ entity, rows }];
  });
}
