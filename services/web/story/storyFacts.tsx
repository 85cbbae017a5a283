import type { StoryEntity } from '../../../db/stories.ts';
import type { StoryFacts } from '../../../db/storyPages.ts';
import { AlsoNamed } from '../article/articleEntities.tsx';
import { addressOf, entityAddress } from '../layout/address.ts';
import { DaySpan, eventName, stanceWords } from '../parts/events.tsx';
import { MeanSentiment } from '../parts/sentiment.tsx';
import { Clock, ShortDay } from '../parts/times.tsx';
import { counted } from '../parts/words.ts';

const entitiesShown = 12;
const eventsShown = 10;

/** What a story is about, what it is most about first. */
export function StoryEntities({ entities }: { entities: StoryEntity[] }) {
  const [main, others] = [entities.slice(0, entitiesShown), entities.slice(entitiesShown)];
  if (entities.length === 0) return null;
  return (
    <section aria-labelledby="entities">
      <h2 id="entities">Entities in it</h2>
      <table class="entities">
        <thead>
          <tr>
            <th scope="col">Entity</th>
            <th scope="col" class="number">
              Articles
            </th>
            <th scope="col" class="number">
              Sentiment
            </th>
          </tr>
        </thead>
        <tbody>
          {main.map(({ id, name, type, articles, meanSentiment }) => (
            <tr>
              <th scope="row">
                <a href={entityAddress(id)}>{name}</a>
                <span class="under">{type}</span>
              </th>
              <td class="number">{articles}</td>
              <td class="number">
                <MeanSentiment mean={meanSentiment} />
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
      <h2 id="events">Events told of</h2>
      <ol class="happenings">
        {events.slice(0, eventsShown).map(({ type, fromDay, toDay, stance, articles, publishers }) => (
          <li>
            <h3>{eventName(type)}</h3>
            <p class="source">
              <DaySpan {...{ fromDay, toDay }} />
              {stance !== 'none' && <span>{stanceWords[stance]}</span>}
              <span>{`${counted(articles, 'article')} by ${counted(publishers, 'publisher')}`}</span>
            </p>
          </li>
        ))}
      </ol>
      {events.length > eventsShown && <p class="others">{`and ${events.length - eventsShown} more`}</p>}
    </section>
  );
}

/** Who wrote of it when, and how each speaks of the entities that it is most about. */
export function StoryPublishers({ facts }: { facts: StoryFacts }) {
  const towards = new Set(facts.sentimentByPublisher.map(({ entityId }) => entityId));
  const main = facts.entities.filter(({ id }) => towards.has(id));
  const meanOf = (publisher: string, id: string) =>
    facts.sentimentByPublisher.find((row) => row.publisher === publisher && row.entityId === id)
      ?.meanSentiment;
  return (
    <section class="panel" aria-labelledby="publishers">
      <h2 id="publishers">Publishers and how they speak</h2>
      <div class="scroll">
        <table>
          <caption>Mean sentiment towards what the story is most about; copies left out.</caption>
          <thead>
            <tr>
              <th scope="col">Publisher</th>
              <th scope="col" class="wide">
                First
              </th>
              <th scope="col" class="number">
                Articles
              </th>
              <th scope="col" class="number">
                Copies
              </th>
              {main.map(({ name }) => (
                <th scope="col" class="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {facts.publishers.map(({ publisher, firstAt, articles, copies }) => (
              <tr>
                <th scope="row">
                  <a href={addressOf('/search', { publisher })}>{publisher}</a>
                </th>
                <td class="wide">
                  <ShortDay at={firstAt} /> <Clock at={firstAt} />
                </td>
                <td class="number">{articles}</td>
                <td class="number">{copies}</td>
                {main.map(({ id }) => (
                  <td class="number">
                    <MeanSentiment mean={meanOf(publisher, id) ?? null} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
