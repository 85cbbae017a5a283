import type { Entity } from '../../../db/entities.ts';
import { nameOf, Say, say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import { articlesAddress, queryFor, type View } from './view.ts';

interface TakeProps {
  entity: Entity;
  view: View;
}

/** Feeds of an entity's articles, for readers of feeds. */
export const feedsOf = (entity: Entity) => [
  {
    href: addressOf('/v1/search.atom', { q: queryFor(entity.id) }),
    title: say('Articles about {name}', { name: nameOf(entity) }),
  },
];

/** What can be done with an entity elsewhere: be told of it, search it, follow it, ask the API. */
export function TakeEntity({ entity, view }: TakeProps) {
  const { id } = entity;
  const q = queryFor(id);
  const { after, before } = view.span;
  return (
    <ul class="take-entity" aria-label={say('Follow it')}>
      <li>
        <a href={addressOf('/alerts/new', { q })}>{say('Make an alert')}</a>
      </li>
      <li>
        <a href={articlesAddress(id, view)}>{say('Search its articles')}</a>
      </li>
      <li>
        <Say
          sentence="Follow as {atom} or {json}"
          atom={<a href={addressOf('/v1/search.atom', { q })}>Atom</a>}
          json={<a href={addressOf('/v1/search.json', { q })}>JSON Feed</a>}
        />
      </li>
      <li>
        <a
          href={addressOf(`/v1/entities/${encodeURIComponent(id)}/numbers`, {
            after,
            before,
            offTopic: view.offTopic,
          })}
        >
          {say('API call')}
        </a>
      </li>
    </ul>
  );
}
