import { createHash } from 'node:crypto';
import type { EntityCoverage } from '../../../db/entities.ts';
import { addressOf, entityAddress } from '../layout/address.ts';
import { MeanSentiment } from '../parts/sentiment.tsx';

interface ListProps {
  entities: EntityCoverage[];
  /** Ids of the entity list that a proposed id must not take. */
  taken: ReadonlySet<string>;
}

/** Names that the entity list does not have, with what to write to have them. */
export const UnlistedTable = ({ entities, taken }: ListProps) => (
  <>
    <p>
      These names stand in articles and not on the entity list. To adopt one, copy its lines into the file
      that <code>CHIPWIRE_ENTITIES</code> names and tag the archive anew with <code>chipwire retag</code>:{' '}
      <code>docs/add-an-entity.md</code> and <code>docs/operate.md</code> show more. Different bearers of one
      name are not told apart here.
    </p>
    <table class="list">
      <caption>Most covered first. Articles that name it, copies left out.</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Type</th>
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
              <details class="adopt">
                <summary>Lines to copy</summary>
                <pre>{adoption(entity, taken)}</pre>
              </details>
            </th>
            <td>{entity.type}</td>
            <td class="number">{entity.articles.toLocaleString('en')}</td>
            <td class="number">
              <MeanSentiment mean={entity.meanSentiment} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </>
);

/** The most covered of them, for the foot of the list. */
export function NotOnTheListYet({ entities }: { entities: EntityCoverage[] }) {
  const named = entities.filter(({ articles }) => articles > 1);
  if (named.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="unlisted">
      <h2 id="unlisted">Not on the list yet</h2>
      <p>
        {named.map(({ id, name, articles }, at) => (
          <>
            {at > 0 && ', '}
            <a href={entityAddress(id)}>{name}</a> <span class="none">{articles}</span>
          </>
        ))}
      </p>
      <p class="hint">
        Names found in texts, with the number of articles.{' '}
        <a href={addressOf('/entities', { kind: 'found' })}>All of them, and how to adopt one</a>
      </p>
    </section>
  );
}

/** The entity as a list file writes it. Any JSON string is a YAML string, so that no name can break the lines. */
export function adoption(
  { id, type, name }: Pick<EntityCoverage, 'id' | 'type' | 'name'>,
  taken: ReadonlySet<string>,
): string {
  const chinese = /\p{Script=Han}/u.test(name);
  return [
    `- id: ${proposedId(id, type, taken)}${chinese ? '  # choose one in small Latin letters' : ''}`,
    `  type: ${type}`,
    `  name: ${JSON.stringify(name)}${chinese ? '  # its English name, if it has one' : ''}`,
    ...(chinese ? [`  nameZh: ${JSON.stringify(name)}`] : []),
  ].join('\n');
}

/** `person~ye-kejiang` as `ye-kejiang`; a name in other letters gets an id that is its own at least. */
export function proposedId(id: string, type: string, taken: ReadonlySet<string>): string {
  const name = id.slice(id.indexOf('~') + 1);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))
    return `${type}-${createHash('sha256').update(id).digest('hex').slice(0, 8)}`;
  return taken.has(name) ? `${name}-${type}` : name;
}
