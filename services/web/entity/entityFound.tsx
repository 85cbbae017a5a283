import type { Orm } from '../../../db/database.ts';
import type { Entity } from '../../../db/entities.ts';
import { type FoundEvent, listEvents } from '../../../db/events.ts';
import { type Instrument, listInstruments } from '../../../db/instruments.ts';
import { type FoundQuote, listQuotes } from '../../../db/quotes.ts';
import { type FoundRelease, listReleases } from '../../../db/releases.ts';
import { addressOf } from '../layout/address.ts';
import { EventList } from '../parts/events.tsx';
import { QuoteList } from '../parts/quotes.tsx';
import { ReleaseList } from '../parts/releases.tsx';
import { FoundSection } from '../parts/found.tsx';
import { Standing } from './instrument.tsx';

/** How many of each an entity's page shows; the API has the rest. */
const shown = 5;

/** What articles tell that an entity has a part in. */
export interface EntityFound {
  events: FoundEvent[];
  said: FoundQuote[];
  saidOfIt: FoundQuote[];
  releases: FoundRelease[];
  /** Of a rule. */
  instrument: Instrument | null;
}

export async function loadFound(orm: Orm, { id, type }: Entity): Promise<EntityFound> {
  const rule = type === 'rule';
  const [events, said, saidOfIt, releases, instruments] = await Promise.all([
    listEvents(orm, rule ? { instrument: id } : { entity: id }, shown),
    listQuotes(orm, { speaker: id }, shown),
    listQuotes(orm, { about: id }, shown),
    listReleases(orm, { model: id }, shown),
    rule ? listInstruments(orm, id) : [],
  ]);
  return { events, said, saidOfIt, releases, instrument: instruments[0] ?? null };
}

interface FoundProps {
  entity: Entity;
  found: EntityFound;
  now: Date;
}

/** Of a rule: how it stands. */
export const EntityStanding = ({ found: { instrument }, now }: FoundProps) =>
  instrument && <Standing {...{ instrument, now }} />;

/** Events, the ledger of releases, and quotes: each where there is something. */
export function EntityFoundSections({ entity, found }: FoundProps) {
  const { id, type, name } = entity;
  const { events, said, saidOfIt, releases } = found;
  const part = type === 'rule' ? { instrument: id } : { entity: id };
  return (
    <div class="founds">
      {events.length > 0 && (
        <FoundSection id="events" name="Latest events" api={addressOf('/v1/events', part)}>
          <EventList events={events} withArticle entityId={id} />
        </FoundSection>
      )}
      {releases.length > 0 && (
        <FoundSection
          id="releases"
          name="Releases, and what is claimed"
          api={addressOf('/v1/releases', { model: id })}
        >
          <ReleaseList releases={releases} withArticle />
        </FoundSection>
      )}
      {said.length > 0 && (
        <FoundSection id="said" name={`${name} says`} api={addressOf('/v1/quotes', { speaker: id })}>
          <QuoteList quotes={said} withArticle />
        </FoundSection>
      )}
      {saidOfIt.length > 0 && (
        <FoundSection id="said-of" name={`Said about ${name}`} api={addressOf('/v1/quotes', { about: id })}>
          <QuoteList quotes={saidOfIt} withArticle />
        </FoundSection>
      )}
    </div>
  );
}
