import type { Orm } from '../../../db/database.ts';
import { type EntityCoverage, knownIds, listEntities } from '../../../db/entities.ts';
import { entityTypes } from '../../../db/schema.ts';
import { addressOf, entityAddress, isStorable } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { MeanSentiment } from '../parts/sentiment.tsx';
import { NotOnTheListYet, proposedId, UnlistedTable } from './unlisted.tsx';

const entitiesShown = 100;
/** Unlisted names at the foot of the list. */
const proposed = 20;
const kinds = { listed: 'On the entity list', found: 'Not on the list yet', all: 'Both' } as const;
type Kind = keyof typeof kinds;
type EntityType = (typeof entityTypes)[number];

interface Asked {
  name: string;
  type: EntityType | undefined;
  kind: Kind;
  offset: number;
}

/** What can't be understood is left out: this page has no field that a reader could type wrongly. */
function readAsked(query: (name: string) => string | undefined): Asked {
  const name = (query('name') ?? '').trim().slice(0, 100);
  const kind = query('kind') ?? '';
  const offset = Number(query('offset') ?? 0);
  return {
    name: isStorable(name) ? name : '',
    type: entityTypes.find((type) => type === query('type')),
    kind: kind in kinds ? (kind as Kind) : 'listed',
    offset: Number.isInteger(offset) && offset > 0 && offset <= 100_000 ? offset : 0,
  };
}

/** Entities with how much is written about them and in what mood. */
export async function entitiesPage(orm: Orm, query: (name: string) => string | undefined) {
  const asked = readAsked(query);
  const filter = {
    name: asked.name || undefined,
    type: asked.type,
    listed: asked.kind === 'all' ? undefined : asked.kind === 'listed',
  };
  const [entities, unlisted] = await Promise.all([
    listEntities(orm, filter, entitiesShown + 1, asked.offset),
    asked.kind === 'listed' ? listEntities(orm, { listed: false }, proposed, 0) : [],
  ]);
  const shown = entities.slice(0, entitiesShown);
  return (
    <Page title="Entities" section="entities">
      <h1>Entities</h1>
      <Filter asked={asked} />
      {entities.length === 0 ? (
        <p class="lead">No entity fits this.</p>
      ) : asked.kind === 'found' ? (
        <UnlistedTable entities={shown} taken={await takenIds(orm, shown)} />
      ) : (
        <EntityTable entities={shown} />
      )}
      <Pages asked={asked} more={entities.length > entitiesShown} />
      <NotOnTheListYet entities={unlisted} />
    </Page>
  );
}

/** Ids that unlisted entities would be given and that others have already. */
const takenIds = (orm: Orm, entities: EntityCoverage[]) =>
  knownIds(
    orm,
    entities.map(({ id, type }) => proposedId(id, type, new Set())),
  );

function Filter({ asked }: { asked: Asked }) {
  return (
    <search aria-label="Find entities">
      <form class="filter" action="/entities">
        <div class="fields row">
          <div class="field">
            <label for="e-name">Name, alias or ticker</label>
            <input id="e-name" name="name" type="search" value={asked.name} maxlength={100} />
          </div>
          <div class="field">
            <label for="e-type">Type</label>
            <select id="e-type" name="type">
              <option value="">Any</option>
              {entityTypes.map((type) => (
                <option value={type} selected={type === asked.type}>
                  {type}
                </option>
              ))}
            </select>
          </div>
          <div class="field">
            <label for="e-kind">Where known from</label>
            <select id="e-kind" name="kind">
              {Object.entries(kinds).map(([kind, name]) => (
                <option value={kind} selected={kind === asked.kind}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          <button type="submit">Show</button>
        </div>
      </form>
    </search>
  );
}

function EntityTable({ entities }: { entities: EntityCoverage[] }) {
  return (
    <table class="list">
      <caption>
        Most covered first. Articles that name the entity itself, copies left out, and the mean sentiment
        towards it.
      </caption>
      <thead>
        <tr>
          <th scope="col">Entity</th>
          <th scope="col">Type</th>
          <th scope="col" class="wide">
            Tickers
          </th>
          <th scope="col" class="number">
            Articles
          </th>
          <th scope="col" class="number">
            Sentiment
          </th>
        </tr>
      </thead>
      <tbody>
        {entities.map((entity) => (
          <tr>
            <th scope="row">
              <a href={entityAddress(entity.id)}>{entity.name}</a>
              {entity.nameZh && (
                <span class="other" lang="zh">
                  {entity.nameZh}
                </span>
              )}
              {!entity.listed && <span class="other">not on the list</span>}
            </th>
            <td>{entity.type}</td>
            <td class="wide">{entity.tickers.join(', ')}</td>
            <td class="number">{entity.articles.toLocaleString('en')}</td>
            <td class="number">
              <MeanSentiment mean={entity.meanSentiment} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Pages({ asked, more }: { asked: Asked; more: boolean }) {
  const { name, type, kind, offset } = asked;
  const at = (start: number) =>
    addressOf('/entities', { name, type, kind, offset: Math.max(0, start) || null });
  return (
    <p class="pages">
      {offset > 0 && <a href={at(offset - entitiesShown)}>← More covered</a>}
      {more && <a href={at(offset + entitiesShown)}>Less covered →</a>}
    </p>
  );
}
