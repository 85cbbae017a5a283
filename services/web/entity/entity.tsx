import type { Orm } from '../../../db/database.ts';
import { type Entity, entitiesById } from '../../../db/entities.ts';
import { mostTold, type StoryEvent } from '../../../db/entityEvents.ts';
import { type CoMention, coMentions } from '../../../db/entityNumbers.ts';
import { type Relative, relativesOf } from '../../../db/relatives.ts';
import type { ListedStory } from '../../../db/stories.ts';
import { controlStatus } from '../../api/controls.ts';
import type { SlantRow } from '../charts/slant.tsx';
import { nameOf, say } from '../language/say.tsx';
import { isStorable } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import type { Asked } from '../layout/pageTools.ts';
import type { rememberEach } from '../layout/remember.ts';
import { dateOf, shortDay } from '../parts/times.tsx';
import { coMentionsRead, NamedBeside, withoutPlaces } from './besideIt.tsx';
import { chartEvents } from './chartEvents.ts';
import { CompareBox, ComparedTable } from './compareBox.tsx';
import { type EntityFound, EntityFoundSections, loadFound } from './entityFound.tsx';
import { Family, relativesRead } from './family.tsx';
import { type Compared, compare, FiguresLine, type Spread, spreadOf } from './figures.tsx';
import { EntityHead } from './head.tsx';
import { Standing } from './instrument.tsx';
import { type EntitySeries, OverTime, seriesOf } from './overTime.tsx';
import { PublisherSlant, slantOf } from './publisherSlant.tsx';
import { EntityQuotes, type Quotes, quotesOf } from './said.tsx';
import { SpanBar } from './spanBar.tsx';
import { ControlStanding, namedIn } from './standing.tsx';
import { EntityStories, storiesOf } from './stories.tsx';
import { feedsOf, TakeEntity } from './takeEntity.tsx';
import { readView, scopeOf, type Unknown, type View, viewAddress } from './view.ts';

/** Events read for the chart, before those that are the same are put together. */
const eventsRead = 40;

/** What a page is asked for. */
interface EntityAsked {
  asked: Asked;
  /** All values of a parameter that may stand several times. */
  several(name: string): string[];
  now: Date;
}

/** What was loaded for views of entities lately. */
export type RememberLoaded = ReturnType<typeof rememberEach<Loaded>>;

/** One entity, or null when there is none with this id. */
export async function entityPage(orm: Orm, remembered: RememberLoaded, id: string, asked: EntityAsked) {
  const entity = isStorable(id) ? (await entitiesById(orm, [id])).get(id) : undefined;
  if (!entity) return null;
  const { view, beside, unknown } = await readView(orm, entity, asked);
  const loaded = await remembered(viewAddress(id, { ...view, show: 'articles' }), asked.now, () =>
    loadView(orm, entity, view, asked.now),
  );
  return <EntityPage {...{ entity, view, beside, unknown, now: asked.now }} {...loaded} />;
}

/** What a view of an entity shows, in no language yet. */
interface Loaded {
  relatives: Relative[];
  control: { status: Awaited<ReturnType<typeof controlStatus>>; known: Map<string, Entity> };
  /** Of the entity and then of those beside it. */
  answer: EntitySeries;
  compared: Compared[];
  spread: Spread;
  told: StoryEvent[];
  stories: ListedStory[];
  quotes: Quotes;
  found: EntityFound;
  named: CoMention[];
  slant: SlantRow[];
}

async function loadView(orm: Orm, entity: Entity, view: View, now: Date): Promise<Loaded> {
  const { id } = entity;
  const scope = scopeOf(view);
  const ids = [id, ...view.beside];
  const [answer, compared, told, status, relatives, spread] = await Promise.all([
    seriesOf(orm, ids, view, now),
    Promise.all(ids.map((each) => compare(orm, each, view, now))),
    mostTold(orm, id, scope, eventsRead),
    controlStatus(orm, entity, dateOf(now)),
    relativesOf(orm, id, relativesRead),
    spreadOf(orm, id, view),
  ]);
  const [stories, quotes, found, named, slant, known] = await Promise.all([
    storiesOf(orm, id, view),
    quotesOf(orm, id, view),
    loadFound(orm, entity, view),
    coMentions(orm, id, scope, coMentionsRead),
    slantOf(orm, id, view),
    entitiesById(orm, namedIn(status)),
  ]);
  return {
    ...{ relatives, control: { status, known }, answer, compared, spread, told },
    ...{ stories, quotes, found, named: withoutPlaces(named), slant },
  };
}

interface PageProps extends Loaded {
  entity: Entity;
  beside: Entity[];
  unknown: Unknown | null;
  view: View;
  now: Date;
}

function EntityPage(page: PageProps) {
  const { entity, view, now, relatives, found } = page;
  const above = relatives.filter(({ relation }) => relation === 'above');
  return (
    <Page title={nameOf(entity)} section="entities" scripts={['chart', 'complete']} feeds={feedsOf(entity)}>
      <EntityHead {...{ entity, above }} />
      <ControlStanding {...page.control} />
      <TakeEntity {...{ entity, view }} />
      {found.instrument && <Standing {...{ instrument: found.instrument, now }} />}
      <TimeSection {...page} />
      <div class="entity-parts">
        <div>
          <EntityStories {...{ id: entity.id, view }} stories={page.stories} />
          <EntityQuotes {...{ entity, view }} quotes={page.quotes} />
          <EntityFoundSections {...{ entity, found, view }} />
        </div>
        <div>
          <NamedBeside {...{ entity, view }} beside={page.named} />
          <PublisherSlant entity={entity} rows={page.slant} />
          <Family {...{ entity, relatives }} />
        </div>
      </div>
    </Page>
  );
}

function TimeSection({
  entity,
  beside,
  unknown,
  view,
  now,
  answer,
  compared,
  spread,
  told,
  named,
  relatives,
}: PageProps) {
  const entities = [entity, ...beside];
  return (
    <section class="over-time" aria-labelledby="over-time">
      <h2 id="over-time">
        {say('Coverage and sentiment, {from} to {to}', {
          from: shortDay(new Date(answer.from)),
          to: shortDay(new Date(answer.to)),
        })}
      </h2>
      <SpanBar {...{ id: entity.id, view }} />
      <FiguresLine {...{ compared: compared[0]!, spread, view, now }} />
      {beside.length > 0 && <ComparedTable {...{ entities, series: answer.series, compared, view }} />}
      <OverTime
        {...{ entities, answer, view, now }}
        events={chartEvents(told, answer)}
        hasFamily={relatives.some(({ relation }) => relation === 'below')}
      />
      <CompareBox {...{ entity, beside, view, unknown }} offered={named.map(nameOf)} />
    </section>
  );
}
