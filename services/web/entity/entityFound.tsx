import type { Orm } from '../../../db/database.ts';
import type { Entity } from '../../../db/entities.ts';
import { type FoundEvent, listEvents } from '../../../db/events.ts';
import { type Instrument, listInstruments } from '../../../db/instruments.ts';
import { type FoundRelease, listReleases } from '../../../db/releases.ts';
import { say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import { EventList } from '../parts/events.tsx';
import { FoundSection } from '../parts/found.tsx';
import { ReleaseList } from '../parts/releases.tsx';
import { timesOf } from './span.ts';
import type { View } from './view.ts';

/** How many of each an entity's page shows; the API has the rest. */
const shown = { events: 5, releases: 3 };

/** What articles tell that an entity has a part in. */
export interface EntityFound {
  events: FoundEvent[];
  /** Of models, whenever they were released. */
  releases: FoundRelease[];
  /** Of a rule: how it stands today. */
  instrument: Instrument | null;
}

/** Types of entities that are models or make them. */
const modelMakers: readonly string[] = ['model', 'lab', 'company', 'organisation'];

const part = ({ id, type }: Entity) => (type === 'rule' ? { instrument: id } : { entity: id });

export async function loadFound(orm: Orm, entity: Entity, { span }: View): Promise<EntityFound> {
  const { id, type } = entity;
  return {
    events: await listEvents(orm, { ...part(entity), ...timesOf(span) }, shown.events),
    releases: modelMakers.includes(type) ? await listReleases(orm, { model: id }, shown.releases) : [],
    instrument: type === 'rule' ? ((await listInstruments(orm, id))[0] ?? null) : null,
  };
}

interface FoundProps {
  entity: Entity;
  found: EntityFound;
  view: View;
}

/** Events, and the ledger of releases: each where there is something. */
export const EntityFoundSections = ({ entity, found: { events, releases }, view: { span } }: FoundProps) => (
  <>
    {events.length > 0 && (
      <FoundSection
        id="events"
        name={say('Latest events')}
        api={addressOf('/v1/events', { ...part(entity), after: span.after, before: span.before })}
      >
        <EventList events={events} withArticle entityId={entity.id} />
      </FoundSection>
    )}
    {releases.length > 0 && (
      <FoundSection
        id="releases"
        name={say('Releases, and what is claimed')}
        api={addressOf('/v1/releases', { model: entity.id })}
      >
        <ReleaseList releases={releases} withArticle />
      </FoundSection>
    )}
  </>
);
