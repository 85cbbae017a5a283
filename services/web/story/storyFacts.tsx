import type { StoryEntity } from '../../../db/stories.ts';
import type { StoryFacts } from '../../../db/storyPages.ts';
import { AlsoNamed } from '../article/articleEntities.tsx';
import { counted, nameOf, number, say } from '../language/say.tsx';
import { entityAddress } from '../layout/address.ts';
import { DaySpan } from '../parts/events.tsx';
import { eventName, stanceName, typeName } from '../parts/names.ts';
import { MeanSentiment } from '../parts/sentiment.tsx';

const entitiesShown = 12;
const eventsShown = 10;

/** What a story is about, what it is most about first. */
export function StoryEntities({ entities }: { entities: StoryEntity[] }) {
  const [main, others] = [entities.slice(0, entitiesShown), entities.slice(entitiesShown)];
  if (entities.length === 0) return null;
  return (
    <section aria-labelledby="entities">
      <h2 id="entities">{say('Entities in it')}</h2>
      <table class="entities">
        <thead>
          <tr>
            <th scope="col">{say('Entity')}</th>
            <th scope="col" class="number">
              {say('Articles')}
            </th>
            <th scope="col" class="number">
              {say('Sentiment')}
            </th>
          </tr>
        </thead>
        <tbody>
          {main.map((entity) => (
            <tr>
              <th scope="row">
                <a href={entityAddress(entity.id)}>{nameOf(entity)}</a>
                <span class="under">{typeName(entity.type)}</span>
              </th>
              <td class="number">{number(entity.articles)}</td>
              <td class="number">
                <MeanSentiment mean={entity.meanSentiment} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <AlsoNamed entities={others} />
    </section>
  );
}

/** What its articles tell of, what most of them tell first. */
export function StoryEvents({ events }: Pick<StoryFacts, 'events'>) {
  if (events.length === 0) return null;
  return (
    <section aria-labelledby="events">
      <h2 id="events">{say('Events told of')}</h2>
      <ol class="happenings">
        {events.slice(0, eventsShown).map(({ type, fromDay, toDay, stance, articles, publishers }) => (
          <li>
            <h3>{eventName(type)}</h3>
            <p class="source">
              <DaySpan {...{ fromDay, toDay }} />
              {stance !== 'none' && <span>{stanceName(stance)}</span>}
              <span>
                {say('{articles} by {publishers}', {
                  articles: counted(articles, 'article'),
                  publishers: counted(publishers, 'publisher'),
                })}
              </span>
            </p>
          </li>
        ))}
      </ol>
      {events.length > eventsShown && (
        <p class="others">{say('and {n} more', { n: events.length - eventsShown })}</p>
      )}
    </section>
  );
}
